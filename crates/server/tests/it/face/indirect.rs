//! Pictures in uploads and at addresses: a job here, and in the status of the upload API.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{administer, follow, no, stage};
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    a_picture_in_an_upload_becomes_a_job_on_both_surfaces,
    what_cannot_be_worked_on_fails_on_both_surfaces,
    indirect_sources_are_named_rightly,
];

async fn order(program: &super::Program, path: &str, kind: &str, body: Value) -> crate::response::Response {
    let source = axum::http::HeaderName::from_static("x-source-type");
    program.ask(path).header(source, kind).json(&body).send().await
}

/// Brings a file through the upload API; its id.
async fn brought(app: &TestApp, program: &super::Program, name: &str, bytes: &[u8]) -> String {
    let uploads = crate::upload::build::Program::known(app, &program.secret);
    let uploaded = uploads.uploaded_as(app, name, bytes).await;
    uploaded.as_str().unwrap_or_else(|| panic!("{uploaded}")).to_owned()
}

async fn status(program: &super::Program, id: &str) -> Value {
    let ask =
        program.client.request(Method::GET, &format!("/status-api/{id}")).header(super::KEY, &program.secret);
    ask.send().await.ok()
}

async fn a_picture_in_an_upload_becomes_a_job_on_both_surfaces(app: TestApp) {
    let Some((app, program, portrait)) = stage(app).await else { return };
    let upload = brought(&app, &program, "guest.png", &portrait).await;
    let masked =
        order(&program, "/api/v1/mask?method=solid&verify=true", "file", json!({"upload_id": upload})).await;
    assert_eq!(masked.status, StatusCode::ACCEPTED, "{}", masked.text());
    let accepted = masked.json();
    super::shape::fits("JobAccepted", &accepted);
    assert_eq!((&accepted["status"], &accepted["image_id"]), (&json!("queued"), &Value::Null));
    let id = accepted["job_id"].as_str().unwrap();
    assert_eq!(masked.header("location"), Some(format!("/status-api/{id}").as_str()));
    let waits = administer(&app, Method::GET, "/jobs").await.ok();
    assert_eq!((&waits["items"][0]["id"], &waits["items"][0]["status"]), (&json!(id), &json!("queued")));
    assert_eq!(waits["items"][0]["image_id"], Value::Null);
    no(&administer(&app, Method::GET, &format!("/jobs/{id}/download")).await, 409);
    app.run_jobs().await;
    let job = administer(&app, Method::GET, &format!("/jobs/{id}")).await.ok();
    assert_eq!(
        (&job["status"], &job["filename"], &job["method"]),
        (&json!("completed"), &json!("guest.png"), &json!("solid"))
    );
    assert_eq!(job["certificate"]["passed"], true);
    let here = follow(&app, &administer(&app, Method::GET, &format!("/jobs/{id}/download")).await).await;
    let there = status(&program, id).await;
    assert_eq!(there["status"], "success", "{there}");
    let image = image::load_from_memory(&here.bytes).unwrap();
    assert_eq!((image.width(), image.height()), (512, 512));
    // A look gives the documented body.
    let looked = order(&program, "/api/v1/detect", "file", json!({"upload_id": upload})).await.json();
    app.run_jobs().await;
    let id = looked["job_id"].as_str().unwrap();
    let there = status(&program, id).await;
    assert_eq!(there["status"], "success", "{there}");
    let direct = program.detect("", &portrait).await.ok();
    let job = administer(&app, Method::GET, &format!("/jobs/{id}")).await.ok();
    assert_eq!(job["detections"], direct["detections"]);
    let stats = administer(&app, Method::GET, "/stats").await.ok();
    assert_eq!(stats["jobs_by_type"], json!({"detect": 2, "mask": 1}));
}

async fn what_cannot_be_worked_on_fails_on_both_surfaces(app: TestApp) {
    let Some((app, program, _)) = stage(app).await else { return };
    let upload = brought(&app, &program, "broken.png", b"\x89PNG\r\n\x1a\nand nothing more").await;
    let id = order(&program, "/api/v1/detect", "file", json!({"upload_id": upload})).await.json();
    let id = id["job_id"].as_str().unwrap();
    app.run_jobs().await;
    assert_eq!(status(&program, id).await["status"], "failed");
    let job = administer(&app, Method::GET, &format!("/jobs/{id}")).await.ok();
    assert_eq!((&job["status"], &job["image"]), (&json!("failed"), &Value::Null));
    assert!(!job["error"].as_str().unwrap().is_empty());
    // One that is taken back before it begins.
    let upload = brought(&app, &program, "later.png", b"\x89PNG\r\n\x1a\nand nothing more").await;
    let id = order(&program, "/api/v1/detect", "file", json!({"upload_id": upload})).await.json();
    let id = id["job_id"].as_str().unwrap();
    let cancel =
        program.client.request(Method::DELETE, &format!("/jobs/{id}")).header(super::KEY, &program.secret);
    assert!(cancel.send().await.status.is_success());
    app.run_jobs().await;
    let job = administer(&app, Method::GET, &format!("/jobs/{id}")).await.ok();
    assert_eq!((&job["status"], &job["error"]), (&json!("failed"), &json!("The job was cancelled.")));
}

async fn indirect_sources_are_named_rightly(app: TestApp) {
    let Some((_app, program, _)) = stage(app).await else { return };
    let loc = async |path: &str, kind: &str, body: Value| {
        no(&order(&program, path, kind, body).await, 422)[0]["loc"].clone()
    };
    assert_eq!(loc("/api/v1/detect", "ftp", json!({})).await, json!(["header", "x-source-type"]));
    assert_eq!(loc("/api/v1/detect", "url", json!({})).await, json!(["body", "url"]));
    assert_eq!(loc("/api/v1/detect", "file", json!({"url": "x"})).await, json!(["body", "upload_id"]));
    assert_eq!(
        loc("/api/v1/mask?mode=all_except", "url", json!({"url": "https://example.org/a.jpg"})).await[1],
        "mode"
    );
    no(&order(&program, "/api/v1/detect", "url", json!({"url": "file:///etc/passwd"})).await, 422);
    no(
        &order(
            &program,
            "/api/v1/detect",
            "file",
            json!({"upload_id": "upl_01890000000070008000000000000000"}),
        )
        .await,
        404,
    );
}
