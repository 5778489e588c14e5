//! Limits on guessing.

use std::time::Duration;

use super::{REFRESH, login, refresh, refresh_token, register};
use crate::app::{PASSWORD, TestApp, on_both_engines};
use serde_json::json;

on_both_engines![
    failed_logins_of_one_address_run_into_a_limit_that_passes,
    failed_logins_of_one_account_run_into_a_limit_from_wherever_they_come,
    nodes_count_attempts_together,
    those_who_know_their_password_never_meet_the_limit,
    registrations_and_failed_refreshes_count_too,
    guessing_the_current_password_counts_too,
];

const HERE: [u8; 4] = [192, 0, 2, 1];

async fn limited(app: TestApp, per_address: u32, per_account: u32) -> TestApp {
    app.configured(|config| {
        config.http.auth_attempts_per_minute = per_address;
        config.auth.failed_logins_per_minute = per_account;
    })
    .await
}

async fn failed_logins_of_one_address_run_into_a_limit_that_passes(app: TestApp) {
    app.user("mia").await;
    let app = limited(app, 3, 100).await;
    let here = app.anonymous().from(HERE);
    for n in 0..3 {
        login(&here, &format!("guess{n}"), PASSWORD).await.refused(401, "invalid_credentials");
    }
    let answer = login(&here, "mia", PASSWORD).await;
    answer.refused(429, "too_many_attempts");
    assert_eq!(answer.header("retry-after"), Some("20"));
    // Somebody else is not concerned.
    login(&app.anonymous().from([192, 0, 2, 2]), "mia", PASSWORD).await.ok();
    app.clock.advance(Duration::from_secs(20));
    login(&here, "mia", PASSWORD).await.ok();
}

async fn failed_logins_of_one_account_run_into_a_limit_from_wherever_they_come(app: TestApp) {
    app.user("mia").await;
    app.user("noah").await;
    let app = limited(app, 100, 3).await;
    for n in 0..3 {
        let there = app.anonymous().from([192, 0, 2, n]);
        login(&there, "MIA", "Wrong1Horse").await.refused(401, "invalid_credentials");
    }
    let here = app.anonymous().from([192, 0, 2, 9]);
    login(&here, "mia", PASSWORD).await.refused(429, "too_many_attempts");
    login(&here, "noah", PASSWORD).await.ok();
    app.clock.advance(Duration::from_secs(60));
    login(&here, "mia", PASSWORD).await.ok();
}

async fn nodes_count_attempts_together(app: TestApp) {
    app.user("mia").await;
    let app = limited(app, 2, 100).await;
    let there = app.second_node().await;
    for node in [&app, &there] {
        login(&node.anonymous().from(HERE), "mia", "Wrong1Horse").await.refused(401, "invalid_credentials");
    }
    for node in [&app, &there] {
        login(&node.anonymous().from(HERE), "mia", PASSWORD).await.refused(429, "too_many_attempts");
    }
}

async fn those_who_know_their_password_never_meet_the_limit(app: TestApp) {
    app.user("mia").await;
    let app = limited(app, 2, 2).await;
    let here = app.anonymous().from(HERE);
    let mut token = String::new();
    for _ in 0..5 {
        token = refresh_token(&login(&here, "mia", PASSWORD).await);
    }
    for _ in 0..5 {
        token = refresh_token(&refresh(&here, &token).await);
    }
}

async fn registrations_and_failed_refreshes_count_too(app: TestApp) {
    app.set_up().await;
    let app = limited(app, 2, 100).await;
    let here = app.anonymous().from(HERE);
    register(&here, "mia").await.ok();
    here.post(REFRESH, json!({"refreshToken": "nothing"})).await.refused(401, "invalid_refresh_token");
    register(&here, "noah").await.refused(429, "too_many_attempts");
    here.post(REFRESH, json!({"refreshToken": "nothing"})).await.refused(429, "too_many_attempts");
}

async fn guessing_the_current_password_counts_too(app: TestApp) {
    app.user("mia").await;
    let app = limited(app, 100, 2).await;
    let mia = app.log_in("mia").await;
    let guess = json!({"current_password": "Wrong1Horse", "new_password": "Another2Horse"});
    for _ in 0..2 {
        mia.patch("/api/v1/users/me/password", guess.clone()).await.refused(401, "wrong_password");
    }
    mia.patch("/api/v1/users/me/password", guess).await.refused(429, "too_many_attempts");
}
