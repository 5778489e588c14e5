//! `GET /health`.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::{TestApp, on_both_engines};

on_both_engines![anybody_learns_that_the_server_answers];

async fn anybody_learns_that_the_server_answers(app: TestApp) {
    let answer = app.anonymous().get("/api/v1/health").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json(), json!({"status": "ok"}));
}
