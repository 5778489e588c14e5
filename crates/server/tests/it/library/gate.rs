//! The first-run gate: 409 until the library is set up, in the documented order with the login.

use axum::http::Method;
use calotype_core::Role;
use serde_json::json;

use super::auth::{access_token, register};
use crate::app::{TestApp, on_both_engines};
use crate::response::Response;

on_both_engines![
    routes_with_an_optional_login_are_gated_first,
    routes_with_a_required_login_ask_for_it_first,
    some_routes_are_never_gated,
    the_gate_opens_on_every_node_once_the_library_is_set_up,
];

#[track_caller]
fn gated(answer: &Response) {
    let expected = json!({"code": 409, "message": "app_not_initialized", "error": "app_not_initialized"});
    assert_eq!((answer.status.as_u16(), answer.json()), (409, expected));
}

async fn routes_with_an_optional_login_are_gated_first(app: TestApp) {
    for client in [app.anonymous(), app.anonymous().with_token("nonsense")] {
        gated(&client.post("/api/v1/assets/list", json!({})).await);
        gated(&client.get("/api/v1/assets/not-an-id").await);
    }
}

async fn routes_with_a_required_login_ask_for_it_first(app: TestApp) {
    for path in ["/api/v1/users", "/api/v1/settings/system", "/api/v1/settings/runtime-info"] {
        app.anonymous().get(path).await.refused(401, "unauthenticated");
    }
    let admin = app.anonymous().with_token(access_token(&register(&app.anonymous(), "ada").await));
    let user = app.anonymous().with_token(access_token(&register(&app.anonymous(), "mia").await));
    for path in ["/api/v1/users", "/api/v1/settings/system", "/api/v1/settings/runtime-info"] {
        user.get(path).await.refused(403, "admin_required");
        gated(&admin.get(path).await);
    }
    for client in [&admin, &user] {
        gated(&client.patch("/api/v1/users/me/profile", json!({})).await);
        gated(&client.patch("/api/v1/users/me/password", json!({"nonsense": 1})).await);
    }
    gated(&admin.patch("/api/v1/users/1", json!({})).await);
    gated(&admin.post("/api/v1/users/1/reset-access", json!({})).await);
    gated(&admin.patch("/api/v1/settings/system", json!({})).await);
    gated(&admin.post("/api/v1/settings/system/validate-llm", json!({})).await);
}

async fn some_routes_are_never_gated(app: TestApp) {
    let guest = app.anonymous();
    for path in ["/api/v1/health", "/api/v1/capabilities", "/api/v1/setup/status"] {
        guest.get(path).await.ok();
    }
    guest.post("/api/v1/setup", json!({})).await.ok();
    let ada = guest.clone().with_token(access_token(&register(&guest, "ada").await));
    ada.get("/api/v1/auth/me").await.ok();
    ada.get("/api/v1/auth/media-token").await.ok();
    let bare =
        ada.request(Method::POST, "/api/v1/auth/login").json(&json!({"username": "ada", "password": "x"}));
    bare.send().await.refused(401, "invalid_credentials");
}

async fn the_gate_opens_on_every_node_once_the_library_is_set_up(app: TestApp) {
    let there = app.second_node().await;
    gated(&there.anonymous().post("/api/v1/assets/list", json!({})).await);
    app.ensure_user("ada", Role::Admin).await;
    gated(&there.anonymous().post("/api/v1/assets/list", json!({})).await);
    app.ensure_primary_repository().await;
    for node in [&app, &there] {
        node.anonymous().post("/api/v1/assets/list", json!({})).await.refused(401, "unauthenticated");
    }
}
