//! Input made to hurt: it gets a clear answer, leaves nothing behind, and the next picture is served.

mod bodies;
mod corpus;
mod forms;
mod names;
mod roots;
mod texts;

use base64::Engine as _;
use calotype_media::testing::tiny;
use serde_json::{Value, json};

use crate::app::TestApp;
use crate::client::{Client, Form};
use crate::response::Response;

/// A valid photograph of a few hundred bytes.
fn photo() -> &'static [u8] {
    tiny::file("tiny.jpg")
}

async fn upload(client: &Client, name: &str, bytes: &[u8]) -> Response {
    client.multipart("/api/v1/assets", Form::new().file("file", name, "", bytes)).await
}

/// The fates of the files of a batch.
async fn batch(client: &Client, form: Form) -> Vec<Value> {
    client.multipart("/api/v1/assets/batch", form).await.ok()["results"].as_array().unwrap().clone()
}

/// The status object of an asset.
async fn status(client: &Client, asset: &str) -> Value {
    let asset = client.get(&format!("/api/v1/assets/{asset}")).await.ok();
    let text = base64::engine::general_purpose::STANDARD.decode(asset["status"].as_str().unwrap()).unwrap();
    serde_json::from_slice(&text).unwrap()
}

/// A refusal that says why, whatever its code: the sender's mistake and not ours.
#[track_caller]
fn assert_clear_refusal(what: &str, answer: &Response) {
    assert!(answer.status.is_client_error(), "{what}: {} {}", answer.status, answer.text());
    let body = answer.json();
    for field in ["error", "message"] {
        assert!(body[field].as_str().is_some_and(|text| !text.is_empty()), "{what}: {body}");
    }
}

/// Nothing on its way: neither in staging nor in pieces.
#[track_caller]
fn assert_nothing_staged(what: &str, app: &TestApp) {
    for folder in ["primary/.lumilio/staging", "primary/.lumilio/temp"] {
        assert_eq!(app.files_in(folder), [""; 0], "{what}");
    }
}

/// No row, no file, no piece, no object.
async fn assert_nothing_kept(what: &str, app: &TestApp, client: &Client) {
    assert_nothing_staged(what, app);
    assert_eq!(app.files_in("primary/inbox"), [""; 0], "{what}");
    let listed = client.post("/api/v1/assets/list", json!({})).await.ok();
    assert_eq!(listed["total_assets"], 0, "{what}");
    let objects = walk(&app.data_dir().join("objects"));
    assert!(objects.is_empty(), "{what}: {objects:?}");
}

/// The server is as it was: a photo goes in and comes out shown.
async fn assert_still_serves(app: &TestApp, client: &Client) {
    let accepted = upload(client, "good.jpg", photo()).await.ok();
    app.run_jobs().await;
    let id = accepted["asset_id"].as_str().unwrap();
    assert_eq!(status(client, id).await["state"], "complete");
    assert_eq!(client.get(&format!("/api/v1/assets/{id}/thumbnail?size=small")).await.status, 200);
    assert_eq!(client.get(&format!("/api/v1/assets/{id}/original")).await.bytes, photo());
}

/// Everything below a folder that is no folder itself; links are not followed. Empty when the folder is not there.
fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let (mut waiting, mut found) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let entry = entry.unwrap();
            match entry.file_type().unwrap().is_dir() {
                true => waiting.push(entry.path()),
                false => found.push(entry.path()),
            }
        }
    }
    found.sort();
    found
}
