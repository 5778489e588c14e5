//! `PATCH /users/me/password`.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::{PASSWORD, TestApp, on_both_engines};
use crate::library::auth::{ME, login, refresh, refresh_token};

const PATH: &str = "/api/v1/users/me/password";
const NEW: &str = "Another2Horse";

on_both_engines![
    a_new_password_ends_every_login_of_its_user_and_of_nobody_else,
    a_wrong_current_password_changes_nothing,
    a_weak_new_password_is_refused,
    strangers_have_no_password,
];

async fn a_new_password_ends_every_login_of_its_user_and_of_nobody_else(app: TestApp) {
    let mia = app.user("mia").await;
    app.user("noah").await;
    let guest = app.anonymous();
    let session = async |name| refresh_token(&login(&guest, name, PASSWORD).await);
    let (phone, laptop, other) = (session("mia").await, session("mia").await, session("noah").await);
    mia.patch(PATH, json!({"current_password": PASSWORD, "new_password": NEW})).await.ok();
    for token in [phone, laptop] {
        refresh(&guest, &token).await.refused(401, "invalid_refresh_token");
    }
    refresh(&guest, &other).await.ok();
    login(&guest, "mia", PASSWORD).await.refused(401, "invalid_credentials");
    login(&guest, "mia", NEW).await.ok();
    // The access token that asked lives until it expires.
    assert_eq!(mia.get(ME).await.status, StatusCode::OK);
    assert!(app.events().await.iter().any(|event| event.kind == "user.password_changed"));
}

async fn a_wrong_current_password_changes_nothing(app: TestApp) {
    let mia = app.user("mia").await;
    let change = json!({"current_password": "Wrong1Horse", "new_password": NEW});
    mia.patch(PATH, change).await.refused(401, "wrong_password");
    login(&app.anonymous(), "mia", PASSWORD).await.ok();
}

async fn a_weak_new_password_is_refused(app: TestApp) {
    let mia = app.user("mia").await;
    for weak in ["short", "alllowercase1", "NoDigitsHere"] {
        let change = json!({"current_password": PASSWORD, "new_password": weak});
        mia.patch(PATH, change).await.refused(400, "weak_password");
    }
    mia.patch(PATH, json!({"new_password": NEW})).await.refused(400, "invalid_body");
}

async fn strangers_have_no_password(app: TestApp) {
    app.set_up().await;
    let change = json!({"current_password": PASSWORD, "new_password": NEW});
    app.anonymous().patch(PATH, change).await.refused(401, "unauthenticated");
}
