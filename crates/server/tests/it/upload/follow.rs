//! Jobs followed without asking again and again.

use std::time::{Duration, Instant};

use axum::http::{HeaderName, Method};
use futures::StreamExt as _;
use serde_json::Value;

use super::build::*;
use crate::app::{TestApp, on_both_engines};

on_both_engines![a_waiting_poll_ends_with_the_change, a_stream_tells_every_change_and_ends_with_the_last];

async fn a_waiting_poll_ends_with_the_change(app: TestApp) {
    let mia = program(&app, "mia").await;
    let upload = mia.uploaded(&app, b"[1]").await;
    let job = mia.order("/json-formatter-api", &upload).await.json()["job_id"].clone();
    let path = format!("/status-api/{}?wait=", job.as_str().unwrap());
    let begun = Instant::now();
    assert_eq!(mia.get(&format!("{path}1")).await.ok()["status"], "queued");
    assert!(begun.elapsed() >= Duration::from_secs(1));
    let poll = async {
        let mut status = "queued".to_owned();
        while matches!(status.as_str(), "queued" | "processing") {
            status = mia.get(&format!("{path}30")).await.ok()["status"].as_str().unwrap().to_owned();
        }
        status
    };
    let begun = Instant::now();
    let (status, ()) = tokio::join!(poll, app.run_jobs());
    assert_eq!(status, "success");
    assert!(begun.elapsed() < Duration::from_secs(25), "it does not wait longer than for the change");
}

async fn a_stream_tells_every_change_and_ends_with_the_last(app: TestApp) {
    let mia = program(&app, "mia").await;
    let upload = mia.uploaded(&app, b"[1]").await;
    let job = mia.order("/json-formatter-api", &upload).await.json()["job_id"].clone();
    let server = app.listen().await;
    let answer = server
        .client
        .get(format!("{}/status-api/{}", server.url, job.as_str().unwrap()))
        .header("x-api-key", &mia.secret)
        .header("accept", "text/event-stream")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let read = async {
        let mut text = String::new();
        let mut body = answer.bytes_stream();
        while let Some(piece) = body.next().await {
            text.push_str(std::str::from_utf8(&piece.unwrap()).unwrap());
        }
        text
    };
    let (text, ()) = tokio::join!(tokio::time::timeout(Duration::from_secs(30), read), app.run_jobs());
    let states: Vec<String> = text
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("data:"))
        .map(|data| {
            let data: Value = serde_json::from_str(data).unwrap();
            assert_eq!(data["job_id"], job);
            data["status"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!((states.first().unwrap().as_str(), states.last().unwrap().as_str()), ("queued", "success"));
    let order = ["queued", "processing", "success"];
    let places: Vec<_> = states.iter().map(|state| order.iter().position(|known| known == state)).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "states only move forward: {states:?}");
    let strange = mia
        .ask(Method::GET, "/status-api/nonsense")
        .header(HeaderName::from_static("accept"), "text/event-stream");
    no(&strange.send().await, 404, "JOB_NOT_FOUND");
}
