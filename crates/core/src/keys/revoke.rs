//! A key is taken back for good.

use calotype_store::{Conn, keys};
use serde_json::json;
use uuid::Uuid;

use super::Key;
use crate::access;
use crate::actor::{Actor, Who};
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// Takes a key back, named by its id or its prefix. Doing it twice is fine.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `key_not_found`; `key_ambiguous` when two keys share the prefix.
pub async fn revoke(app: &App, actor: &Actor, name: &str) -> Result<Key> {
    access::admin(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let id = find(&mut tx, actor, name).await?.id;
    if keys::revoke(&mut tx, id, now).await? {
        let data = json!({"prefix": name});
        events::record(&mut tx, actor, now, "key.revoked", Subject::new("key", &id), data).await?;
    }
    let key = keys::get(&mut tx, id).await?.ok_or_else(not_found)?;
    tx.commit().await?;
    Ok(key.into())
}

/// The key of a name: its id or its prefix.
pub(super) async fn find(tx: &mut Conn, actor: &Actor, name: &str) -> Result<keys::Key> {
    let mut found: Vec<keys::Key> = match Uuid::parse_str(name) {
        Ok(id) => keys::get(tx, id).await?.into_iter().collect(),
        Err(_) => keys::by_prefix(tx, name).await?,
    };
    found.retain(|key| actor.who == Who::System || key.tenant_id == actor.tenant);
    match found.len() {
        0 | 1 => found.pop().ok_or_else(not_found),
        _ => Err(Error::conflict("key_ambiguous", "Several keys begin like that. Name the key by its id.")),
    }
}

fn not_found() -> Error {
    Error::not_found("key_not_found", "There is no such key.")
}
