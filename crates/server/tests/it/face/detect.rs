//! `detect`: what is found, and every way to ask wrongly.

use axum::http::StatusCode;
use calotype_files::objects::Prefix;
use calotype_store::tenants;
use futures::StreamExt as _;
use serde_json::{Value, json};

use super::shape::fits;
use super::{Program, administer, no, stage};
use crate::app::{MEADOW, TestApp, on_both_engines, photograph};
use crate::client::Form;

on_both_engines![
    a_face_is_found_and_everything_derived_agrees,
    the_surest_faces_come_first_and_their_number_is_bounded,
    what_is_wrong_is_said_in_the_dialect,
    without_storage_nothing_is_kept,
    what_a_client_of_the_hosting_api_sends_is_not_kept,
    a_store_that_fails_leaves_nothing_behind,
    health_says_what_is_missing,
    addresses_may_ask_so_often,
];

async fn a_face_is_found_and_everything_derived_agrees(app: TestApp) {
    let Some((app, program, portrait)) = stage(app).await else { return };
    let answer = program.detect("", &portrait).await;
    let body = answer.ok();
    fits("DetectResponse", &body);
    assert_eq!(answer.header("x-request-id"), body["request_id"].as_str());
    assert_eq!(
        body["image"],
        json!({"width": 512, "height": 512, "channels": 3, "size_bytes": portrait.len()})
    );
    assert_eq!((&body["face_count"], &body["model"]), (&json!(1), &json!("yunet")));
    let face = &body["detections"][0];
    let number = |path: &str| face.pointer(path).unwrap_or_else(|| panic!("no {path}")).as_f64().unwrap();
    assert!(
        (170.0..200.0).contains(&number("/bbox/x1")) && (55.0..90.0).contains(&number("/bbox/y1")),
        "{face}"
    );
    assert!(number("/confidence") > 0.8);
    let (width, height) = (number("/size/width"), number("/size/height"));
    assert!((number("/bbox/x2") - number("/bbox/x1") - width).abs() < 0.011);
    assert!((width * height - number("/area")).abs() < 0.01);
    assert!((f64::midpoint(number("/bbox/x1"), number("/bbox/x2")) - number("/center/x")).abs() < 0.011);
    assert!((number("/center/y") / 512.0 - number("/relative/y_center")).abs() < 1e-4);
    assert!((height / 512.0 - number("/relative/height")).abs() < 1e-4);
    // Left is left in the picture.
    assert!(number("/landmarks/left_eye/x") < number("/landmarks/right_eye/x"));
    assert!(number("/landmarks/nose/y") < number("/landmarks/left_mouth/y"));
    // The same picture, asked again with parameters as fields: the same.
    let again = program.form("/api/v1/detect", &[("confidence", "0.5")], &portrait).await.ok();
    assert_eq!(again["detections"], body["detections"]);
    assert_ne!(again["image_id"], body["image_id"]);
    // It is kept: the picture as it came, and the job.
    let image =
        administer(&app, axum::http::Method::GET, &format!("/images/{}", body["image_id"].as_str().unwrap()))
            .await
            .ok();
    assert_eq!((&image["filename"], &image["content_type"]), (&json!("portrait.png"), &json!("image/png")));
    assert_eq!(image["jobs"][0]["id"], body["job_id"]);
    assert_eq!(image["processed_url"], Value::Null);
}

async fn the_surest_faces_come_first_and_their_number_is_bounded(app: TestApp) {
    let Some((_app, program, _)) = stage(app).await else { return };
    let Some(street) = photograph("street.jpg") else { return };
    let all = program.detect("confidence=0.3", &street).await.ok();
    let sure: Vec<f64> = all["detections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|face| face["confidence"].as_f64().unwrap())
        .collect();
    assert!(sure.len() > 5 && sure.is_sorted_by(|a, b| a >= b), "{sure:?}");
    let three = program.detect("confidence=0.3&max_faces=3", &street).await.ok();
    assert_eq!(three["detections"].as_array().unwrap()[..], all["detections"].as_array().unwrap()[..3]);
    let none = program.detect("", MEADOW).await.ok();
    assert_eq!((&none["face_count"], &none["detections"]), (&json!(0), &json!([])));
}

async fn what_is_wrong_is_said_in_the_dialect(app: TestApp) {
    let Some((app, program, portrait)) = stage(app).await else { return };
    let detail = no(&program.detect("confidence=2&max_faces=x", &portrait).await, 422);
    assert_eq!(detail[0]["loc"], json!(["query", "confidence"]));
    assert_eq!(detail[1]["loc"], json!(["query", "max_faces"]));
    let detail = no(&program.form("/api/v1/detect", &[("nms_threshold", "0")], &portrait).await, 422);
    assert_eq!(detail[0]["loc"], json!(["body", "nms_threshold"]));
    let missing = program.ask("/api/v1/detect").multipart(Form::new().text("x", "y")).send().await;
    assert_eq!(
        no(&missing, 422)[0],
        json!({"loc": ["body", "image"], "msg": "Field required", "type": "missing"})
    );
    no(&program.ask("/api/v1/detect").json(&json!({})).send().await, 422);
    no(&program.detect("", b"").await, 400);
    no(&program.detect("", &portrait[..2000]).await, 400);
    no(&program.detect("", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>").await, 415);
    no(&program.detect("", b"just text, no picture").await, 415);
    let stranger = Program { client: app.anonymous(), secret: "xyl_nonsense".to_owned() };
    no(&stranger.detect("", &portrait).await, 401);
    let get = app.anonymous().get("/api/v1/detect").await;
    no(&get, 405);
    let small = app
        .configured(|config| (config.faces.max_upload_bytes, config.faces.max_pixels) = (300_000, 100_000))
        .await
        .seeing();
    let Some(small) = small else { return };
    let program = Program { client: small.anonymous(), ..program };
    no(&program.detect("", &portrait).await, 413);
    no(&program.detect("", &portrait[..299_000]).await, 413);
    assert_eq!(
        administer(&small, axum::http::Method::GET, "/images").await.ok()["total"],
        0,
        "nothing of it is kept"
    );
}

async fn without_storage_nothing_is_kept(app: TestApp) {
    let app = app.configured(|config| config.faces.storage_enabled = false).await;
    let Some((app, program, portrait)) = stage(app).await else { return };
    let body = program.detect("", &portrait).await.ok();
    assert_eq!((&body["image_id"], &body["job_id"]), (&Value::Null, &Value::Null));
    let masked = program.mask("response=json", &portrait).await.ok();
    assert!(masked["masked"]["data"].is_string() && masked["masked"]["url"].is_null());
    let image = program.mask("", &portrait).await;
    assert_eq!((image.header("x-image-id"), image.header("x-job-id")), (None, None));
    assert_eq!(app.core.objects.list(Prefix::All).count().await, 0);
}

async fn what_a_client_of_the_hosting_api_sends_is_not_kept(app: TestApp) {
    use calotype_core::{Actor, clients, keys};
    let Some((app, _, portrait)) = stage(app).await else { return };
    let system = Actor::system();
    let client = clients::create(&app.core, &system, "newspaper", None).await.unwrap().client.id;
    let slug: String = {
        let values = calotype_store::Values(vec![client.into()]);
        app.core
            .db
            .read()
            .await
            .unwrap()
            .scalar("SELECT slug FROM tenants WHERE id = $1", values)
            .await
            .unwrap()
    };
    let new =
        keys::NewKey { scopes: vec!["face:process".to_owned()], tenant: Some(slug), ..Default::default() };
    let secret = keys::create(&app.core, &system, new).await.unwrap().secret;
    let program = Program { client: app.anonymous(), secret };
    let body = program.detect("", &portrait).await.ok();
    assert_eq!((&body["face_count"], &body["image_id"]), (&json!(1), &Value::Null));
    assert_eq!(administer(&app, axum::http::Method::GET, "/stats").await.ok()["total_images"], 0);
}

async fn a_store_that_fails_leaves_nothing_behind(app: TestApp) {
    let Some((app, program, portrait)) = stage(app).await else { return };
    // A file lies where the directory of originals would be.
    let objects = app.data_dir().join("objects");
    std::fs::create_dir_all(&objects).unwrap();
    std::fs::write(objects.join("originals"), b"in the way").unwrap();
    let answer = program.detect("", &portrait).await;
    assert!(answer.status.is_server_error(), "{}", answer.text());
    no(&answer, answer.status.as_u16());
    assert_eq!(administer(&app, axum::http::Method::GET, "/stats").await.ok()["total_jobs"], 0);
    std::fs::remove_file(objects.join("originals")).unwrap();
    // Nor a masked picture without its original.
    std::fs::write(objects.join("processed"), b"in the way").unwrap();
    assert!(program.mask("", &portrait).await.status.is_server_error());
    assert_eq!(app.core.objects.list(Prefix::Portraits(tenants::HOME)).count().await, 0);
}

async fn health_says_what_is_missing(app: TestApp) {
    let blind = app.anonymous().get("/health").await;
    assert_eq!(blind.status, StatusCode::SERVICE_UNAVAILABLE);
    let body = blind.json();
    assert_eq!((&body["status"], &body["model_loaded"]), (&json!("degraded"), &json!(false)));
    assert_eq!((&body["database_ready"], &body["storage_ready"]), (&json!(true), &json!(true)));
    let app = app.configured(|config| config.faces.storage_enabled = false).await;
    let Some(app) = app.seeing() else { return };
    let body = app.anonymous().get("/health").await.ok();
    let expected = json!({
        "status": "ok", "model": "yunet", "model_loaded": true, "input_size": [1280, 1280], "supports_landmarks": true,
        "database_enabled": true, "database_ready": true, "storage_enabled": false, "storage_ready": null,
    });
    assert_eq!(body, expected);
}

async fn addresses_may_ask_so_often(app: TestApp) {
    let app = app
        .configured(|config| config.faces.mask_rate = calotype_core::config::Rate::parse("2/hour").unwrap())
        .await;
    let Some((_app, program, portrait)) = stage(app).await else { return };
    for _ in 0..2 {
        assert_eq!(program.mask("", &portrait).await.status, StatusCode::OK);
    }
    let refused = program.mask("", &portrait).await;
    no(&refused, 429);
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() > 1000);
    assert_eq!(program.detect("", &portrait).await.status, StatusCode::OK, "that has a limit of its own");
}
