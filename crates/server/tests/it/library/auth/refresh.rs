//! `POST /auth/refresh`.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::future::join_all;
use serde_json::json;

use super::{REFRESH, access_token, login, refresh, refresh_token, works};
use crate::app::{PASSWORD, TestApp, on_both_engines};

on_both_engines![
    a_refresh_answers_a_new_pair_and_rotates,
    a_used_token_that_comes_back_late_ends_the_whole_login,
    parallel_refreshes_with_one_token_all_go_on,
    another_login_of_the_same_user_is_not_touched_by_reuse,
    an_expired_token_is_refused,
    an_unknown_or_missing_token_is_refused,
    a_deactivated_user_cannot_refresh_until_they_are_active_again,
    tokens_are_not_in_the_database_in_clear,
];

async fn a_refresh_answers_a_new_pair_and_rotates(app: TestApp) {
    app.user("mia").await;
    let guest = app.anonymous();
    let first = refresh_token(&login(&guest, "mia", PASSWORD).await);
    app.clock.advance(Duration::from_secs(20 * 60));
    let answer = refresh(&guest, &first).await;
    assert_ne!(refresh_token(&answer), first);
    assert!(works(&guest, &access_token(&answer)).await);
    let body = answer.ok();
    assert_eq!((&body["requires_mfa"], &body["user"]["username"]), (&json!(false), &json!("mia")));
    refresh(&guest, &refresh_token(&answer)).await.ok();
}

async fn a_used_token_that_comes_back_late_ends_the_whole_login(app: TestApp) {
    app.user("mia").await;
    let guest = app.anonymous();
    let first = refresh_token(&login(&guest, "mia", PASSWORD).await);
    let second = refresh_token(&refresh(&guest, &first).await);
    app.clock.advance(Duration::from_secs(11));
    refresh(&guest, &first).await.refused(401, "invalid_refresh_token");
    refresh(&guest, &second).await.refused(401, "invalid_refresh_token");
    let last = &app.events().await[0];
    assert_eq!((last.kind.as_str(), last.outcome.as_str()), ("session.refreshed", "denied"));
}

async fn parallel_refreshes_with_one_token_all_go_on(app: TestApp) {
    app.user("mia").await;
    let nodes = [app.anonymous(), app.second_node().await.anonymous()];
    let first = refresh_token(&login(&nodes[0], "mia", PASSWORD).await);
    let answers = join_all((0..6).map(|n| refresh(&nodes[n % 2], &first))).await;
    let tokens: BTreeSet<String> = answers.iter().map(refresh_token).collect();
    assert_eq!(tokens.len(), 6);
    app.clock.advance(Duration::from_secs(60));
    for token in &tokens {
        refresh(&nodes[1], token).await.ok();
    }
}

async fn another_login_of_the_same_user_is_not_touched_by_reuse(app: TestApp) {
    app.user("mia").await;
    let guest = app.anonymous();
    let phone = refresh_token(&login(&guest, "mia", PASSWORD).await);
    let laptop = refresh_token(&login(&guest, "mia", PASSWORD).await);
    refresh(&guest, &phone).await.ok();
    app.clock.advance(Duration::from_secs(11));
    refresh(&guest, &phone).await.refused(401, "invalid_refresh_token");
    refresh(&guest, &laptop).await.ok();
}

async fn an_expired_token_is_refused(app: TestApp) {
    app.user("mia").await;
    let guest = app.anonymous();
    let token = refresh_token(&login(&guest, "mia", PASSWORD).await);
    app.clock.advance(Duration::from_secs(168 * 3600 - 1));
    let renewed = refresh_token(&refresh(&guest, &token).await);
    app.clock.advance(Duration::from_secs(168 * 3600 + 1));
    refresh(&guest, &renewed).await.refused(401, "invalid_refresh_token");
}

async fn an_unknown_or_missing_token_is_refused(app: TestApp) {
    let guest = app.anonymous();
    for token in ["0".repeat(64), "x".to_owned()] {
        refresh(&guest, &token).await.refused(401, "invalid_refresh_token");
    }
    guest.post(REFRESH, json!({})).await.refused(400, "invalid_body");
    guest.post(REFRESH, json!({"refreshToken": ""})).await.refused(400, "invalid_body");
}

async fn a_deactivated_user_cannot_refresh_until_they_are_active_again(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let guest = app.anonymous();
    let token = refresh_token(&login(&guest, "mia", PASSWORD).await);
    let path = format!("/api/v1/users/{}", mia.number());
    ada.patch(&path, json!({"is_active": false})).await.ok();
    refresh(&guest, &token).await.refused(401, "invalid_refresh_token");
    ada.patch(&path, json!({"is_active": true})).await.ok();
    refresh(&guest, &token).await.ok();
}

async fn tokens_are_not_in_the_database_in_clear(app: TestApp) {
    app.user("mia").await;
    let token = refresh_token(&login(&app.anonymous(), "mia", PASSWORD).await);
    let stored: Vec<(Vec<u8>,)> = app
        .core
        .db
        .read()
        .await
        .unwrap()
        .all("SELECT token_hash FROM sessions", calotype_store::args![])
        .await
        .unwrap();
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0].0.len(), 32);
    assert!(stored[0].0 != token.as_bytes()[..32]);
}
