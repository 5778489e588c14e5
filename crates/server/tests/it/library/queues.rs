//! `/admin/river`: the administrator's view of the queues.

use calotype_core::queues::DOCUMENTED;
use calotype_store::args;
use calotype_store::jobs::{self, JobId, NewJob};
use serde_json::{Value, json};

use crate::app::{TestApp, on_both_engines};

on_both_engines![
    only_administrators_see_the_queues,
    every_known_queue_is_told_even_when_empty,
    states_are_told_in_the_documented_words,
    a_queue_in_trouble_comes_first_and_shows_why,
];

const SUMMARY: &str = "/api/v1/admin/river/queue-summary";
const STATS: &str = "/api/v1/admin/river/stats";

/// A job of a queue in a state, enqueued, tried and finished at these seconds after 1970.
async fn job(app: &TestApp, queue: &str, state: &str, seconds: i64) -> JobId {
    let mut conn = app.core.db.write().await.unwrap();
    let new = NewJob::new(queue, queue, &json!({})).unwrap();
    let id = jobs::enqueue(&mut conn, &new, app.clock.now()).await.unwrap();
    let at = seconds * 1_000_000;
    let finished = ["done", "failed", "cancelled"].contains(&state).then_some(at + 3_000_400);
    let errors =
        json!([{"attempt": 1, "at": at, "error": "first"}, {"attempt": 2, "at": at, "error": "second"}]);
    conn.exec(
        "UPDATE jobs SET state = $2, created_at = $3, run_at = $3, attempted_at = $4, finished_at = $5, errors = $6,
         attempt = 2 WHERE id = $1",
        args![id, state, at, at + 1_000_000, finished, errors],
    )
    .await
    .unwrap();
    conn.commit().await.unwrap();
    id
}

fn names(answer: &Value) -> Vec<&str> {
    answer["queues"].as_array().unwrap().iter().map(|q| q["name"].as_str().unwrap()).collect()
}

async fn only_administrators_see_the_queues(app: TestApp) {
    let mia = app.user("mia").await;
    for path in [SUMMARY, STATS] {
        app.anonymous().get(path).await.refused(401, "unauthenticated");
        mia.get(path).await.refused(403, "admin_required");
    }
}

async fn every_known_queue_is_told_even_when_empty(app: TestApp) {
    let ada = app.admin().await;
    let empty = ada.get(SUMMARY).await.ok();
    let ours = calotype_core::jobs::registry().unwrap();
    let mut known: Vec<_> = DOCUMENTED.into_iter().chain(ours.queues().map(|(name, _)| name)).collect();
    known.sort_unstable();
    known.dedup();
    assert_eq!(names(&empty), known);
    assert!(empty["generated_at"].is_string());
    let first = json!({"name": "classify_zeroshot", "total_jobs": 0, "processed_jobs": 0, "remaining_jobs": 0,
        "running_jobs": 0, "attention_jobs": 0});
    assert_eq!(empty["queues"][0], first, "what there is none of is left out");
    job(&app, "elsewhere", "queued", 1).await;
    let more = ada.get(SUMMARY).await.ok();
    assert_eq!((names(&more)[0], names(&more).len()), ("elsewhere", known.len() + 1));
}

async fn states_are_told_in_the_documented_words(app: TestApp) {
    let ada = app.admin().await;
    for (amount, state) in
        ["queued", "scheduled", "running", "retryable", "done", "cancelled", "failed"].iter().enumerate()
    {
        for _ in 0..=amount {
            job(&app, "ingest_asset", state, 1).await;
        }
    }
    let expected = json!({"available": 1, "scheduled": 2, "running": 3, "retryable": 4, "completed": 5, "cancelled": 6,
        "discarded": 7});
    assert_eq!(ada.get(STATS).await.ok(), expected);
}

async fn a_queue_in_trouble_comes_first_and_shows_why(app: TestApp) {
    let ada = app.admin().await;
    job(&app, "transcode_asset", "queued", 40).await;
    job(&app, "metadata_asset", "done", 10).await;
    job(&app, "metadata_asset", "cancelled", 20).await;
    let failed = job(&app, "metadata_asset", "failed", 30).await;
    let all = ada.get(SUMMARY).await.ok();
    assert_eq!(names(&all)[..2], ["metadata_asset", "transcode_asset"]);
    let worst = &all["queues"][0];
    assert_eq!(
        (&worst["total_jobs"], &worst["processed_jobs"], &worst["attention_jobs"], &worst["remaining_jobs"]),
        (&json!(3), &json!(1), &json!(2), &json!(0))
    );
    assert_eq!(
        (&worst["average_latency_ms"], &worst["average_runtime_ms"], worst.get("oldest_remaining_at")),
        (&json!(3000), &json!(2000), None),
        "rounded to whole milliseconds"
    );
    assert_eq!(all["queues"][1]["oldest_remaining_at"], "1970-01-01T00:00:40Z");
    let sample = json!({"job_id": failed, "kind": "metadata_asset", "state": "discarded", "attempt": 2, "max_attempts": 25,
        "last_error": "second", "created_at": "1970-01-01T00:00:30Z", "scheduled_at": "1970-01-01T00:00:30Z",
        "attempted_at": "1970-01-01T00:00:31Z", "finalized_at": "1970-01-01T00:00:33.0004Z"});
    assert_eq!(worst["error_samples"][0], sample);
    assert_eq!(worst["error_samples"][1]["state"], "cancelled");
    assert_eq!(all["queues"][1].get("error_samples"), None);

    for (limit, shown) in [("1", 1), ("0", 0), ("20", 2), ("21", 2), ("-1", 2), ("x", 2)] {
        let answer = ada.get(&format!("{SUMMARY}?error_limit={limit}")).await.ok();
        let samples = answer["queues"][0]["error_samples"].as_array().map_or(0, Vec::len);
        assert_eq!(samples, shown, "{limit}");
    }
}
