//! `POST /auth/logout`.

use serde_json::json;

use super::{LOGOUT, access_token, login, refresh, refresh_token, works};
use crate::app::{PASSWORD, TestApp, on_both_engines};

on_both_engines![
    a_logout_ends_the_login_with_all_its_rotations,
    logging_out_twice_is_fine_and_an_unknown_token_is_not,
];

async fn a_logout_ends_the_login_with_all_its_rotations(app: TestApp) {
    app.user("mia").await;
    let guest = app.anonymous();
    let answer = login(&guest, "mia", PASSWORD).await;
    let first = refresh_token(&answer);
    let second = refresh_token(&refresh(&guest, &first).await);
    let body = guest.post(LOGOUT, json!({"refreshToken": second})).await.ok();
    assert!(body["message"].is_string());
    // The used token is within its grace, but the login it belongs to is over.
    for token in [&first, &second] {
        refresh(&guest, token).await.refused(401, "invalid_refresh_token");
    }
    assert!(works(&guest, &access_token(&answer)).await, "the access token lives until it expires");
    assert_eq!(app.events().await[0].kind, "user.logged_out");
}

async fn logging_out_twice_is_fine_and_an_unknown_token_is_not(app: TestApp) {
    app.user("mia").await;
    let guest = app.anonymous();
    let token = refresh_token(&login(&guest, "mia", PASSWORD).await);
    for _ in 0..2 {
        guest.post(LOGOUT, json!({"refreshToken": token})).await.ok();
    }
    let unknown = json!({"refreshToken": "f".repeat(64)});
    guest.post(LOGOUT, unknown).await.refused(401, "invalid_refresh_token");
    guest.post(LOGOUT, json!({})).await.refused(400, "invalid_body");
}
