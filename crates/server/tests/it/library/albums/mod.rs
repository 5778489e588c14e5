//! `/albums`: the albums themselves, what is in them, and who may.

mod access;
mod edit;
mod list;
mod members;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::client::Client;

/// Makes an album of the client's and answers its number.
async fn album(client: &Client, name: &str) -> i64 {
    let made = client.post("/api/v1/albums", json!({"album_name": name})).await.ok();
    made["album_id"].as_i64().unwrap()
}

/// Puts assets into an album, each at its place.
async fn put(client: &Client, album: i64, assets: &[(Uuid, Option<i64>)]) {
    for (asset, position) in assets {
        let path = format!("/api/v1/albums/{album}/assets/{asset}");
        client.post(&path, json!({"position": position})).await.ok();
    }
}

/// The file names of an album's assets, in order.
fn names(answer: &Value) -> Vec<&str> {
    answer["assets"].as_array().unwrap().iter().map(|a| a["original_filename"].as_str().unwrap()).collect()
}
