//! Keys as the administration makes and shows them.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Program, administer, no, stage};
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    a_key_is_shown_once_counts_and_can_be_taken_back,
    what_is_wrong_with_a_key_is_said,
    keys_of_other_surfaces_work_with_their_scope,
    without_keys_everybody_may_ask,
];

async fn change(app: &TestApp, method: Method, path: &str, body: Value) -> crate::response::Response {
    let admin = app.admin().await;
    admin.request(method, &format!("/api/v1/admin/api-keys{path}")).json(&body).send().await
}

async fn a_key_is_shown_once_counts_and_can_be_taken_back(app: TestApp) {
    let Some((app, _, portrait)) = stage(app).await else { return };
    let made = change(&app, Method::POST, "", json!({"name": "  gate camera "})).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let made = made.json();
    super::shape::fits("ApiKeyCreatedResponse", &made);
    let secret = made["key"].as_str().unwrap().to_owned();
    assert!(
        secret.len() == 52
            && secret.starts_with("xyl_")
            && secret[4..].bytes().all(|b| b.is_ascii_hexdigit())
    );
    assert_eq!(made["key_prefix"], secret[..11]);
    assert_eq!(made["key_suffix"], secret[44..]);
    assert_eq!(made["key_preview"], format!("{}...{}", &secret[..11], &secret[44..]));
    assert_eq!(
        (&made["name"], &made["is_active"], &made["request_count"]),
        (&json!("gate camera"), &json!(true), &json!(0))
    );
    let id = made["id"].as_str().unwrap();
    let program = Program { client: app.anonymous(), secret };
    for _ in 0..3 {
        assert_eq!(program.detect("", &portrait).await.status, StatusCode::OK);
    }
    let listed = administer(&app, Method::GET, "/api-keys").await.ok();
    let key = listed["items"].as_array().unwrap().iter().find(|key| key["id"] == id).unwrap();
    assert_eq!((&key["request_count"], key["last_used_at"].is_string()), (&json!(3), true));
    assert_eq!(key.get("key"), None);
    // Taken back and given back.
    let off = change(&app, Method::PATCH, &format!("/{id}"), json!({"is_active": false})).await.ok();
    assert_eq!(off["is_active"], false);
    no(&program.detect("", &portrait).await, 403);
    let on =
        change(&app, Method::PATCH, &format!("/{id}"), json!({"is_active": true, "name": "gate"})).await.ok();
    assert_eq!((&on["is_active"], &on["name"]), (&json!(true), &json!("gate")));
    assert_eq!(program.detect("", &portrait).await.status, StatusCode::OK);
    // Gone for good; what it made stays.
    assert_eq!(
        administer(&app, Method::DELETE, &format!("/api-keys/{id}")).await.status,
        StatusCode::NO_CONTENT
    );
    no(&program.detect("", &portrait).await, 401);
    for method in [Method::GET, Method::DELETE] {
        no(&administer(&app, method, &format!("/api-keys/{id}")).await, 404);
    }
    assert_eq!(administer(&app, Method::GET, "/stats").await.ok()["total_jobs"], 4);
}

async fn what_is_wrong_with_a_key_is_said(app: TestApp) {
    for body in
        [json!({}), json!({"name": 5}), json!({"name": " "}), json!({"name": "x".repeat(101)}), json!("x")]
    {
        let detail = no(&change(&app, Method::POST, "", body.clone()).await, 422);
        assert_eq!(detail[0]["loc"], json!(["body", "name"]), "{body}");
    }
    let made = change(&app, Method::POST, "", json!({"name": "a"})).await.json();
    let path = format!("/{}", made["id"].as_str().unwrap());
    for body in [json!({}), json!({"is_active": "no"}), json!({"name": ""})] {
        no(&change(&app, Method::PATCH, &path, body).await, 422);
    }
    no(
        &change(&app, Method::PATCH, "/01890000-0000-7000-8000-000000000000", json!({"name": "b"})).await,
        404,
    );
    // A key for something else is none here.
    let other = crate::upload::build::scoped(&app, "mia", &["upload:read"]).await.secret;
    let listed = administer(&app, Method::GET, "/api-keys").await.ok();
    assert!(
        listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|key| !other.starts_with(key["key_prefix"].as_str().unwrap()))
    );
}

async fn keys_of_other_surfaces_work_with_their_scope(app: TestApp) {
    let Some((app, program, portrait)) = stage(app).await else { return };
    assert!(program.secret.starts_with("cal_"));
    assert_eq!(program.detect("", &portrait).await.status, StatusCode::OK);
    let other = crate::upload::build::scoped(&app, "mia", &["commands", "hosting"]).await.secret;
    let other = Program { client: app.anonymous(), secret: other };
    no(&other.detect("", &portrait).await, 401);
    // And the documented form works on other surfaces as far as its scope goes: not at all.
    let made = change(&app, Method::POST, "", json!({"name": "a"})).await.json();
    let upload = app
        .anonymous()
        .request(Method::GET, "/list-uploads-api")
        .header(super::KEY, made["key"].as_str().unwrap());
    assert_eq!(upload.send().await.status, StatusCode::FORBIDDEN);
}

async fn without_keys_everybody_may_ask(app: TestApp) {
    let app = app.configured(|config| config.faces.key_required = false).await;
    let Some((app, program, portrait)) = stage(app).await else { return };
    let form = || crate::client::Form::new().file("image", "a.png", "image/png", &portrait);
    let anybody = app.anonymous().multipart("/api/v1/detect", form()).await;
    assert!(anybody.ok()["image_id"].is_string());
    let wrong = Program { client: app.anonymous(), secret: "xyl_nonsense".to_owned() };
    assert_eq!(wrong.detect("", &portrait).await.status, StatusCode::OK);
    // A good key counts still.
    assert_eq!(program.detect("", &portrait).await.status, StatusCode::OK);
    let listed = administer(&app, Method::GET, "/api-keys").await.ok();
    assert_eq!(listed["items"][0]["request_count"], 1);
}
