//! Tokens that open an album, and the private images in it, to whoever shows them.

use calotype_store::shares::{self, Target};
use serde_json::json;
use uuid::Uuid;

use super::{Key, owned};
use crate::app::App;
use crate::auth::tokens::hash_opaque;
use crate::clients::Caller;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::shares::{self as domain, Shared, Until};

/// A token that was just made.
#[derive(Debug, Clone)]
pub struct AlbumToken {
    /// The album it opens.
    pub album: Uuid,
    /// The token and its end.
    pub shared: Shared,
}

/// Makes a token of an album of the caller's user.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `album_not_found`, `not_owner`; `invalid_expiry`.
pub async fn make_token(app: &App, caller: &Caller, key: &Key, until: Until) -> Result<AlbumToken> {
    caller.client()?;
    let mut tx = app.db.write().await?;
    let album = owned(&mut tx, caller, key).await?.id;
    let shared = domain::make(app, &mut tx, caller, Target::Album(album), until).await?;
    tx.commit().await?;
    Ok(AlbumToken { album, shared })
}

/// Takes a token of an album of the caller's user back; it is dead at once.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `album_not_found`, `not_owner`; `share_not_found`.
pub async fn revoke_token(app: &App, caller: &Caller, key: &Key, token: &str) -> Result<()> {
    caller.client()?;
    let mut tx = app.db.write().await?;
    let album = owned(&mut tx, caller, key).await?;
    let share = shares::by_token(&mut tx, &hash_opaque(token)).await?;
    let share = share.filter(|share| share.album_id == Some(album.id));
    let unknown = || Error::not_found("share_not_found", "This album has no such token.");
    let share = share.ok_or_else(unknown)?;
    let now = app.clock.now();
    if !shares::revoke(&mut tx, share.id, now).await? {
        return Err(unknown());
    }
    let subject = Subject::new("share", &share.id);
    events::record(&mut tx, &caller.actor, now, "share.revoked", subject, json!({"album": album.id})).await?;
    Ok(tx.commit().await?)
}
