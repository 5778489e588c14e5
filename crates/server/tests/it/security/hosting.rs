//! The hosting portal: administrators of applications. `hosting/admin/matrix.rs` has the finer rules of its roles.

use calotype_core::actor::AdminRole;
use calotype_core::{Actor, admins, clients};

use super::{Answer, Body, Caller, FORBIDDEN, Row, UNKNOWN, hold, row, with};
use crate::app::TestApp;
use crate::hosting::admin::{logged_in, make};
use crate::hosting::world::{Program, id};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Anybody.
    Open,
    /// Whoever brings the cookie of a login; nobody here does.
    Cookie,
    /// Whoever has logged in.
    Any,
    /// Who may read the client.
    Reads,
    /// Who may change the client.
    Writes,
    /// Who may change some client.
    WritesSomewhere,
    /// Super administrators.
    Super,
    /// A program with a key of the client.
    Key,
}

use Rule::{Any, Cookie, Key, Open, Reads, Super, Writes, WritesSomewhere};

const NOTHING: Body = Body::Json("{}");

const TABLE: &[Row<Rule>] = &[
    row("GET /v2/admin/admins", Super),
    with("POST /v2/admin/admins", Super, Body::Json(r#"{"email":"x@example.org","password":"short"}"#)),
    row("DELETE /v2/admin/admins/{id}", Super),
    with("PATCH /v2/admin/admins/{id}", Super, NOTHING),
    row("GET /v2/admin/albums", Any),
    row("DELETE /v2/admin/albums/{id}", Writes),
    row("GET /v2/admin/albums/{id}", Reads),
    with("PATCH /v2/admin/albums/{id}", Writes, NOTHING),
    with("POST /v2/admin/auth/login", Open, NOTHING),
    row("POST /v2/admin/auth/logout", Open),
    row("GET /v2/admin/auth/me", Any),
    with("PATCH /v2/admin/auth/me", Any, NOTHING),
    with("POST /v2/admin/auth/me/change-password", Any, NOTHING),
    row("POST /v2/admin/auth/refresh", Cookie),
    row("GET /v2/admin/avatars", Any),
    row("DELETE /v2/admin/avatars/{id}", Writes),
    row("GET /v2/admin/avatars/{id}", Reads),
    row("GET /v2/admin/clients", Any),
    with("POST /v2/admin/clients", Super, Body::Json(r#"{"name":"another"}"#)),
    row("GET /v2/admin/clients/{id}", Reads),
    with("PATCH /v2/admin/clients/{id}", Writes, NOTHING),
    with("POST /v2/admin/clients/{id}/access", Super, Body::Json(ACCESS)),
    row("DELETE /v2/admin/clients/{id}/access/{adminUserId}", Super),
    row("GET /v2/admin/clients/{id}/delivery-keys", Reads),
    row("POST /v2/admin/clients/{id}/delivery-keys", Writes),
    row("DELETE /v2/admin/clients/{id}/delivery-keys/{keyId}", Writes),
    row("GET /v2/admin/clients/{id}/presets", Reads),
    row("DELETE /v2/admin/clients/{id}/presets/{name}", Writes),
    row("GET /v2/admin/clients/{id}/presets/{name}", Reads),
    with("PUT /v2/admin/clients/{id}/presets/{name}", Writes, Body::Json(r#"{"w":100}"#)),
    row("GET /v2/admin/clients/{id}/quota", Reads),
    with("PUT /v2/admin/clients/{id}/quota", Super, Body::Json(r#"{"quotaBytes":null}"#)),
    with("POST /v2/admin/clients/{id}/rotate-key", Super, NOTHING),
    row("GET /v2/admin/clients/{id}/usage", Reads),
    row("GET /v2/admin/clients/{id}/webhook-deliveries", Reads),
    row("POST /v2/admin/clients/{id}/webhook-deliveries/{deliveryId}/redeliver", Writes),
    row("POST /v2/admin/clients/{id}/webhook-secret", Writes),
    row("GET /v2/admin/images", Any),
    // Which client it is for stands in the form; `hosting/admin/matrix.rs` sends whole ones.
    with("POST /v2/admin/images", WritesSomewhere, Body::Form),
    row("GET /v2/admin/images/tags", Any),
    row("DELETE /v2/admin/images/{id}", Writes),
    row("GET /v2/admin/images/{id}", Reads),
    with("PATCH /v2/admin/images/{id}", Writes, NOTHING),
    row("GET /v2/admin/stats", Any),
    // What is public, and what a token opens, is for everybody; who may not see it finds a picture or nothing.
    row("GET /v2/albums", Key),
    with("POST /v2/albums", Key, NOTHING),
    row("GET /v2/albums/external/{externalAlbumId}", Key),
    with("PATCH /v2/albums/external/{externalAlbumId}", Key, NOTHING),
    with("DELETE /v2/albums/external/{externalAlbumId}/images", Key, NOTHING),
    with("POST /v2/albums/external/{externalAlbumId}/images", Key, NOTHING),
    row("DELETE /v2/albums/{id}", Key),
    row("GET /v2/albums/{id}", Open),
    with("PATCH /v2/albums/{id}", Key, NOTHING),
    with("DELETE /v2/albums/{id}/images", Key, NOTHING),
    row("GET /v2/albums/{id}/images", Open),
    with("POST /v2/albums/{id}/images", Key, NOTHING),
    with("POST /v2/albums/{id}/tokens", Key, NOTHING),
    row("DELETE /v2/albums/{id}/tokens/{token}", Key),
    with("POST /v2/avatars", Key, Body::Form),
    row("DELETE /v2/avatars/{externalUserId}", Key),
    row("GET /v2/avatars/{externalUserId}", Key),
    row("GET /v2/client/stats", Key),
    row("GET /v2/images", Key),
    with("POST /v2/images", Key, Body::Form),
    row("DELETE /v2/images/share/{token}", Key),
    row("GET /v2/images/share/{token}", Open),
    row("DELETE /v2/images/{id}", Key),
    row("GET /v2/images/{id}", Open),
    with("PATCH /v2/images/{id}", Key, NOTHING),
    with("POST /v2/images/{id}/share", Key, NOTHING),
    row("GET /v2/status", Open),
];

/// Nobody has this id; the question is who hears so.
const ACCESS: &str = r#"{"adminUserId":"01890000-0000-7000-8000-000000000000"}"#;

fn expected(rule: Rule, caller: &str) -> Answer {
    let (role, inside) = match caller {
        "a viewer of the client" => (AdminRole::Viewer, true),
        "a viewer of another client" => (AdminRole::Viewer, false),
        "an administrator of the client" => (AdminRole::Admin, true),
        "an administrator of another client" => (AdminRole::Admin, false),
        "a super administrator" => (AdminRole::SuperAdmin, true),
        _ if rule == Open => return Answer::Passes,
        "the key of a client" if rule == Key => return Answer::Passes,
        _ => return UNKNOWN,
    };
    let may = match rule {
        Open | Any => true,
        Cookie | Key => return UNKNOWN,
        Reads => inside,
        Writes => inside && role >= AdminRole::Admin,
        WritesSomewhere => role >= AdminRole::Admin,
        Super => role == AdminRole::SuperAdmin,
    };
    if may { Answer::Passes } else { FORBIDDEN }
}

pub async fn check(app: &TestApp) -> Vec<String> {
    let system = Actor::system();
    let ours = Program::new(app, "ours").await;
    let image = id(&ours.tiny("u1", &[]).await).to_owned();
    let avatar = id(&ours.avatar("u1").await).to_owned();
    let album = id(&ours.album("u1", serde_json::json!({"name": "A"})).await).to_owned();
    let theirs = clients::create(&app.core, &system, "theirs", None).await.unwrap();
    // One whose key nobody here changes.
    let shop = clients::create(&app.core, &system, "shop", None).await.unwrap();
    let (ours, theirs, key) = (ours.id, theirs.client.id, shop.api_key);
    let victim = make(app, "victim", AdminRole::Viewer, false, &[]).await;
    for (name, role, client) in [
        ("vera", AdminRole::Viewer, ours),
        ("viktor", AdminRole::Viewer, theirs),
        ("anna", AdminRole::Admin, ours),
        ("anton", AdminRole::Admin, theirs),
        ("sam", AdminRole::SuperAdmin, ours),
        ("otto", AdminRole::SuperAdmin, ours),
    ] {
        make(app, name, role, false, &[client]).await;
    }
    let switched_off = logged_in(app, "otto").await;
    let otto = admins::find(&app.core, &system, "otto@example.org").await.unwrap().id;
    let off = admins::Patch { active: Some(false), ..admins::Patch::default() };
    admins::update(&app.core, &system, otto, off).await.unwrap();
    let callers = [
        Caller::new("nobody", app.anonymous()),
        Caller::new("a token that is none", app.anonymous().with_token("nonsense")),
        Caller::new("an administrator of the library", app.admin().await),
        Caller::with_key("the key of a client", app, key),
        Caller::new("an administrator who was switched off", switched_off),
        Caller::new("a viewer of the client", logged_in(app, "vera").await),
        Caller::new("a viewer of another client", logged_in(app, "viktor").await),
        Caller::new("an administrator of the client", logged_in(app, "anna").await),
        Caller::new("an administrator of another client", logged_in(app, "anton").await),
        Caller::new("a super administrator", logged_in(app, "sam").await),
    ];
    let fill = move |path: &str, name: &str| match (path, name) {
        (path, "id") if path.contains("/clients/") => ours.to_string(),
        (path, "id") if path.contains("/admin/images/") => image.clone(),
        (path, "id") if path.contains("/admin/avatars/") => avatar.clone(),
        (path, "id") if path.contains("/admin/albums/") => album.clone(),
        (_, "id" | "adminUserId") => victim.to_string(),
        (path, "token") if !path.contains("/albums/") => uuid::Uuid::from_u128(5).to_string(),
        (_, "externalAlbumId" | "externalUserId" | "name" | "token") => "unknown".to_owned(),
        (_, "deliveryId" | "keyId") => uuid::Uuid::from_u128(4).to_string(),
        other => panic!("what stands for {other:?}?"),
    };
    hold("hosting", TABLE, &callers, expected, &fill).await
}
