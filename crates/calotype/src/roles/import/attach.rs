//! What belongs to a file that is there: its sidecar, and its place in the album of its folder.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::client::{Client, Payload, Trouble};

/// Albums read at once.
const PAGE: usize = 100;

/// Sends a sidecar unless the server has this one; answers whether it went.
pub(super) async fn sidecar(client: &Client, asset: &str, path: &Path) -> Result<bool, Trouble> {
    let xmp =
        tokio::fs::read(path).await.map_err(|e| Trouble::refused(format!("unreadable sidecar: {e}")))?;
    let route = format!("/assets/{asset}/sidecar");
    match client.ask(Method::GET, &route, Payload::Nothing).await {
        Ok(answer) if answer.body == xmp => return Ok(false),
        Ok(_) => {}
        Err(Trouble::Refused { code, .. }) if code == "sidecar_not_found" => {}
        Err(other) => return Err(other),
    }
    let body = Payload::Bytes("application/rdf+xml".into(), None, xmp.into());
    client.ask(Method::PUT, &route, body).await?;
    Ok(true)
}

/// The caller's albums, read when the first one is wanted.
#[derive(Default)]
pub(super) struct Albums {
    by_name: Mutex<Option<HashMap<String, Album>>>,
}

struct Album {
    id: i64,
    members: Option<HashSet<String>>,
}

impl Albums {
    /// Puts an asset into the album of this name, which is made if there is none; answers whether it was not in it.
    pub(super) async fn add(&self, client: &Client, name: &str, asset: &str) -> Result<bool, Trouble> {
        // Held over the requests: two files of one folder must not make two albums.
        let mut by_name = self.by_name.lock().await;
        let albums = match &mut *by_name {
            Some(albums) => albums,
            none => none.insert(list(client).await?),
        };
        if !albums.contains_key(name) {
            let body = Payload::Json(json!({"album_name": name}));
            let made = client.ask(Method::POST, "/albums", body).await?.json()?;
            albums.insert(name.to_owned(), Album { id: id(&made)?, members: Some(HashSet::new()) });
        }
        let Some(album) = albums.get_mut(name) else { return Ok(false) };
        let members = match &mut album.members {
            Some(members) => members,
            none => none.insert(members(client, album.id).await?),
        };
        if members.contains(asset) {
            return Ok(false);
        }
        let route = format!("/albums/{}/assets/{asset}", album.id);
        client.ask(Method::POST, &route, Payload::Json(json!({}))).await?;
        members.insert(asset.to_owned());
        Ok(true)
    }
}

fn id(album: &Value) -> Result<i64, Trouble> {
    album["album_id"].as_i64().ok_or_else(|| Trouble::refused("the server's answer names no album"))
}

async fn list(client: &Client) -> Result<HashMap<String, Album>, Trouble> {
    let mut albums = HashMap::new();
    for page in 0.. {
        let route = format!("/albums?limit={PAGE}&offset={}", page * PAGE);
        let answer = client.ask(Method::GET, &route, Payload::Nothing).await?.json()?;
        let found = answer["albums"].as_array().cloned().unwrap_or_default();
        for album in &found {
            // Newest first: of two with one name the oldest remains.
            if let Some(name) = album["album_name"].as_str() {
                albums.insert(name.to_owned(), Album { id: id(album)?, members: None });
            }
        }
        if found.len() < PAGE {
            break;
        }
    }
    Ok(albums)
}

async fn members(client: &Client, album: i64) -> Result<HashSet<String>, Trouble> {
    let route = format!("/albums/{album}/assets");
    let answer = client.ask(Method::GET, &route, Payload::Nothing).await?.json()?;
    let assets = answer["assets"].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(assets.iter().filter_map(|asset| asset["asset_id"].as_str()).map(str::to_owned).collect())
}
