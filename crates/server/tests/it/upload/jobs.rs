//! Work on uploads: accepted, held, followed, cancelled, forgotten.

use std::time::Duration;

use axum::http::{HeaderName, Method, header};
use calotype_core::keys::{self, NewKey};
use calotype_core::{Actor, jobs, orders};
use serde_json::{Value, json};

use super::build::*;
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    an_upload_is_worked_on_from_the_form_to_the_file,
    an_upload_must_be_there_and_of_a_fitting_kind,
    another_users_uploads_and_jobs_do_not_exist,
    an_isolated_key_works_on_its_own_only,
    content_that_is_not_what_its_name_says_fails_both,
    an_upload_in_use_is_held_and_kept,
    a_cancelled_job_ends_at_once_and_stays_ended,
    a_failed_job_says_why_in_two_ways,
    an_order_is_accepted_once_for_its_idempotency_key,
    a_result_goes_with_its_job,
    a_request_id_is_a_uuid_everywhere,
    an_address_is_fetched_under_the_rules_for_strangers,
];

const FORMAT: &str = "/json-formatter-api";

async fn an_upload_is_worked_on_from_the_form_to_the_file(app: TestApp) {
    let mia = program(&app, "mia").await;
    let upload = mia.uploaded(&app, b"[1]").await;
    let key = mia.get("/list-uploads-api").await.ok()["uploads"][0]["s3_key"].clone();
    for body in [json!({"upload_id": upload}), json!({ "file": key })] {
        let answer = mia.process(FORMAT, &[("x-source-type", "file")], body.to_string().as_bytes()).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        assert_eq!(answer.header("x-billable"), Some("true"));
        let accepted = answer.json();
        let id = &accepted["job_id"];
        let place = format!("/status-api/{}", id.as_str().unwrap());
        assert_eq!((&accepted["status"], &accepted["retry_after"]), (&json!("queued"), &json!(2)));
        assert_eq!(
            (accepted["status_url"].as_str(), answer.header("location")),
            (Some(&*place), Some(&*place))
        );
        assert_eq!(answer.header("retry-after"), Some("2"));
        let waiting = mia.job(id).await;
        assert_eq!((waiting.header("x-billable"), waiting.header("retry-after")), (Some("false"), Some("2")));
        assert_eq!(waiting.ok()["status"], "queued");
        app.run_jobs().await;
        let done = mia.job(id).await.ok();
        assert_eq!((&done["status"], &done["result"]["preview"]), (&json!("success"), &json!("[\n 1\n]")));
        assert_eq!(done["result"]["request_id"], accepted["request_id"]);
        assert_eq!(app.anonymous().get(&path_of(&done["result"]["file"])).await.text(), "[\n 1\n]");
        assert_eq!(mia.get(&format!("/jobs/{}", id.as_str().unwrap())).await.ok()["status"], "success");
        let told = ["job.created", "job.read", "job.started", "job.succeeded"];
        assert_eq!(history(&app, id).await[..4], told);
        let events = app.events().await;
        let of =
            |kind: &str| events.iter().find(|e| e.kind == kind && e.subject_id.as_deref() == id.as_str());
        for kind in ["job.created", "job.started", "job.succeeded"] {
            assert_eq!(of(kind).unwrap().request_id.as_deref(), accepted["request_id"].as_str(), "{kind}");
            assert_eq!(of(kind).unwrap().data.as_ref().unwrap().0["billable"], kind == "job.created");
        }
    }
    let state = mia.job(&upload).await.ok();
    assert_eq!((&state["status"], &state["upload"]["upload_id"]), (&json!("completed"), &upload));
}

async fn an_upload_must_be_there_and_of_a_fitting_kind(app: TestApp) {
    let mia = program(&app, "mia").await;
    let pending = mia.promised().await["upload_id"].clone();
    no(&mia.order(FORMAT, &pending).await, 400, "UPLOAD_NOT_READY");
    let table = mia.uploaded_as(&app, "table.csv", b"a;b").await;
    no(&mia.order(FORMAT, &table).await, 400, "UNSUPPORTED_EXTENSION");
    app.clock.advance(Duration::from_secs(86_400));
    // What is locked is swept the next time; a refusal lets go of its locks behind the answer.
    while mia.state(&table).await != "expired" {
        sweep(&app).await;
    }
    no(&mia.order(FORMAT, &table).await, 404, "FILE_NOT_FOUND");
    no(&mia.order(FORMAT, &json!("nonsense")).await, 404, "FILE_NOT_FOUND");
}

async fn another_users_uploads_and_jobs_do_not_exist(app: TestApp) {
    let (mia, max) = (program(&app, "mia").await, program(&app, "max").await);
    let upload = mia.uploaded(&app, b"[1]").await;
    let key = mia.get("/list-uploads-api").await.ok()["uploads"][0]["s3_key"].clone();
    let job = mia.order(FORMAT, &upload).await.json()["job_id"].clone();
    let (random, some) =
        (json!("upl_0123456789abcdef0123456789abcdef"), json!("2fb0f8f5-3e5a-4cc8-9e8b-6f4f5a1f1d11"));
    let details = |answer: &crate::response::Response, code| {
        no(answer, 404, code);
        answer.json()["details"].clone()
    };
    let unknown = details(&max.order(FORMAT, &random).await, "FILE_NOT_FOUND");
    assert_eq!(details(&max.order(FORMAT, &upload).await, "FILE_NOT_FOUND"), unknown);
    let by_key = json!({ "file": key }).to_string();
    let by_key = max.process(FORMAT, &[("x-source-type", "file")], by_key.as_bytes()).await;
    assert_eq!(details(&by_key, "FILE_NOT_FOUND"), unknown);
    let unknown = details(&max.job(&some).await, "JOB_NOT_FOUND");
    assert_eq!(details(&max.job(&job).await, "JOB_NOT_FOUND"), unknown);
    let path = format!("/status-api/{}", job.as_str().unwrap());
    assert_eq!(details(&max.ask(Method::DELETE, &path).send().await, "JOB_NOT_FOUND"), unknown);
    no(&max.job(&json!("nonsense")).await, 404, "JOB_NOT_FOUND");
    no(&max.job(&upload).await, 404, "UPLOAD_NOT_FOUND");
    assert_eq!(
        program(&app, "mia").await.job(&job).await.ok()["status"],
        "queued",
        "a second key of the user"
    );
    let writer = scoped(&app, "mia", &["upload:write"]).await;
    no(&writer.job(&job).await, 403, "FORBIDDEN");
}

async fn an_isolated_key_works_on_its_own_only(app: TestApp) {
    let mia = program(&app, "mia").await;
    let scopes = ["job:read", "upload:read", "upload:write"].map(str::to_owned).to_vec();
    let new = NewKey { scopes, username: Some("mia".to_owned()), isolated: true, ..NewKey::default() };
    let alone = keys::create(&app.core, &Actor::system(), new).await.unwrap();
    let alone = Program::known(&app, &alone.secret);
    let upload = mia.uploaded(&app, b"[1]").await;
    let job = mia.order(FORMAT, &upload).await.json()["job_id"].clone();
    no(&alone.order(FORMAT, &upload).await, 404, "FILE_NOT_FOUND");
    no(&alone.job(&job).await, 404, "JOB_NOT_FOUND");
    let path = format!("/status-api/{}", job.as_str().unwrap());
    no(&alone.ask(Method::DELETE, &path).send().await, 404, "JOB_NOT_FOUND");
    let own = alone.uploaded(&app, b"[2]").await;
    let job = alone.order(FORMAT, &own).await.json()["job_id"].clone();
    assert_eq!(alone.job(&job).await.ok()["status"], "queued");
    assert_eq!(mia.job(&job).await.ok()["status"], "queued", "the user's other keys see it");
    let once = [("idempotency-key", "k")];
    mia.process(FORMAT, &once, b"[3]").await.ok();
    let other = alone.process(FORMAT, &once, b"[4]").await.ok();
    assert_eq!(other["preview"], "[\n 4\n]", "its idempotency keys are its own, too");
}

async fn content_that_is_not_what_its_name_says_fails_both(app: TestApp) {
    let mia = program(&app, "mia").await;
    let upload = mia.uploaded(&app, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0").await;
    let job = mia.order(FORMAT, &upload).await.json()["job_id"].clone();
    app.run_jobs().await;
    let failed = mia.job(&job).await.ok();
    assert_eq!((&failed["status"], &failed["error"]), (&json!("failed"), &json!("CONTENT_MISMATCH")));
    assert_eq!(failed["http_status"], 400);
    let state = mia.job(&upload).await.ok();
    assert_eq!((&state["status"], &state["upload"]["error"]), (&json!("failed"), &json!("CONTENT_MISMATCH")));
    assert_eq!(stored(&app).await, 0);
    assert!(history(&app, &upload).await.contains(&"upload.failed".to_owned()));
}

async fn an_upload_in_use_is_held_and_kept(app: TestApp) {
    let mia = program(&app, "mia").await;
    let upload = mia.uploaded(&app, b"[1]").await;
    let job = mia.order(FORMAT, &upload).await.json()["job_id"].clone();
    let refused = mia.delete(upload.as_str().unwrap()).await;
    no(&refused, 409, "UPLOAD_IN_USE");
    assert_eq!(refused.json()["details"]["job_id"], job);
    app.clock.advance(Duration::from_secs(2 * 86_400));
    sweep(&app).await;
    assert_eq!((mia.state(&upload).await.as_str(), stored(&app).await), ("completed", 1), "held by its job");
    app.run_jobs().await;
    assert_eq!(mia.job(&job).await.ok()["status"], "success");
    sweep(&app).await;
    assert_eq!((mia.state(&upload).await.as_str(), stored(&app).await), ("expired", 0));

    let upload = mia.uploaded(&app, b"[2]").await;
    let job = mia.order(FORMAT, &upload).await.json()["job_id"].clone();
    let path = format!("/delete-upload-api?force=true&upload_id={}", upload.as_str().unwrap());
    mia.ask(Method::DELETE, &path).send().await.ok();
    assert_eq!(mia.job(&job).await.ok()["status"], "cancelled");
    app.run_jobs().await;
    assert_eq!(mia.job(&job).await.ok()["status"], "cancelled");
}

async fn a_cancelled_job_ends_at_once_and_stays_ended(app: TestApp) {
    let mia = program(&app, "mia").await;
    let upload = mia.uploaded(&app, b"[1]").await;
    let job = mia.order(FORMAT, &upload).await.json()["job_id"].clone();
    let path = format!("/status-api/{}", job.as_str().unwrap());
    assert_eq!(mia.ask(Method::DELETE, &path).send().await.ok()["status"], "cancelled");
    assert_eq!(mia.ask(Method::DELETE, &path).send().await.ok()["status"], "cancelled");
    // A worker that had taken it before comes to nothing.
    app.run_jobs().await;
    let id = job.as_str().unwrap().parse().unwrap();
    let late = calotype_queue::enqueue;
    let mut tx = app.core.db.write().await.unwrap();
    late(&mut tx, &jobs::run_order::RunOrder { order: id }).await.unwrap();
    tx.commit().await.unwrap();
    app.run_jobs().await;
    assert_eq!(mia.job(&job).await.ok()["status"], "cancelled");
    let told = history(&app, &job).await;
    assert_eq!(told.iter().filter(|kind| *kind == "job.cancelled").count(), 1, "{told:?}");
}

async fn a_failed_job_says_why_in_two_ways(app: TestApp) {
    let mia = program(&app, "mia").await;
    let upload = mia.uploaded(&app, b"[1,]").await;
    let job = mia.order(FORMAT, &upload).await.json()["job_id"].clone();
    app.run_jobs().await;
    let failed = mia.job(&job).await.ok();
    assert_eq!((&failed["status"], &failed["error"]), (&json!("failed"), &json!("PROCESSING_FAILED")));
    assert_eq!((&failed["http_status"], &failed["result"]), (&json!(400), &Value::Null));
    assert!(failed["details"]["message"].as_str().unwrap().contains("line 1"), "{failed}");
    let path = format!("/status-api/{}?strict=true", job.as_str().unwrap());
    let strict = mia.get(&path).await;
    no(&strict, 400, "PROCESSING_FAILED");
    assert_eq!(strict.json()["details"], failed["details"]);
}

async fn an_order_is_accepted_once_for_its_idempotency_key(app: TestApp) {
    let mia = program(&app, "mia").await;
    let upload = mia.uploaded(&app, b"[1]").await;
    let headers = [("x-source-type", "file"), ("idempotency-key", "k1")];
    let body = json!({ "upload_id": upload }).to_string();
    let (first, second) = tokio::join!(
        mia.process(FORMAT, &headers, body.as_bytes()),
        mia.process(FORMAT, &headers, body.as_bytes())
    );
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (202, 202), "{}", second.text());
    assert_eq!(first.json()["job_id"], second.json()["job_id"]);
    let billed = [first.header("x-billable"), second.header("x-billable")];
    assert_eq!(billed.iter().filter(|word| **word == Some("true")).count(), 1);
    app.run_jobs().await;
    let later = mia.process(FORMAT, &headers, body.as_bytes()).await.json();
    assert_eq!((&later["job_id"], &later["status"]), (&first.json()["job_id"], &json!("success")));
    let created = history(&app, &first.json()["job_id"]).await;
    assert_eq!(created.iter().filter(|kind| *kind == "job.created").count(), 1);
}

async fn a_result_goes_with_its_job(app: TestApp) {
    let mia = program(&app, "mia").await;
    let upload = mia.uploaded(&app, b"[1]").await;
    let job = mia.order(FORMAT, &upload).await.json()["job_id"].clone();
    app.run_jobs().await;
    let stay =
        mia.job(&job).await.ok()["result"]["expires_at"].as_i64().unwrap() - app.clock.now() / 1_000_000;
    assert!((86_390..=86_400).contains(&stay), "{stay}");
    mia.delete(upload.as_str().unwrap()).await.ok();
    app.clock.advance(Duration::from_secs(7200));
    let fresh = path_of(&mia.job(&job).await.ok()["result"]["file"]);
    assert_eq!(
        app.anonymous().get(&fresh).await.status,
        200,
        "signed again, and the input's end is not the result's"
    );
    app.clock.advance(Duration::from_secs(86_400));
    no(&mia.job(&job).await, 404, "JOB_NOT_FOUND");
    assert_eq!(orders::sweep(&app.core).await.unwrap(), 1);
    let results = calotype_files::objects::Prefix::Results(calotype_store::tenants::HOME);
    assert_eq!(futures::StreamExt::count(app.core.objects.list(results)).await, 0);
    assert_eq!(app.anonymous().get(&fresh).await.status, 403);
}

async fn a_request_id_is_a_uuid_everywhere(app: TestApp) {
    let mia = program(&app, "mia").await;
    let name = HeaderName::from_static("x-request-id");
    let mine = "7d444840-9dc0-41d1-b245-5ffdce74fad2";
    let taken = mia.ask(Method::GET, "/list-uploads-api").header(name.clone(), mine).send().await.ok();
    assert_eq!(taken["request_id"], mine);
    let made = mia.ask(Method::GET, "/list-uploads-api").header(name, "my id").send().await;
    let id: uuid::Uuid = made.ok()["request_id"].as_str().unwrap().parse().unwrap();
    assert_eq!(id.get_version_num(), 4);
    let wrong = mia.ask(Method::GET, "/upload-api").send().await;
    no(&wrong, 405, "INVALID_REQUEST");
    let large = vec![b' '; 3 << 20];
    let huge =
        mia.ask(Method::POST, "/upload-api").header(header::CONTENT_TYPE, "application/json").body(large);
    no(&huge.send().await, 400, "INVALID_REQUEST");
}

async fn an_address_is_fetched_under_the_rules_for_strangers(app: TestApp) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let site = axum::Router::new().route("/a.json", axum::routing::get(|| async { "[7]" }));
    let site = tokio::spawn(async move { axum::serve(listener, site).await });
    let mia = program(&app, "mia").await;
    let url = format!("http://127.0.0.1:{port}/a.json?token=geheim");
    let headers = [("x-source-type", "url")];
    let ask = |program: &Program, url: &str| {
        let body = json!({ "url": url }).to_string();
        let ask = program.ask(Method::POST, FORMAT).header(HeaderName::from_static("x-source-type"), "url");
        ask.body(body).send()
    };
    let job = ask(&mia, &url).await.json()["job_id"].clone();
    app.run_jobs().await;
    let failed = mia.job(&job).await.ok();
    assert_eq!(
        (&failed["status"], &failed["error"]),
        (&json!("failed"), &json!("URL_NOT_ALLOWED")),
        "{failed}"
    );
    no(&ask(&mia, "ftp://example.org/").await, 400, "URL_NOT_ALLOWED");
    no(&mia.process(FORMAT, &headers, b"{}").await, 400, "INVALID_REQUEST");

    let app = app
        .configured(|config| {
            config.fetch.allow = vec!["127.0.0.1".to_owned()];
            config.fetch.ports = vec![port];
        })
        .await;
    let mia = Program::known(&app, &mia.secret);
    let job = ask(&mia, &url).await.json()["job_id"].clone();
    app.run_jobs().await;
    assert_eq!(mia.job(&job).await.ok()["result"]["preview"], "[\n 7\n]");
    let id = job.as_str().unwrap().parse().unwrap();
    let row = calotype_store::orders::get(&mut app.core.db.read().await.unwrap(), id).await.unwrap().unwrap();
    assert_eq!(row.url, None, "an address may hold secrets, and is not kept");
    assert!(!format!("{:?}", app.events().await).contains("geheim"));
    site.abort();
}
