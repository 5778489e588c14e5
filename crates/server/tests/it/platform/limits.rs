//! Rate limits, as programs meet them.

use std::time::Duration;

use axum::http::Method;
use serde_json::json;

use crate::app::{TestApp, on_both_engines};
use crate::upload::build::{KEY, no, program};

on_both_engines![
    every_answer_says_where_the_caller_stands,
    following_jobs_has_an_allowance_of_its_own,
    a_refusal_is_in_the_dialect_of_the_surface,
    strangers_are_counted_by_their_network,
    refusals_are_recorded_a_few_times,
];

async fn limited(app: TestApp, requests: u32) -> TestApp {
    app.configured(|config| {
        config.rates.upload_per_minute = requests;
        config.rates.hosting_requests = requests;
    })
    .await
}

async fn every_answer_says_where_the_caller_stands(app: TestApp) {
    let app = limited(app, 3).await;
    let (mia, ben) = (program(&app, "mia").await, program(&app, "ben").await);
    for (path, left) in [("/list-uploads-api", "2"), ("/list-uploads-api?status=nonsense", "1")] {
        let answer = mia.get(path).await;
        assert_eq!(answer.header("x-ratelimit-limit"), Some("3"));
        assert_eq!(answer.header("x-ratelimit-remaining"), Some(left), "{path}");
        let reset: i64 = answer.header("x-ratelimit-reset").unwrap().parse().unwrap();
        let now = app.clock.now() / 1_000_000;
        assert!((now..=now + 61).contains(&reset), "{reset} at {now}");
    }
    mia.get("/list-uploads-api").await.ok();
    let refused = mia.get("/list-uploads-api").await;
    no(&refused, 429, "RATE_LIMIT_EXCEEDED");
    assert_eq!(refused.header("x-ratelimit-remaining"), Some("0"));
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=20).contains(&wait), "{wait}");
    let details = &refused.json()["details"];
    assert_eq!((&details["limit"], &details["retry_after"]), (&json!(3), &json!(wait)));
    ben.get("/list-uploads-api").await.ok();
    app.clock.advance(Duration::from_secs(wait));
    mia.get("/list-uploads-api").await.ok();
}

async fn following_jobs_has_an_allowance_of_its_own(app: TestApp) {
    let app = app
        .configured(|config| {
            config.rates.upload_per_minute = 3;
            config.rates.polling_per_minute = 2;
        })
        .await;
    let mia = program(&app, "mia").await;
    let upload = mia.uploaded(&app, b"[1]").await;
    let job = mia.order("/json-validator-api", &upload).await.json()["job_id"].clone();
    for _ in 0..2 {
        assert_eq!(mia.job(&job).await.header("x-ratelimit-limit"), Some("2"));
    }
    no(&mia.job(&job).await, 429, "RATE_LIMIT_EXCEEDED");
    no(&mia.get(&format!("/jobs/{}", job.as_str().unwrap())).await, 429, "RATE_LIMIT_EXCEEDED");
    let last = mia.process("/json-validator-api", &[], b"1").await;
    assert_eq!((last.status.as_u16(), last.header("x-ratelimit-remaining")), (200, Some("0")));
    no(&mia.process("/json-validator-api", &[], b"1").await, 429, "RATE_LIMIT_EXCEEDED");
}

async fn a_refusal_is_in_the_dialect_of_the_surface(app: TestApp) {
    let app = limited(app, 1).await;
    let client = app.anonymous();
    client.get("/v2/admin/stats").await;
    let refused = client.get("/v2/admin/stats").await;
    assert_eq!(refused.status.as_u16(), 429);
    let body = refused.json();
    assert_eq!((&body["statusCode"], &body["path"]), (&json!(429), &json!("/v2/admin/stats")));
    assert!(refused.header("retry-after").is_some() && refused.header("x-ratelimit-limit") == Some("1"));
}

async fn strangers_are_counted_by_their_network(app: TestApp) {
    let app = limited(app, 1).await;
    let ask = async |address, key: &str| {
        let ask = app.anonymous().from(address).request(Method::GET, "/list-uploads-api");
        ask.header(KEY, key).send().await.status.as_u16()
    };
    assert_eq!(ask([203, 0, 113, 1], "wrong").await, 401);
    assert_eq!(ask([203, 0, 113, 1], "cal_other").await, 429, "another wrong key is the same stranger");
    assert_eq!(ask([203, 0, 113, 2], "wrong").await, 401);
    let mia = program(&app, "mia").await;
    assert_eq!(ask([203, 0, 113, 1], &mia.secret).await, 200, "a key has an allowance of its own");
}

async fn refusals_are_recorded_a_few_times(app: TestApp) {
    let app = limited(app, 2).await;
    let stranger = app.anonymous().from([203, 0, 113, 9]);
    for _ in 0..20 {
        stranger.request(Method::GET, "/list-uploads-api").header(KEY, "wrong").send().await;
    }
    let events = app.events().await;
    let count = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
    assert_eq!((count("auth.denied"), count("ratelimit.blocked")), (6, 1));
    let blocked = events.iter().find(|event| event.kind == "ratelimit.blocked").unwrap();
    assert_eq!(blocked.outcome, "denied");
    assert_eq!(blocked.address.as_deref(), Some("203.0.113.9"));
}
