//! What tests of the portal begin with.

use serde_json::json;

use super::created;
use crate::client::Client;

/// Makes a client without anything in it; answers its id and key.
pub async fn client(root: &Client, name: &str) -> (String, String) {
    let body = created(&root.post("/v2/admin/clients", json!({"name": name})).await);
    (body["id"].as_str().unwrap().to_owned(), body["apiKey"].as_str().unwrap().to_owned())
}
