//! The record of events, read by administrators and by programs.

use calotype_core::Actor;
use calotype_core::keys::{self, NewKey};
use calotype_store::events as rows;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::app::{TestApp, on_both_engines};
use crate::upload::build::{Program, no, program, scoped};

on_both_engines![
    a_program_reads_what_it_did_and_nothing_else,
    a_program_reads_what_was_done_for_it_by_whichever_process,
    administrators_read_everything_of_their_tenant,
    filters_narrow_and_pages_follow_each_other,
    old_events_are_removed,
];

fn actions(body: &Value) -> Vec<&str> {
    body["events"].as_array().unwrap().iter().map(|event| event["action"].as_str().unwrap()).collect()
}

async fn a_program_reads_what_it_did_and_nothing_else(app: TestApp) {
    let (mia, ben) = (program(&app, "mia").await, program(&app, "ben").await);
    let promise = mia.promised().await;
    let second = program(&app, "mia").await;
    let body = second.get("/list-events-api?action=upload.created").await.ok();
    assert_eq!(actions(&body), ["upload.created"], "another key of the same user");
    let event = &body["events"][0];
    assert_eq!(event["target"], json!({"type": "upload", "id": promise["upload_id"]}));
    assert_eq!(event["request_id"], promise["request_id"], "the id the client saw");
    assert_eq!((&event["outcome"], &event["billable"]), (&json!("ok"), &json!(false)));
    let actor = &event["actor"];
    assert_eq!((&actor["type"], &actor["ip"]), (&json!("user"), &json!("127.0.0.1")));
    let hash = Sha256::digest(mia.secret.as_bytes());
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(actor["api_key_hash"], json!(hash));
    assert!(!body.to_string().contains(&mia.secret));
    let path = format!("/list-events-api?target_id={}", promise["upload_id"].as_str().unwrap());
    assert!(actions(&ben.get(&path).await.ok()).is_empty());
    let writer = scoped(&app, "mia", &["upload:write"]).await;
    no(&writer.get("/list-events-api").await, 403, "FORBIDDEN");
    let operator = scoped(&app, "ben", &["admin"]).await;
    let all = operator.ask(axum::http::Method::GET, "/list-events-api?action=upload.created");
    let name = axum::http::HeaderName::from_static("x-on-behalf-of");
    assert_eq!(actions(&all.header(name, "*").send().await.ok()), ["upload.created"]);
}

async fn a_program_reads_what_was_done_for_it_by_whichever_process(app: TestApp) {
    let (mia, ben) = (program(&app, "mia").await, program(&app, "ben").await);
    let alone = NewKey { scopes: scopes(), isolated: true, ..NewKey::default() };
    let alone = Program::known(&app, &keys::create(&app.core, &Actor::system(), alone).await.unwrap().secret);
    let work = async |program: &Program| {
        let upload = program.uploaded(&app, b"[1]").await;
        let placed = program.order("/json-formatter-api", &upload).await.json();
        (upload, placed["job_id"].clone(), placed["request_id"].clone())
    };
    let (upload, job, request) = work(&mia).await;
    let (_, hidden, _) = work(&alone).await;
    // Another node does the work: it knows the order's row, and nothing of the request.
    let node = app.second_node().await;
    node.run_jobs().await;
    let about = async |program: &Program, id: &Value| {
        let path = format!("/list-events-api?target_id={}", id.as_str().unwrap());
        program.get(&path).await.ok()
    };
    let second = program(&app, "mia").await;
    for program in [&mia, &second] {
        let told = about(program, &job).await;
        assert_eq!(actions(&told), ["job.succeeded", "job.started", "job.created"]);
        for event in &told["events"].as_array().unwrap()[..2] {
            assert_eq!(event["actor"]["type"], "system");
            assert_eq!(
                (&event["actor"]["user_id"], &event["actor"]["api_key_hash"]),
                (&json!(null), &json!(null))
            );
            assert_eq!(event["request_id"], request, "the request that placed it");
        }
        let told = about(program, &upload).await;
        assert_eq!(actions(&told), ["upload.completed", "upload.created"], "the form came without a key");
    }
    assert_eq!(actions(&about(&alone, &hidden).await), ["job.succeeded", "job.started", "job.created"]);
    for foreign in [(&ben, &job), (&ben, &hidden), (&mia, &hidden), (&alone, &job)] {
        assert!(actions(&about(foreign.0, foreign.1).await).is_empty());
    }
    app.clock.advance(std::time::Duration::from_secs(2 * 86_400));
    calotype_core::deposits::sweep(&node.core).await.unwrap();
    assert_eq!(actions(&about(&mia, &upload).await)[0], "upload.expired");
    let by_mia = format!("/list-events-api?actor={}&action=job.succeeded", app.user("mia").await.id());
    assert!(actions(&mia.get(&by_mia).await.ok()).is_empty(), "she did not do it herself");
}

fn scopes() -> Vec<String> {
    ["job:read", "upload:read", "upload:write"].map(str::to_owned).to_vec()
}

async fn administrators_read_everything_of_their_tenant(app: TestApp) {
    let ada = app.admin().await;
    let mia = program(&app, "mia").await;
    mia.promised().await;
    let body = ada.get("/api/v1/admin/audit-events?limit=200").await.ok();
    assert!(actions(&body).contains(&"upload.created") && actions(&body).contains(&"key.created"));
    let made = body["events"].as_array().unwrap().iter().find(|e| e["action"] == "key.created").unwrap();
    assert_eq!(made["actor"]["type"], json!("system"));
    assert_eq!(app.user("ben").await.get("/api/v1/admin/audit-events").await.status.as_u16(), 403);
    assert_eq!(app.anonymous().get("/api/v1/admin/audit-events").await.status.as_u16(), 401);
}

async fn filters_narrow_and_pages_follow_each_other(app: TestApp) {
    let ada = app.admin().await;
    let mia = program(&app, "mia").await;
    for _ in 0..5 {
        mia.promised().await;
    }
    let mut seen = Vec::new();
    let mut path = "/api/v1/admin/audit-events?action=upload.created&limit=2".to_owned();
    loop {
        let page = ada.get(&path).await.ok();
        let ids = page["events"].as_array().unwrap().iter().map(|event| event["event_id"].clone());
        seen.extend(ids);
        match page["next_cursor"].as_str() {
            Some(cursor) => {
                path = format!("/api/v1/admin/audit-events?action=upload.created&limit=2&cursor={cursor}");
            }
            None => break,
        }
    }
    assert_eq!(seen.len(), 5);
    let mut sorted: Vec<String> = seen.iter().map(Value::to_string).collect();
    sorted.dedup();
    assert_eq!(sorted.len(), 5, "no event twice");
    let now = app.clock.now() / 1_000_000;
    for (filter, found) in [
        (format!("after={}", now + 60), false),
        (format!("before={}", now - 3600), false),
        (format!("after={}&before={}", now - 3600, now + 60), true),
        (format!("actor={}", uuid::Uuid::from_u128(1)), false),
        ("request_id=unknown".to_owned(), false),
    ] {
        let page = ada.get(&format!("/api/v1/admin/audit-events?{filter}")).await.ok();
        assert_eq!(!actions(&page).is_empty(), found, "{filter}");
    }
    for bad in ["limit=0", "limit=201", "limit=x", "cursor=nonsense", "actor=me", "after=soon"] {
        let answer = ada.get(&format!("/api/v1/admin/audit-events?{bad}")).await;
        assert_eq!(answer.status.as_u16(), 400, "{bad}");
        no(&mia.get(&format!("/list-events-api?{bad}")).await, 400, "INVALID_REQUEST");
    }
}

async fn old_events_are_removed(app: TestApp) {
    let mia = program(&app, "mia").await;
    mia.promised().await;
    app.clock.advance(std::time::Duration::from_secs(91 * 86_400));
    assert!(calotype_core::events::sweep(&app.core).await.unwrap() >= 1);
    let left =
        rows::list(&mut app.core.db.read().await.unwrap(), &rows::Filter::default(), 10).await.unwrap();
    assert!(left.iter().all(|entry| entry.event.kind != "upload.created"), "{left:?}");
}
