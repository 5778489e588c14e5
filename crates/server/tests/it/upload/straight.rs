//! The same client code against the embedded bucket and against a real S3 server, where files go straight to the store.

use std::time::Duration;

use calotype_core::bucket;
use calotype_core::deposits;
use serde_json::{Value, json};

use super::build::*;
use super::programs::boto3_form;
use crate::app::{Listening, TestApp, on_both_engines};

on_both_engines![
    the_whole_flow_is_the_same_on_both,
    what_a_form_does_not_allow_is_refused_on_both,
    a_form_of_boto3_is_good_for_the_embedded_bucket_and_ours_for_the_store,
    a_file_that_was_replaced_after_its_arrival_is_not_used,
    an_arrival_is_found_by_whoever_looks_first,
    what_comes_after_the_end_is_swept,
    a_store_that_does_not_answer_stops_nobody_from_deleting,
];

/// Posts a file with a form, as any client would.
async fn send(server: &Listening, url: &str, fields: &[(String, String)], bytes: &[u8]) -> u16 {
    let form = fields
        .iter()
        .fold(reqwest::multipart::Form::new(), |form, (name, value)| form.text(name.clone(), value.clone()));
    let form = form.part("file", reqwest::multipart::Part::bytes(bytes.to_vec()).file_name("x"));
    server.client.post(url).multipart(form).send().await.unwrap().status().as_u16()
}

/// A promise whose address is one of this network.
async fn promised(server: &Listening, program: &Program, body: Value) -> Value {
    let answer = server
        .client
        .post(format!("{}/upload-api", server.url))
        .header("x-api-key", &program.secret)
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

fn url(promise: &Value) -> &str {
    promise["upload"]["url"].as_str().unwrap()
}

async fn the_whole_flow_is_the_same_on_both(app: TestApp) {
    let mia = program(&app, "mia").await;
    flow(&app, &mia).await;
    if let Some((app, _bucket)) = app.in_bucket().await {
        flow(&app, &Program::known(&app, &mia.secret)).await;
    }
}

async fn flow(app: &TestApp, mia: &Program) {
    let server = app.listen().await;
    let promise = promised(&server, mia, json!({"filename": "Data.json", "size": 5})).await;
    let id = &promise["upload_id"];
    no(&mia.order("/json-formatter-api", id).await, 400, "UPLOAD_NOT_READY");
    assert_eq!(send(&server, url(&promise), &fields(&promise), b"[1,2]").await, 201);
    let job = mia.order("/json-formatter-api", id).await.json()["job_id"].clone();
    app.run_jobs().await;
    let done = mia.job(&job).await.ok();
    assert_eq!(done["status"], "success", "{done}");
    let link = done["result"]["file"].as_str().unwrap();
    // Ours was made for a request that named no host.
    let link =
        link.find("/_blob/").map_or_else(|| link.to_owned(), |at| format!("{}{}", server.url, &link[at..]));
    let file = server.client.get(&link).header("range", "bytes=1-").send().await.unwrap();
    assert_eq!(file.status(), 206);
    assert!(file.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert_eq!(file.text().await.unwrap(), "\n 1,\n 2\n]");
    mia.delete(id.as_str().unwrap()).await.ok();
    assert_eq!(mia.state(id).await, "gone");
    assert_eq!(mia.job(&job).await.ok()["status"], "success", "a result outlives its input");
    let told = history(app, id).await;
    assert_eq!(told, ["upload.created", "upload.completed", "upload.deleted"]);
}

async fn what_a_form_does_not_allow_is_refused_on_both(app: TestApp) {
    let mia = program(&app, "mia").await;
    refusals(&app, &mia).await;
    if let Some((app, _bucket)) = app.in_bucket().await {
        refusals(&app, &Program::known(&app, &mia.secret)).await;
    }
}

async fn refusals(app: &TestApp, mia: &Program) {
    let server = app.listen().await;
    let promise = promised(&server, mia, json!({"filename": "data.json", "max_size": 100})).await;
    let changed = |name: &str, value: &str| with(&promise, name, value);
    let text = |name: &str| promise["upload"]["fields"][name].as_str().unwrap().to_owned();
    let bare: Vec<_> = fields(&promise)
        .into_iter()
        .filter(|(name, _)| name != "policy" && name != "x-amz-signature")
        .collect();
    for (what, fields, bytes) in [
        ("larger than the range", fields(&promise), vec![b'x'; 101]),
        ("smaller than the range", fields(&promise), Vec::new()),
        ("another type", changed("Content-Type", "text/html"), b"{}".to_vec()),
        ("another key", changed("key", &(text("key") + "x")), b"{}".to_vec()),
        ("a field the policy does not name", changed("x-amz-meta-more", "1"), b"{}".to_vec()),
        ("another signature", changed("x-amz-signature", &"0".repeat(64)), b"{}".to_vec()),
        ("another policy", changed("policy", &(text("policy") + "AAAA")), b"{}".to_vec()),
        ("no policy", bare, b"{}".to_vec()),
    ] {
        let status = send(&server, url(&promise), &fields, &bytes).await;
        assert!(matches!(status, 400 | 403), "{what}: {status}");
        assert_eq!(mia.state(&promise["upload_id"]).await, "pending", "{what}");
    }
    assert_eq!(send(&server, url(&promise), &fields(&promise), b"{}").await, 201, "and it is still good");
    assert_eq!(mia.state(&promise["upload_id"]).await, "completed");
}

async fn a_form_of_boto3_is_good_for_the_embedded_bucket_and_ours_for_the_store(app: TestApp) {
    let mia = program(&app, "mia").await;
    let server = app.listen().await;
    let promise = promised(&server, &mia, json!({"filename": "data.json", "max_size": 100})).await;
    let credentials = bucket::credentials(&app.core);
    let asked = |signature: &str| {
        json!({
            "key": credentials.key,
            "secret": secrecy::ExposeSecret::expose_secret(&credentials.secret),
            "region": credentials.region,
            "endpoint": format!("{}/_s3", server.url),
            "bucket": "calotype",
            "object": promise["upload"]["fields"]["key"],
            "fields": {"Content-Type": "application/json", "success_action_status": "201"},
            "max": 100,
            "signature": signature,
        })
    };
    let Some(old) = boto3_form(&asked("s3")).await else { return };
    let fields_of = |form: &Value| -> Vec<(String, String)> {
        let map = form["fields"].as_object().unwrap();
        map.iter().map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect()
    };
    assert_eq!(send(&server, old["url"].as_str().unwrap(), &fields_of(&old), b"{}").await, 400, "version 2");
    let form = boto3_form(&asked("s3v4")).await.unwrap();
    let large = send(&server, form["url"].as_str().unwrap(), &fields_of(&form), &[b'x'; 101]).await;
    assert_eq!(large, 400);
    assert_eq!(send(&server, form["url"].as_str().unwrap(), &fields_of(&form), b"{\"a\":1}").await, 201);
    assert_eq!(mia.state(&promise["upload_id"]).await, "completed");
    let link = boto3_form(&asked("s3v4")).await.unwrap()["link"].as_str().unwrap().to_owned();
    assert_eq!(server.client.get(link).send().await.unwrap().text().await.unwrap(), "{\"a\":1}");
}

async fn a_file_that_was_replaced_after_its_arrival_is_not_used(app: TestApp) {
    let Some((app, _bucket)) = app.in_bucket().await else { return };
    let mia = program(&app, "mia").await;
    let server = app.listen().await;
    for replaced in [b"[2]".as_slice(), b"[2,3]"] {
        let promise = promised(&server, &mia, json!({"filename": "data.json"})).await;
        let id = &promise["upload_id"];
        assert_eq!(send(&server, url(&promise), &fields(&promise), b"[1]").await, 201);
        assert_eq!(mia.state(id).await, "completed");
        assert_eq!(send(&server, url(&promise), &fields(&promise), replaced).await, 201);
        let job = mia.order("/json-formatter-api", id).await.json()["job_id"].clone();
        app.run_jobs().await;
        let failed = mia.job(&job).await.ok();
        assert_eq!((&failed["status"], &failed["error"]), (&json!("failed"), &json!("CONTENT_MISMATCH")));
        assert_eq!(mia.state(id).await, "failed");
    }
}

async fn an_arrival_is_found_by_whoever_looks_first(app: TestApp) {
    let Some((app, _bucket)) = app.in_bucket().await else { return };
    let mia = program(&app, "mia").await;
    let server = app.listen().await;
    for look in ["list", "status", "complete", "order", "sweep"] {
        let promise = promised(&server, &mia, json!({"filename": "data.json"})).await;
        let id = promise["upload_id"].as_str().unwrap();
        assert_eq!(send(&server, url(&promise), &fields(&promise), b"[1]").await, 201);
        assert!(!history(&app, &promise["upload_id"]).await.contains(&"upload.completed".to_owned()));
        match look {
            "list" => drop(mia.get("/list-uploads-api").await.ok()),
            "status" => assert_eq!(mia.job(&promise["upload_id"]).await.ok()["status"], "completed"),
            "complete" => {
                let path = format!("/upload-api/{id}/complete");
                let told = mia.ask(axum::http::Method::POST, &path).send().await.ok();
                assert_eq!((&told["status"], &told["upload"]["file_size"]), (&json!("completed"), &json!(3)));
            }
            "order" => assert_eq!(mia.order("/json-validator-api", &promise["upload_id"]).await.status, 202),
            _ => sweep(&app).await,
        }
        assert!(
            history(&app, &promise["upload_id"]).await.contains(&"upload.completed".to_owned()),
            "{look}"
        );
    }
}

async fn what_comes_after_the_end_is_swept(app: TestApp) {
    let Some((app, _bucket)) = app.in_bucket().await else { return };
    let mia = program(&app, "mia").await;
    let server = app.listen().await;
    let deleted = promised(&server, &mia, json!({"filename": "data.json"})).await;
    mia.delete(deleted["upload_id"].as_str().unwrap()).await.ok();
    assert_eq!(
        send(&server, url(&deleted), &fields(&deleted), b"[1]").await,
        201,
        "the store heard of nothing"
    );
    let expired = promised(&server, &mia, json!({"filename": "data.json"})).await;
    app.clock.advance(Duration::from_secs(361));
    sweep(&app).await;
    assert_eq!(mia.state(&expired["upload_id"]).await, "expired");
    assert_eq!(brought(&app).await, 0);
    // For the store's clock the form is good for some minutes.
    assert_eq!(send(&server, url(&expired), &fields(&expired), b"[1]").await, 201);
    assert_eq!(brought(&app).await, 1);
    app.clock.advance(Duration::from_secs(61));
    sweep(&app).await;
    assert_eq!(brought(&app).await, 0);
    let kept = promised(&server, &mia, json!({"filename": "data.json"})).await;
    assert_eq!(send(&server, url(&kept), &fields(&kept), b"[1]").await, 201);
    assert_eq!(mia.state(&kept["upload_id"]).await, "completed");
    app.clock.advance(Duration::from_secs(86_401));
    sweep(&app).await;
    assert_eq!((mia.state(&kept["upload_id"]).await.as_str(), brought(&app).await), ("expired", 0));
}

/// How many files clients have brought straight to the store.
async fn brought(app: &TestApp) -> usize {
    use futures::StreamExt as _;
    let all = app.core.objects.list(calotype_files::objects::Prefix::All);
    let brought = |found: &Result<calotype_files::objects::Listed, _>| {
        matches!(found.as_ref().unwrap().key, calotype_files::objects::ObjectKey::Brought { .. })
    };
    all.filter(|found| std::future::ready(brought(found))).count().await
}

async fn a_store_that_does_not_answer_stops_nobody_from_deleting(app: TestApp) {
    let Some((app, _bucket)) = app.in_bucket().await else { return };
    let mia = program(&app, "mia").await;
    let server = app.listen().await;
    let promise = promised(&server, &mia, json!({"filename": "data.json"})).await;
    assert_eq!(send(&server, url(&promise), &fields(&promise), b"[1]").await, 201);
    assert_eq!(mia.state(&promise["upload_id"]).await, "completed");
    let silent = app.second_node_without_store().await;
    let there = Program::known(&silent, &mia.secret);
    there.delete(promise["upload_id"].as_str().unwrap()).await.ok();
    assert_eq!(brought(&app).await, 1);
    app.clock.advance(Duration::from_secs(400));
    deposits::sweep(&app.core).await.unwrap();
    assert_eq!(brought(&app).await, 0, "removed when the store answered again");
}
