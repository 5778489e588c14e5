//! `POST /auth/login` and `GET /auth/me`.

use std::time::Duration;

use axum::http::{Method, StatusCode, header};
use serde_json::json;

use super::{LOGIN, ME, access_token, login, works};
use crate::app::{PASSWORD, TestApp, on_both_engines};

on_both_engines![
    a_login_answers_a_session_of_the_user,
    every_failure_is_the_same_answer,
    a_login_without_a_name_or_a_password_is_refused,
    a_deactivated_user_is_out_at_once,
    an_access_token_ends_after_a_quarter_of_an_hour,
    me_is_for_those_with_exactly_a_bearer_token,
    logins_are_recorded_good_and_bad,
    a_login_with_an_old_hash_writes_a_new_one,
];

async fn a_login_answers_a_session_of_the_user(app: TestApp) {
    let mia = app.user("mia").await;
    app.clock.advance(Duration::from_secs(60));
    let body = login(&app.anonymous(), "mia", PASSWORD).await.ok();
    assert_eq!(body["user"]["user_id"], mia.number());
    assert_eq!(body["requires_mfa"], false);
    assert!(body.get("mfa_token").is_none() && body.get("mfa_methods").is_none());
    assert!(body.get("bootstrap_admin").is_none());
    let me = app.anonymous().with_token(body["token"].as_str().unwrap()).get(ME).await.ok();
    assert_eq!(me, body["user"]);
    assert_ne!(me["last_login"], me["created_at"]);
}

async fn every_failure_is_the_same_answer(app: TestApp) {
    app.user("mia").await;
    let ada = app.admin().await;
    let noah = app.user("noah").await;
    ada.patch(&format!("/api/v1/users/{}", noah.number()), json!({"is_active": false})).await.ok();
    let guest = app.anonymous();
    let mut answers = Vec::new();
    for (name, password) in
        [("mia", "Wrong1Horse"), ("nobody", PASSWORD), ("noah", PASSWORD), ("a b", PASSWORD)]
    {
        let answer = login(&guest, name, password).await;
        answer.refused(401, "invalid_credentials");
        answers.push(answer.text());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

async fn a_login_without_a_name_or_a_password_is_refused(app: TestApp) {
    let guest = app.anonymous();
    for body in
        [json!({"username": "ada"}), json!({"username": "ada", "password": ""}), json!({"password": "x"})]
    {
        guest.post(LOGIN, body).await.refused(400, "invalid_body");
    }
    let ask = guest.request(Method::POST, LOGIN).header(header::CONTENT_TYPE, "text/plain");
    ask.body("{}").send().await.refused(400, "invalid_content_type");
}

async fn a_deactivated_user_is_out_at_once(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let there = app.second_node().await.anonymous().with_token(mia.token());
    assert_eq!(there.get(ME).await.status, StatusCode::OK);
    ada.patch(&format!("/api/v1/users/{}", mia.number()), json!({"is_active": false})).await.ok();
    mia.get(ME).await.refused(401, "unauthenticated");
    there.get(ME).await.refused(401, "unauthenticated");
    ada.patch(&format!("/api/v1/users/{}", mia.number()), json!({"is_active": true})).await.ok();
    assert_eq!(mia.get(ME).await.status, StatusCode::OK);
}

async fn an_access_token_ends_after_a_quarter_of_an_hour(app: TestApp) {
    app.user("mia").await;
    let token = access_token(&login(&app.anonymous(), "mia", PASSWORD).await);
    app.clock.advance(Duration::from_secs(15 * 60 - 5));
    assert!(works(&app.anonymous(), &token).await);
    app.clock.advance(Duration::from_secs(10));
    assert!(!works(&app.anonymous(), &token).await);
}

async fn me_is_for_those_with_exactly_a_bearer_token(app: TestApp) {
    let mia = app.user("mia").await;
    app.anonymous().get(ME).await.refused(401, "unauthenticated");
    let token = mia.token();
    for bad in
        [format!("bearer {token}"), format!("Bearer  {token}"), format!("Bearer {token} x"), token.to_owned()]
    {
        let ask = app.anonymous().request(Method::GET, ME).header(header::AUTHORIZATION, &bad);
        ask.send().await.refused(401, "unauthenticated");
    }
    app.anonymous().get(&format!("{ME}?mt={token}")).await.refused(401, "unauthenticated");
    assert_eq!(mia.get(ME).await.ok()["username"], "mia");
}

async fn logins_are_recorded_good_and_bad(app: TestApp) {
    app.user("mia").await;
    let guest = app.anonymous();
    login(&guest, "mia", PASSWORD).await.ok();
    login(&guest, "mia", "Wrong1Horse").await.refused(401, "invalid_credentials");
    login(&guest, "nobody", PASSWORD).await.refused(401, "invalid_credentials");
    let kinds: Vec<(String, String)> =
        app.events().await.into_iter().rev().map(|event| (event.kind, event.outcome)).collect();
    let logged_in = |outcome: &str| ("user.logged_in".to_owned(), outcome.to_owned());
    // What was typed for a name that does not exist may well be a password; it is not written down.
    assert_eq!(kinds, [logged_in("ok"), logged_in("denied")]);
}

async fn a_login_with_an_old_hash_writes_a_new_one(app: TestApp) {
    use argon2::password_hash::{PasswordHasher as _, SaltString};
    let mia = app.user("mia").await;
    let weak = argon2::Argon2::new(
        argon2::Algorithm::Argon2id,
        argon2::Version::V0x13,
        argon2::Params::new(8192, 1, 1, None).unwrap(),
    );
    let salt = SaltString::encode_b64(b"sixteen bytes ok").unwrap();
    let old = weak.hash_password(PASSWORD.as_bytes(), &salt).unwrap().to_string();
    let mut tx = app.core.db.write().await.unwrap();
    calotype_store::users::set_password(&mut tx, mia.id(), &old, app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();

    login(&app.anonymous(), "mia", PASSWORD).await.ok();
    let mut conn = app.core.db.read().await.unwrap();
    let stored =
        calotype_store::users::get(&mut conn, mia.id()).await.unwrap().unwrap().password_hash.unwrap();
    assert!(stored.contains("m=19456"), "{stored}");
    drop(conn);
    login(&app.anonymous(), "mia", PASSWORD).await.ok();
}
