//! Who may do what: every route of the portal's data × three roles × clients in and out of their set.

use axum::http::Method;
use calotype_core::actor::AdminRole;
use serde_json::{Value, json};
use uuid::Uuid;

use super::world::client;
use super::{logged_in, make, refused, root};
use crate::app::{TestApp, on_both_engines};
use crate::client::Client;
use crate::response::Response;

on_both_engines![
    every_route_asks_for_the_role_and_the_set,
    lists_are_limited_to_the_set,
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
#[derive(Clone, Copy)]
enum Body {
    None,
    Json(fn() -> Value),
}

/// A route about one client. `{client}` stands for its id.
struct Row(Method, &'static str, Body, Needs);

fn rows() -> Vec<Row> {
    use Body::Json;
    use Needs::{Everything, Read, Write};
    vec![
        Row(Method::GET, "clients/{client}", Body::None, Read),
        Row(Method::PATCH, "clients/{client}", Json(|| json!({"domain": "example.org"})), Write),
        Row(Method::POST, "clients/{client}/rotate-key", Json(|| json!({"graceSeconds": 60})), Everything),
        Row(Method::GET, "clients/{client}/delivery-keys", Body::None, Read),
        Row(Method::GET, "clients/{client}/presets", Body::None, Read),
        Row(Method::GET, "clients/{client}/webhook-deliveries", Body::None, Read),
        Row(Method::POST, "clients/{client}/webhook-secret", Body::None, Write),
    ]
}

async fn send(asker: &Client, row: &Row, id: &str) -> Response {
    let ask = asker.request(row.0.clone(), &format!("/v2/admin/{}", row.1.replace("{client}", id)));
    match row.2 {
        Body::None => ask.send().await,
        Body::Json(body) => ask.json(&body()).send().await,
    }
}

async fn every_route_asks_for_the_role_and_the_set(app: TestApp) {
    let root = root(&app).await;
    let ((inside, _), (outside, _)) = (client(&root, "in").await, client(&root, "out").await);
    let set = [Uuid::parse_str(&inside).unwrap()];
    make(&app, "adam", AdminRole::Admin, false, &set).await;
    make(&app, "vera", AdminRole::Viewer, false, &set).await;
    make(&app, "aida", AdminRole::Admin, true, &[]).await;
    make(&app, "vito", AdminRole::Viewer, true, &[]).await;
    for (name, role, all) in [
        ("vera", AdminRole::Viewer, false),
        ("adam", AdminRole::Admin, false),
        ("vito", AdminRole::Viewer, true),
        ("aida", AdminRole::Admin, true),
        ("root", AdminRole::SuperAdmin, true),
    ] {
        let asker = if name == "root" { root.clone() } else { logged_in(&app, name).await };
        for row in rows() {
            for (id, is_inside) in [(&inside, true), (&outside, false)] {
                let may = match row.3 {
                    Needs::Read => all || is_inside,
                    Needs::Write => role >= AdminRole::Admin && (all || is_inside),
                    Needs::Everything => role == AdminRole::SuperAdmin,
                };
                let answer = send(&asker, &row, id).await;
                let what = format!("{name} {} {} inside: {is_inside}: {}", row.0, row.1, answer.text());
                assert_eq!(answer.status.as_u16(), if may { 200 } else { 403 }, "{what}");
                if !may {
                    refused(&answer, 403);
                }
            }
        }
        let create = asker.post("/v2/admin/clients", json!({"name": format!("by {name}")})).await;
        assert_eq!(create.status.as_u16(), if role == AdminRole::SuperAdmin { 201 } else { 403 });
        let admins = asker.get("/v2/admin/admins").await;
        assert_eq!(admins.status.as_u16(), if role == AdminRole::SuperAdmin { 200 } else { 403 });
    }
}

async fn lists_are_limited_to_the_set(app: TestApp) {
    let root = root(&app).await;
    let ((inside, _), (outside, _)) = (client(&root, "in").await, client(&root, "out").await);
    make(&app, "vera", AdminRole::Viewer, false, &[Uuid::parse_str(&inside).unwrap()]).await;
    make(&app, "nora", AdminRole::Admin, false, &[]).await;
    let seen = async |asker: &Client| {
        let list = asker.get("/v2/admin/clients").await.ok();
        list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(seen(&root).await, [outside, inside.clone()], "newest first");
    assert_eq!(seen(&logged_in(&app, "vera").await).await, [inside]);
    assert!(seen(&logged_in(&app, "nora").await).await.is_empty());
}

async fn unknown_ids_are_not_found_and_viewers_learn_nothing(app: TestApp) {
    let root = root(&app).await;
    make(&app, "vera", AdminRole::Viewer, false, &[]).await;
    make(&app, "adam", AdminRole::Admin, false, &[]).await;
    let (vera, adam) = (logged_in(&app, "vera").await, logged_in(&app, "adam").await);
    let nowhere = Uuid::from_u128(7).to_string();
    for row in rows() {
        let who = [(&root, AdminRole::SuperAdmin), (&adam, AdminRole::Admin), (&vera, AdminRole::Viewer)];
        for (asker, role) in who {
            let expected = match row.3 {
                Needs::Everything if role != AdminRole::SuperAdmin => 403,
                Needs::Write if role == AdminRole::Viewer => 403,
                _ => 404,
            };
            let answer = send(asker, &row, &nowhere).await;
            assert_eq!(answer.status.as_u16(), expected, "{role:?} {} {}: {}", row.0, row.1, answer.text());
        }
    }
    refused(&root.get("/v2/admin/clients/x").await, 400);
}

async fn a_stranger_sees_nothing(app: TestApp) {
    let root = root(&app).await;
    let (id, key) = client(&root, "in").await;
    let (guest, ada) = (app.anonymous(), app.admin().await);
    for row in rows() {
        refused(&send(&guest, &row, &id).await, 401);
        refused(&send(&ada, &row, &id).await, 401);
    }
    let header = axum::http::HeaderName::from_static("x-api-key");
    refused(&guest.request(Method::GET, "/v2/admin/clients").header(header, &key).send().await, 401);
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
