//! An album goes; its images stay.

use calotype_store::albums;
use serde_json::json;

use super::{Key, owned};
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
    albums::delete(&mut tx, album.id).await?;
    let now = app.clock.now();
    let subject = Subject::new("album", &album.id);
    events::record(&mut tx, &caller.actor, now, "album.deleted", subject, json!({})).await?;
    Ok(tx.commit().await?)
}
