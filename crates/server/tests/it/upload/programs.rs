//! Public clients as their authors made them.

use std::path::PathBuf;
use std::process::Stdio;

use calotype_testkit::require::skipped;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::build::*;
use crate::app::{TestApp, on_both_engines};

on_both_engines![curl_posts_a_form, tus_js_client_breaks_off_and_goes_on];

fn clients() -> PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("clients")
}

fn tools() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache/calotype/tools");
    std::env::var_os("CALOTYPE_TOOLS").map_or_else(home, PathBuf::from)
}

async fn run(command: &mut Command, input: &str) -> String {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(input.as_bytes()).await.unwrap();
    drop(pipe);
    let done = child.wait_with_output().await.unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// What boto3 makes of a wish for a form; `None` where there is no boto3.
pub async fn boto3_form(asked: &Value) -> Option<Value> {
    let python = tools().join("boto3/bin/python");
    if !python.exists() {
        skipped("boto3 is not installed; scripts/setup test does that");
        return None;
    }
    let mut command = Command::new(python);
    let text = run(command.arg(clients().join("boto3_form.py")), &asked.to_string()).await;
    Some(serde_json::from_str(&text).unwrap())
}

async fn curl_posts_a_form(app: TestApp) {
    let mia = program(&app, "mia").await;
    let server = app.listen().await;
    let file = app.data_dir().join("photo.jpg");
    std::fs::write(&file, crate::app::MEADOW).unwrap();
    let key = format!("x-api-key: {}", mia.secret);
    let api = |path: &str| format!("{}{path}", server.url);
    let mut ask = Command::new("curl");
    let text =
        run(ask.args(["-sf", &api("/upload-api"), "-H", &key, "-d", r#"{"filename": "photo.jpg"}"#]), "")
            .await;
    let promise: Value = serde_json::from_str(&text).unwrap();
    let mut post = Command::new("curl");
    post.args(["-s", "-o", "/dev/null", "-w", "%{http_code}"]);
    for (name, value) in fields(&promise) {
        post.args(["--form-string", &format!("{name}={value}")]);
    }
    post.args(["-F", &format!("file=@{}", file.display()), promise["upload"]["url"].as_str().unwrap()]);
    assert_eq!(run(&mut post, "").await, "201");
    assert_eq!(mia.state(&promise["upload_id"]).await, "completed");
}

async fn tus_js_client_breaks_off_and_goes_on(app: TestApp) {
    let script = clients().join("tus.mjs");
    if !clients().join("node_modules/tus-js-client").exists() {
        return skipped("tus-js-client is not installed; scripts/setup test does that");
    }
    let mia = program(&app, "mia").await;
    let server = app.listen().await;
    let text = format!("[{}]", vec!["1"; 150_000].join(","));
    let file = app.data_dir().join("data.json");
    std::fs::write(&file, &text).unwrap();
    let mut node = Command::new("node");
    node.arg(script).arg(format!("{}/upload-api/tus", server.url)).arg(&mia.secret).arg(&file);
    let seen: Value = serde_json::from_str(&run(node.args(["data.json", "100000"]), "").await).unwrap();
    assert_eq!((&seen["started"], &seen["resumedAt"]), (&json!(2), &json!(100_000)), "{seen}");
    let url = seen["url"].as_str().unwrap();
    let id = json!(url.rsplit('/').next().unwrap());
    let upload = mia.job(&id).await.ok();
    assert_eq!(
        (&upload["status"], &upload["upload"]["file_size"]),
        (&json!("completed"), &json!(text.len()))
    );
    let job = mia.order("/json-validator-api", &id).await.json()["job_id"].clone();
    app.run_jobs().await;
    assert_eq!(mia.job(&job).await.ok()["result"]["valid"], true);
}
