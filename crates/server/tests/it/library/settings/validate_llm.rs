//! `POST /settings/system/validate-llm`, against a provider of our own.

use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::app::{TestApp, on_both_engines};
use crate::client::Client;

const PATH: &str = "/api/v1/settings/system/validate-llm";

on_both_engines![
    a_model_that_answers_is_valid,
    without_a_model_the_reason_is_said,
    a_provider_that_refuses_is_quoted_without_the_key,
    a_provider_that_does_not_answer_is_a_reason_too,
    addresses_where_clouds_keep_credentials_are_not_called,
    validation_is_for_administrators,
];

/// A provider with one key and one model.
async fn provider() -> String {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let complete = |headers: axum::http::HeaderMap, Json(ask): Json<Value>| async move {
        let authorization = headers.get("authorization").and_then(|v| v.to_str().ok()).unwrap_or_default();
        if authorization != "Bearer sk-good" {
            let said = format!("Incorrect API key provided: {authorization}");
            return (axum::http::StatusCode::UNAUTHORIZED, Json(json!({"error": {"message": said}})));
        }
        assert_eq!((&ask["model"], &ask["messages"][0]["role"]), (&json!("m-1"), &json!("user")));
        let choices = json!([{"index": 0, "message": {"role": "assistant", "content": "ok"}}]);
        (axum::http::StatusCode::OK, Json(json!({"choices": choices})))
    };
    let routes = Router::new().route("/v1/chat/completions", post(complete)).route(
        "/moved/chat/completions",
        post(|| async { axum::response::Redirect::temporary("/v1/chat/completions") }),
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    url
}

async fn configure(ada: &Client, llm: Value) {
    ada.patch("/api/v1/settings/system", json!({"llm": llm})).await.ok();
}

async fn a_model_that_answers_is_valid(app: TestApp) {
    let ada = app.admin().await;
    let url = provider().await;
    for (provider, base) in
        [("openai", format!("{url}/v1/")), ("ollama", url.clone()), ("ollama", format!("{url}/v1"))]
    {
        let llm = json!({"provider": provider, "model_name": "m-1", "base_url": base, "api_key": "sk-good"});
        configure(&ada, llm).await;
        assert_eq!(ada.post(PATH, json!({})).await.ok(), json!({"valid": true}));
    }
}

async fn without_a_model_the_reason_is_said(app: TestApp) {
    let ada = app.admin().await;
    ada.post(PATH, json!({})).await.refused(400, "llm_not_configured");
    configure(&ada, json!({"provider": "openai", "model_name": "m-1"})).await;
    ada.post(PATH, json!({})).await.refused(400, "llm_not_configured");
    configure(&ada, json!({"provider": "ollama"})).await;
    ada.post(PATH, json!({})).await.refused(400, "llm_not_configured");
}

async fn a_provider_that_refuses_is_quoted_without_the_key(app: TestApp) {
    let ada = app.admin().await;
    let url = provider().await;
    let llm = json!({"provider": "openai", "model_name": "m-1", "base_url": format!("{url}/v1"), "api_key": "sk-bad"});
    configure(&ada, llm).await;
    let answer = ada.post(PATH, json!({})).await;
    answer.refused(400, "llm_failed");
    let message = answer.json()["message"].as_str().unwrap().to_owned();
    assert!(message.contains("401") && message.contains("Incorrect API key"), "{message}");
    assert!(!message.contains("sk-bad"), "{message}");
    // Redirects are not followed: they could lead anywhere.
    configure(&ada, json!({"base_url": format!("{url}/moved"), "api_key": "sk-good"})).await;
    ada.post(PATH, json!({})).await.refused(400, "llm_failed");
}

async fn a_provider_that_does_not_answer_is_a_reason_too(app: TestApp) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let ada = app.admin().await;
    // Nobody listens where somebody just stopped listening.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    configure(&ada, json!({"provider": "ollama", "model_name": "m-1", "base_url": url})).await;
    ada.post(PATH, json!({})).await.refused(400, "llm_failed");
    configure(&ada, json!({"base_url": "http://no-such-host.invalid"})).await;
    ada.post(PATH, json!({})).await.refused(400, "llm_failed");
}

async fn addresses_where_clouds_keep_credentials_are_not_called(app: TestApp) {
    let ada = app.admin().await;
    for url in
        ["http://169.254.169.254", "http://[::ffff:169.254.169.254]", "http://2852039166", "http://0.0.0.0"]
    {
        configure(&ada, json!({"provider": "ollama", "model_name": "m-1", "base_url": url})).await;
        let answer = ada.post(PATH, json!({})).await;
        answer.refused(400, "llm_failed");
        assert_eq!(answer.json()["message"], "This server does not call that address.", "{url}");
    }
}

async fn validation_is_for_administrators(app: TestApp) {
    let mia = app.user("mia").await;
    mia.post(PATH, json!({})).await.refused(403, "admin_required");
    app.anonymous().post(PATH, json!({})).await.refused(401, "unauthenticated");
}
