//! Who may call, how often, and what is counted.

use axum::http::{HeaderName, Method, header};

use super::{good, no, program};
use crate::app::{TestApp, on_both_engines};
use crate::upload::build::scoped;

on_both_engines![
    a_key_comes_in_four_ways_and_no_other,
    a_key_for_something_else_is_none,
    too_many_requests_are_refused_until_there_is_room,
    guesses_cost_the_network_that_makes_them,
    calls_are_counted_for_their_key,
];

async fn a_key_comes_in_four_ways_and_no_other(app: TestApp) {
    let mia = program(&app, "mia").await;
    let ask = |name: &'static str, value: String| {
        app.anonymous().request(Method::GET, "/about").header(HeaderName::from_static(name), &value).send()
    };
    good(&mia.get("about", "").await);
    good(&ask("www-authenticate", mia.secret.clone()).await);
    good(&ask("authorization", format!("Bearer {}", mia.secret)).await);
    good(&ask("x-api-key", mia.secret.clone()).await);
    for answer in [
        app.anonymous().get("/about").await,
        app.anonymous().get("/about?key=").await,
        app.anonymous().get("/about?key=0123456789abcdef0123456789abcdef").await,
        ask("authorization", format!("Basic {}", mia.secret)).await,
        app.anonymous().post("/about", serde_json::json!({"key": 5})).await,
    ] {
        assert_eq!(no(&answer, 401), "Missing or invalid API key");
    }
    assert!(app.events().await.iter().any(|event| event.kind == "auth.denied"));
}

async fn a_key_for_something_else_is_none(app: TestApp) {
    let other = scoped(&app, "mia", &["upload:read", "upload:write"]).await;
    assert_eq!(
        no(&app.anonymous().get(&format!("/about?key={}", other.secret)).await, 401),
        "Missing or invalid API key"
    );
    let all = scoped(&app, "mia", &["admin"]).await;
    good(&app.anonymous().get(&format!("/about?key={}", all.secret)).await);
}

async fn too_many_requests_are_refused_until_there_is_room(app: TestApp) {
    let app = app.configured(|config| config.commands.requests_per_minute = 3).await;
    let mia = program(&app, "mia").await;
    for left in ["2", "1", "0"] {
        let answer = mia.get("about", "").await;
        good(&answer);
        assert_eq!(answer.header("x-ratelimit-remaining"), Some(left));
    }
    let answer = mia.get("about", "").await;
    no(&answer, 429);
    assert_eq!(answer.header(header::RETRY_AFTER.as_str()), Some("20"));
    // Another key has its own.
    good(&program(&app, "ben").await.get("about", "").await);
    app.clock.advance(std::time::Duration::from_secs(20));
    good(&mia.get("about", "").await);
}

async fn guesses_cost_the_network_that_makes_them(app: TestApp) {
    let app = app.configured(|config| config.commands.requests_per_minute = 2).await;
    let mia = program(&app, "mia").await;
    for status in [401, 401, 429] {
        no(&app.anonymous().get("/about?key=cal_guess").await, status);
    }
    good(&mia.get("about", "").await);
}

async fn calls_are_counted_for_their_key(app: TestApp) {
    let mia = program(&app, "mia").await;
    let id = mia.stored().await;
    good(&mia.get("flip", &format!("img={id}")).await);
    no(&mia.get("flip", "img=x").await, 400);
    calotype_core::usage::flush(&app.core).await.unwrap();
    let mut conn = app.core.db.read().await.unwrap();
    let sums = "SELECT CAST(SUM(requests) AS BIGINT) FROM usage_days WHERE surface = 'commands'";
    assert_eq!(conn.scalar::<i64>(sums, calotype_store::Values(vec![])).await.unwrap(), 3);
    let sums = "SELECT CAST(SUM(transforms) AS BIGINT) FROM usage_days WHERE surface = 'commands'";
    assert_eq!(conn.scalar::<i64>(sums, calotype_store::Values(vec![])).await.unwrap(), 1);
}
