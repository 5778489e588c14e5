//! Who may do what: every route of the portal's data × three roles × clients in and out of their set.

use std::collections::BTreeSet;

use axum::http::{Method, header};
use calotype_core::actor::AdminRole;
use serde_json::json;
use uuid::Uuid;

use super::world::client;
use super::{logged_in, make, refused, root};
use crate::app::{TestApp, on_both_engines};
use crate::client::{Client, Form};
use crate::hosting::world::{Program, TINY, id};
use crate::response::Response;

on_both_engines![
    every_route_asks_for_the_role_and_the_set,
    unknown_ids_are_not_found_and_viewers_learn_nothing,
    a_stranger_sees_nothing,
    an_address_without_a_route_is_not_found_in_the_dialect_of_the_surface,
    access_is_granted_and_taken_client_by_client,
];

/// What a route asks for.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Needs {
    Read,
    Write,
    Everything,
}

/// What is sent.
#[derive(Clone, Copy, PartialEq)]
enum Body {
    None,
    Json(&'static str),
    /// A picture for the client.
    Picture,
}

/// A route about one client or something of it. `{client}`, `{image}`, `{avatar}`, `{album}` and `{key}`
/// stand for ids.
struct Row(&'static str, Body, Needs);

const ROWS: &[Row] = {
    use Body::{Json, None, Picture};
    use Needs::{Everything, Read, Write};
    &[
        Row("GET clients/{client}", None, Read),
        Row("PATCH clients/{client}", Json(r#"{"domain":"example.org"}"#), Write),
        Row("POST clients/{client}/rotate-key", Json(r#"{"graceSeconds":60}"#), Everything),
        Row("GET clients/{client}/quota", None, Read),
        Row("PUT clients/{client}/quota", Json(r#"{"quotaBytes":null}"#), Everything),
        Row("GET clients/{client}/usage", None, Read),
        Row("GET clients/{client}/delivery-keys", None, Read),
        Row("POST clients/{client}/delivery-keys", None, Write),
        Row("DELETE clients/{client}/delivery-keys/{key}", None, Write),
        Row("GET clients/{client}/presets", None, Read),
        Row("GET clients/{client}/presets/{preset}", None, Read),
        Row("PUT clients/{client}/presets/{preset}", Json(r#"{"w":80}"#), Write),
        Row("DELETE clients/{client}/presets/{preset}", None, Write),
        Row("GET clients/{client}/webhook-deliveries", None, Read),
        Row("POST clients/{client}/webhook-secret", None, Write),
        Row("POST images", Picture, Write),
        Row("GET images?clientId={client}", None, Read),
        Row("GET images/tags?clientId={client}", None, Read),
        Row("GET images/{image}", None, Read),
        Row("PATCH images/{image}", Json(r#"{"originalName":"b.png","tags":["b"]}"#), Write),
        Row("DELETE images/{image}", None, Write),
        Row("GET avatars?clientId={client}", None, Read),
        Row("GET avatars/{avatar}", None, Read),
        Row("DELETE avatars/{avatar}", None, Write),
        Row("GET albums?clientId={client}", None, Read),
        Row("GET albums/{album}", None, Read),
        Row("PATCH albums/{album}", Json(r#"{"name":"B","isPublic":true}"#), Write),
        Row("DELETE albums/{album}", None, Write),
    ]
};

/// Routes about no client in particular, or about administrators: what each answers is under test elsewhere.
const ABOUT_NOBODY: &[&str] = &[
    "GET stats",
    "GET clients",
    "POST clients",
    "POST clients/{}/access",
    "DELETE clients/{}/access/{}",
    "POST clients/{}/webhook-deliveries/{}/redeliver",
];

impl Row {
    fn method(&self) -> Method {
        self.0.split(' ').next().unwrap().parse().unwrap()
    }

    fn changes(&self) -> bool {
        self.2 != Needs::Read
    }

    /// The status of its success.
    fn success(&self) -> u16 {
        if self.1 == Body::Picture || self.0.ends_with("/delivery-keys") && self.changes() {
            201
        } else {
            200
        }
    }
}

/// A client with something of everything in it.
struct Side {
    program: Program,
    image: String,
    avatar: String,
    album: String,
    key: String,
    root: Client,
}

impl Side {
    async fn new(app: &TestApp, root: &Client, name: &str) -> Self {
        let program = Program::new(app, name).await;
        let nothing = || Uuid::from_u128(7).to_string();
        let (image, avatar, album, key) = (nothing(), nothing(), nothing(), nothing());
        let mut side = Self { program, image, avatar, album, key, root: root.clone() };
        side.fill("").await;
        side
    }

    /// Puts back what a route took; everything for an empty one.
    async fn fill(&mut self, route: &str) {
        if "DELETE images/{image}".contains(route) {
            self.image = id(&self.program.tiny("u1", &[("tags", "a")]).await).to_owned();
        }
        if "DELETE avatars/{avatar}".contains(route) {
            self.avatar = id(&self.program.avatar("u1").await).to_owned();
        }
        if "DELETE albums/{album}".contains(route) {
            self.album = id(&self.program.album("u1", json!({"name": "A"})).await).to_owned();
        }
        let client = format!("/v2/admin/clients/{}", self.program.id);
        if "DELETE clients/{client}/presets/{preset}".contains(route) {
            self.root.put(&format!("{client}/presets/card"), json!({"w": 80})).await.json();
        }
        if route.is_empty() || route.contains("/delivery-keys") {
            // A client has two at most.
            let keys = self.root.get(&format!("{client}/delivery-keys")).await.ok();
            for key in keys.as_array().unwrap() {
                self.root.delete(&format!("{client}/delivery-keys/{}", id(key))).await.ok();
            }
            let made = self.root.post(&format!("{client}/delivery-keys"), json!({})).await.json();
            self.key = id(&made).to_owned();
        }
    }

    /// The address of a route.
    fn path(&self, row: &Row) -> String {
        let rest = row.0.split(' ').nth(1).unwrap();
        let rest = rest.replace("{client}", &self.program.id.to_string());
        let rest = rest.replace("{image}", &self.image).replace("{avatar}", &self.avatar);
        format!(
            "/v2/admin/{}",
            rest.replace("{album}", &self.album).replace("{key}", &self.key).replace("{preset}", "card")
        )
    }

    async fn send(&self, asker: &Client, row: &Row) -> Response {
        let ask = asker.request(row.method(), &self.path(row));
        match row.1 {
            Body::None => ask.send().await,
            Body::Json(text) => ask.header(header::CONTENT_TYPE, "application/json").body(text).send().await,
            Body::Picture => {
                let form = Form::new().file("file", "tiny.png", "image/png", TINY);
                ask.multipart(form.text("clientId", &self.program.id.to_string())).send().await
            }
        }
    }
}

async fn every_route_asks_for_the_role_and_the_set(app: TestApp) {
    let root = root(&app).await;
    let (inside, outside) = (Side::new(&app, &root, "in").await, Side::new(&app, &root, "out").await);
    let set = [inside.program.id];
    make(&app, "adam", AdminRole::Admin, false, &set).await;
    make(&app, "vera", AdminRole::Viewer, false, &set).await;
    make(&app, "sara", AdminRole::SuperAdmin, false, &set).await;
    make(&app, "aida", AdminRole::Admin, true, &[]).await;
    make(&app, "vito", AdminRole::Viewer, true, &[]).await;
    let mut sides = [inside, outside];
    for (name, role, all) in [
        ("vera", AdminRole::Viewer, false),
        ("adam", AdminRole::Admin, false),
        ("vito", AdminRole::Viewer, true),
        ("aida", AdminRole::Admin, true),
        ("sara", AdminRole::SuperAdmin, true),
    ] {
        let asker = logged_in(&app, name).await;
        for row in ROWS {
            for (side, is_inside) in sides.iter_mut().zip([true, false]) {
                let may = match row.2 {
                    Needs::Read => all || is_inside,
                    Needs::Write => role >= AdminRole::Admin && (all || is_inside),
                    Needs::Everything => role == AdminRole::SuperAdmin,
                };
                let thing = side.path(row);
                let before = root.get(&thing).await.text();
                let answer = side.send(&asker, row).await;
                let what = format!("{name} {} inside: {is_inside}: {}", row.0, answer.text());
                assert_eq!(answer.status.as_u16(), if may { row.success() } else { 403 }, "{what}");
                if !may {
                    refused(&answer, 403);
                    if row.changes() {
                        let after = root.get(&thing).await.text();
                        assert!(before == after || before.contains("timestamp"), "{what}");
                    }
                } else if row.0.contains("/delivery-keys") {
                    side.fill(row.0).await;
                } else if row.method() == Method::DELETE {
                    refused(&root.get(&thing).await, 404);
                    side.fill(row.0).await;
                }
            }
        }
        let create = asker.post("/v2/admin/clients", json!({"name": format!("by {name}")})).await;
        assert_eq!(create.status.as_u16(), if role == AdminRole::SuperAdmin { 201 } else { 403 });
        let admins = asker.get("/v2/admin/admins").await;
        assert_eq!(admins.status.as_u16(), if role == AdminRole::SuperAdmin { 200 } else { 403 });
    }
}

/// The rows are all that the document has on data.
#[test]
fn no_route_is_left_out() {
    let (_, document) = calotype_server::openapi().into_iter().find(|(name, _)| *name == "hosting").unwrap();
    let document = serde_json::to_value(document).unwrap();
    let without_names = |route: &str| {
        let route = route.split('?').next().unwrap();
        let parts = route.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    let rows = ROWS.iter().map(|row| without_names(row.0));
    let known: BTreeSet<String> = rows.chain(ABOUT_NOBODY.iter().map(|&route| route.to_owned())).collect();
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(route) = path.strip_prefix("/v2/admin/") else { continue };
        if !route.starts_with("auth") && !route.starts_with("admins") {
            let methods = item.as_object().unwrap().keys().map(|method| method.to_uppercase());
            documented.extend(methods.map(|method| without_names(&format!("{method} {route}"))));
        }
    }
    assert_eq!(known, documented);
}

async fn unknown_ids_are_not_found_and_viewers_learn_nothing(app: TestApp) {
    let root = root(&app).await;
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    make(&app, "adam", AdminRole::Admin, false, &[]).await;
    let (vera, adam) = (logged_in(&app, "vera").await, logged_in(&app, "adam").await);
    let nowhere = Uuid::from_u128(7);
    let mut side = Side::new(&app, &root, "in").await;
    side.program.id = nowhere;
    for thing in [&mut side.image, &mut side.avatar, &mut side.album] {
        *thing = nowhere.to_string();
    }
    // A list is narrowed to what is not there, and has nothing.
    for row in ROWS.iter().filter(|row| !row.0.contains('?')) {
        let who = [(&root, AdminRole::SuperAdmin), (&adam, AdminRole::Admin), (&vera, AdminRole::Viewer)];
        for (asker, role) in who {
            let expected = match row.2 {
                Needs::Everything if role != AdminRole::SuperAdmin => 403,
                Needs::Write if role == AdminRole::Viewer => 403,
                _ => 404,
            };
            let answer = side.send(asker, row).await;
            assert_eq!(answer.status.as_u16(), expected, "{role:?} {}: {}", row.0, answer.text());
        }
    }
    for noun in ["clients", "images", "avatars", "albums"] {
        refused(&root.get(&format!("/v2/admin/{noun}/x")).await, 400);
    }
}

async fn a_stranger_sees_nothing(app: TestApp) {
    let root = root(&app).await;
    let side = Side::new(&app, &root, "in").await;
    let (guest, ada) = (app.anonymous(), app.admin().await);
    for row in ROWS {
        refused(&side.send(&guest, row).await, 401);
        refused(&side.send(&ada, row).await, 401);
    }
    for noun in ["clients", "images", "avatars", "albums", "stats"] {
        // The key of the client opens nothing here.
        refused(&side.program.get("u1", &format!("/v2/admin/{noun}")).await, 401);
    }
    for path in [format!("images/{}", side.image), format!("avatars/{}", side.avatar)] {
        refused(&side.program.delete("u1", &format!("/v2/admin/{path}")).await, 401);
    }
}

async fn an_address_without_a_route_is_not_found_in_the_dialect_of_the_surface(app: TestApp) {
    for path in ["/v2/nowhere", "/v2/admin/nowhere"] {
        let ask = app.anonymous().request(Method::GET, path);
        let answer = ask.header(axum::http::header::ACCEPT, "text/html").send().await;
        refused(&answer, 404);
        assert_eq!(answer.json()["path"], path);
        assert_eq!(answer.json()["requestId"].as_str(), answer.header("x-request-id"));
    }
}

async fn access_is_granted_and_taken_client_by_client(app: TestApp) {
    let root = root(&app).await;
    let (client, _) = client(&root, "in").await;
    let id = make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    let vera = logged_in(&app, "vera").await;
    let path = format!("/v2/admin/clients/{client}");
    refused(&vera.get(&path).await, 403);
    for _ in 0..2 {
        let profile = root.post(&format!("{path}/access"), json!({"adminUserId": id})).await.ok();
        assert_eq!(profile["allowedClientIds"], json!([client]));
    }
    vera.get(&path).await.ok();
    assert_eq!(vera.get("/v2/admin/auth/me").await.ok()["allowedClientIds"], json!([client]));
    let profile = root.delete(&format!("{path}/access/{id}")).await.ok();
    assert_eq!(profile["allowedClientIds"], json!([]));
    refused(&vera.get(&path).await, 403);
    refused(&root.post(&format!("{path}/access"), json!({"adminUserId": Uuid::from_u128(7)})).await, 404);
    let home = format!("/v2/admin/clients/{}/access", calotype_store::tenants::HOME);
    refused(&root.post(&home, json!({"adminUserId": id})).await, 404);
}
