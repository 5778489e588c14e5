//! An album goes; its images stay.

use calotype_store::{Conn, Micros, albums};
use serde_json::json;
use uuid::Uuid;

use super::{Key, owned};
use crate::actor::Actor;
use crate::app::App;
use crate::clients::Caller;
use crate::error::Result;
use crate::events::{self, Subject};

/// Deletes an album of the caller's user, and every token of it.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `album_not_found`, `not_owner`.
pub async fn delete(app: &App, caller: &Caller, key: &Key) -> Result<()> {
    caller.client()?;
    let mut tx = app.db.write().await?;
    let album = owned(&mut tx, caller, key).await?;
    remove(&mut tx, &caller.actor, album.id, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Removes an album that the caller may delete.
pub(super) async fn remove(tx: &mut Conn, actor: &Actor, album: Uuid, now: Micros) -> Result<()> {
    albums::delete(tx, album).await?;
    events::record(tx, actor, now, "album.deleted", Subject::new("album", &album), json!({})).await
}
