//! What is said of an album changes.

use calotype_store::albums::hosted::{self as rows, Changes};
use calotype_store::{Conn, Micros, images};
use serde_json::json;
use uuid::Uuid;

use super::{Hosted, Key, external_id, name, owned, taken};
use crate::actor::Actor;
use crate::albums::unknown;
use crate::app::App;
use crate::clients::Caller;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::images::description;

/// What changes; absent: stays. An inner absence: none any more.
#[derive(Debug, Clone, Default)]
pub struct Patch {
    /// 1 to 255 characters.
    pub name: Option<String>,
    /// At most 1000 characters.
    pub description: Option<Option<String>>,
    /// Whether everybody may look.
    pub is_public: Option<bool>,
    /// Id in the client's own system.
    pub external_id: Option<Option<String>>,
    /// One of its images.
    pub cover: Option<Option<Uuid>>,
}

impl Patch {
    /// The changes, checked as far as they can be without the album.
    pub(super) fn checked(&self) -> Result<Changes> {
        Ok(Changes {
            name: self.name.as_deref().map(name).transpose()?,
            description: self.description.as_ref().map(|text| description(text.as_deref())).transpose()?,
            is_public: self.is_public,
            external_id: self.external_id.as_ref().map(|id| external_id(id.as_deref())).transpose()?,
            cover: self.cover,
        })
    }
}

/// Writes changes of an album that the caller may change.
pub(super) async fn apply(
    tx: &mut Conn,
    actor: &Actor,
    album: Uuid,
    changes: &Changes,
    now: Micros,
) -> Result<Hosted> {
    if let Some(Some(cover)) = changes.cover
        && !images::is_in_album(tx, cover, album).await?
    {
        return Err(Error::invalid("cover_not_in_album", "The cover must be an image of the album."));
    }
    rows::update(tx, album, changes, now).await.map_err(taken)?;
    let data = json!({"public": changes.is_public});
    events::record(tx, actor, now, "album.updated", Subject::new("album", &album), data).await?;
    rows::get(tx, album).await?.ok_or_else(unknown)
}

/// Changes an album of the caller's user.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `album_not_found`, `not_owner`; `invalid_name`, `invalid_description`,
/// `invalid_album_id`, `cover_not_in_album`; `album_id_taken`.
pub async fn update(app: &App, caller: &Caller, key: &Key, patch: &Patch) -> Result<Hosted> {
    caller.client()?;
    let changes = patch.checked()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let album = owned(&mut tx, caller, key).await?;
    let album = apply(&mut tx, &caller.actor, album.id, &changes, now).await?;
    tx.commit().await?;
    Ok(album)
}
