//! The harness itself.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::{TestApp, on_both_engines};

on_both_engines![a_socket_answers_as_the_service_does, a_second_node_sees_what_the_first_wrote];

async fn a_socket_answers_as_the_service_does(app: TestApp) {
    let server = app.listen().await;
    let answer = server.client.get(format!("{}/api/v1/health", server.url)).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.json::<serde_json::Value>().await.unwrap(), json!({"status": "ok"}));
}

async fn a_second_node_sees_what_the_first_wrote(app: TestApp) {
    let mia = app.user("mia").await;
    let there = app.second_node().await.log_in("mia").await;
    assert_eq!(mia.number(), there.number());
}
