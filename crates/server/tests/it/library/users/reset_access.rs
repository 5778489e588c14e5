//! `POST /users/{id}/reset-access`, and breaking the glass.

use calotype_core::users::break_glass;
use serde_json::json;

use crate::app::{PASSWORD, TestApp, on_both_engines};
use crate::library::auth::{login, refresh, refresh_token};

on_both_engines![
    a_reset_gives_a_temporary_password_and_ends_every_login,
    a_reset_is_for_administrators_and_for_accounts,
    breaking_the_glass_resets_the_oldest_active_administrator,
    breaking_the_glass_resets_the_named_account,
    breaking_the_glass_of_nobody_says_so,
];

async fn a_reset_gives_a_temporary_password_and_ends_every_login(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let guest = app.anonymous();
    let token = refresh_token(&login(&guest, "mia", PASSWORD).await);
    let answer =
        ada.request(axum::http::Method::POST, &format!("/api/v1/users/{}/reset-access", mia.number()));
    let body = answer.send().await.ok();
    let temporary = body["temporary_password"].as_str().unwrap();
    assert!(temporary.len() == 24 && temporary.starts_with("Lm9"), "{temporary}");
    assert_eq!((&body["cleared_passkeys"], &body["cleared_totp"]), (&json!(true), &json!(true)));
    refresh(&guest, &token).await.refused(401, "invalid_refresh_token");
    login(&guest, "mia", PASSWORD).await.refused(401, "invalid_credentials");
    login(&guest, "mia", temporary).await.ok();
    let reset = app.events().await.into_iter().find(|event| event.kind == "user.access_reset").unwrap();
    assert_eq!(reset.user_id, Some(ada.id()));
    assert!(reset.data.is_none(), "the password is written nowhere");
    // One's own account, too.
    ada.post(&format!("/api/v1/users/{}/reset-access", ada.number()), json!({})).await.ok();
}

async fn a_reset_is_for_administrators_and_for_accounts(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let path = format!("/api/v1/users/{}/reset-access", ada.number());
    app.anonymous().post(&path, json!({})).await.refused(401, "unauthenticated");
    mia.post(&path, json!({})).await.refused(403, "admin_required");
    ada.post("/api/v1/users/9999/reset-access", json!({})).await.refused(404, "user_not_found");
    ada.post("/api/v1/users/x/reset-access", json!({})).await.refused(400, "invalid_id");
}

async fn breaking_the_glass_resets_the_oldest_active_administrator(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    ada.patch(&format!("/api/v1/users/{}", mia.number()), json!({"role": "admin"})).await.ok();
    mia.patch(&format!("/api/v1/users/{}", ada.number()), json!({"is_active": false})).await.ok();
    let (user, temporary) = break_glass(&app.core).await.unwrap();
    assert_eq!(user.username, "mia");
    login(&app.anonymous(), "mia", &temporary).await.ok();
}

async fn breaking_the_glass_resets_the_named_account(app: TestApp) {
    app.user("mia").await;
    let app = app.configured(|config| config.auth.break_glass_username = Some(" Mia".to_owned())).await;
    let (user, temporary) = break_glass(&app.core).await.unwrap();
    assert_eq!(user.username, "mia");
    login(&app.anonymous(), "mia", &temporary).await.ok();
}

async fn breaking_the_glass_of_nobody_says_so(app: TestApp) {
    assert_eq!(break_glass(&app.core).await.unwrap_err().code, "user_not_found");
}
