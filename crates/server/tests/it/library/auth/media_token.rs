//! `GET /auth/media-token`, and what a media token opens.

use std::time::Duration;

use calotype_core::auth::{Recent, authenticate_media};
use calotype_core::{Kind, Role};
use serde_json::json;

use super::{ME, claims};
use crate::app::{TestApp, on_both_engines};

const MEDIA_TOKEN: &str = "/api/v1/auth/media-token";

on_both_engines![
    a_media_token_carries_the_user_for_ten_minutes,
    strangers_get_no_media_token,
    a_media_token_is_no_access_token_and_an_access_token_no_media_token,
    deactivation_stops_media_tokens_here_at_once_and_elsewhere_within_seconds,
    a_media_token_follows_the_role_its_user_has_now,
];

async fn media_token(client: &crate::client::Client) -> String {
    client.get(MEDIA_TOKEN).await.ok()["token"].as_str().unwrap().to_owned()
}

async fn a_media_token_carries_the_user_for_ten_minutes(app: TestApp) {
    let mia = app.user("mia").await;
    let body = mia.get(MEDIA_TOKEN).await.ok();
    assert!(body["expires_at"].as_str().unwrap().ends_with('Z'));
    let token = body["token"].as_str().unwrap();
    assert_eq!((&claims(token)["scope"], &claims(token)["user_id"]), (&json!("media"), &json!(mia.number())));
    app.clock.advance(Duration::from_secs(595));
    let actor = authenticate_media(&app.core, token).await.unwrap();
    assert_eq!(actor.user_id(), Some(mia.id()));
    app.clock.advance(Duration::from_secs(10));
    assert_eq!(authenticate_media(&app.core, token).await.unwrap_err().kind, Kind::Unauthenticated);
}

async fn strangers_get_no_media_token(app: TestApp) {
    app.anonymous().get(MEDIA_TOKEN).await.refused(401, "unauthenticated");
}

async fn a_media_token_is_no_access_token_and_an_access_token_no_media_token(app: TestApp) {
    let mia = app.user("mia").await;
    let token = media_token(&mia).await;
    app.anonymous().with_token(token).get(ME).await.refused(401, "unauthenticated");
    assert!(authenticate_media(&app.core, mia.token()).await.is_err());
}

async fn deactivation_stops_media_tokens_here_at_once_and_elsewhere_within_seconds(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let there = app.second_node().await;
    let token = media_token(&mia).await;
    for node in [&app, &there] {
        authenticate_media(&node.core, &token).await.unwrap();
    }
    ada.patch(&format!("/api/v1/users/{}", mia.number()), json!({"is_active": false})).await.ok();
    assert!(authenticate_media(&app.core, &token).await.is_err());
    app.clock.advance(Duration::from_secs(Recent::SECONDS.unsigned_abs()));
    assert!(authenticate_media(&there.core, &token).await.is_err());
}

async fn a_media_token_follows_the_role_its_user_has_now(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let token = media_token(&mia).await;
    let role = async || match authenticate_media(&app.core, &token).await.unwrap().who {
        calotype_core::Who::User { role, .. } => role,
        other => panic!("{other:?}"),
    };
    assert_eq!(role().await, Role::User);
    ada.patch(&format!("/api/v1/users/{}", mia.number()), json!({"role": "admin"})).await.ok();
    assert_eq!(role().await, Role::Admin);
}
