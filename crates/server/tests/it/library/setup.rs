//! `/setup`.

use axum::http::Method;
use serde_json::json;

use super::auth::register;
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    a_fresh_server_says_what_is_missing_step_by_step,
    the_first_steps_need_nothing_but_the_api,
    beginning_the_setup_changes_nothing_and_is_refused_once_it_is_over,
];

async fn a_fresh_server_says_what_is_missing_step_by_step(app: TestApp) {
    let guest = app.anonymous();
    let status = async || guest.get("/api/v1/setup/status").await.redacted(&["default_root"]);
    let expected = |admin: bool, repository: bool| {
        json!({
            "initialized": repository,
            "database_initialized": true,
            "admin_initialized": admin,
            "primary_repository_initialized": repository,
            "next_registration_role": if admin { "user" } else { "admin" },
            "repository_defaults": {
                "default_root": "[default_root]",
                "strategy": "date",
                "duplicate_handling": "rename",
            },
        })
    };
    assert_eq!(status().await, expected(false, false));
    register(&guest, "ada").await.ok();
    assert_eq!(status().await, expected(true, false));
    app.ensure_primary_repository().await;
    assert_eq!(status().await, expected(true, true));
    let defaults = &guest.get("/api/v1/setup/status").await.ok()["repository_defaults"];
    assert_eq!(defaults["default_root"], json!(app.data_dir().join("library")));
}

async fn beginning_the_setup_changes_nothing_and_is_refused_once_it_is_over(app: TestApp) {
    let guest = app.anonymous();
    let bare = guest.request(Method::POST, "/api/v1/setup").send().await;
    assert_eq!(bare.ok(), json!({"database_user": "calotype", "password_length": 32}));
    assert_eq!(guest.post("/api/v1/setup", json!({})).await.ok(), bare.ok());
    guest.request(Method::POST, "/api/v1/setup").body("{").send().await.refused(400, "invalid_body");
    app.set_up().await;
    guest.post("/api/v1/setup", json!({})).await.refused(409, "already_initialized");
}

async fn the_first_steps_need_nothing_but_the_api(app: TestApp) {
    let guest = app.anonymous();
    let primary = json!({"name": "Photos", "role": "primary"});
    guest.post("/api/v1/repositories", primary.clone()).await.refused(401, "unauthenticated");
    let session = register(&guest, "ada").await.ok();
    let ada = guest.clone().with_token(session["token"].as_str().unwrap());
    ada.post("/api/v1/repositories", primary).await.ok();
    assert_eq!(guest.get("/api/v1/setup/status").await.ok()["initialized"], true);
    let film = crate::client::Form::new().file("file", "film.mp4", "video/mp4", &vec![7; 3 << 20]);
    assert_eq!(
        ada.multipart("/api/v1/assets", film).await.ok()["size"],
        3 << 20,
        "larger than a form usually is"
    );
}
