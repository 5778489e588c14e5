//! A user of a client gets an album.

use calotype_store::albums::hosted::{self as rows, NewHosted};
use serde_json::json;

use super::{Hosted, external_id, name, taken};
use crate::albums::unknown;
use crate::app::App;
use crate::clients::Caller;
use crate::error::Result;
use crate::events::{self, Subject};
use crate::images::description;
use crate::webhooks::{self, Event};

/// An album to be.
#[derive(Debug, Clone, Default)]
pub struct NewAlbum {
    /// 1 to 255 characters.
    pub name: String,
    /// At most 1000 characters.
    pub description: Option<String>,
    /// Whether everybody may look.
    pub is_public: bool,
    /// Id in the client's own system.
    pub external_id: Option<String>,
}

/// Makes an album of the caller's user.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `invalid_name`, `invalid_description`, `invalid_album_id`; `album_id_taken`.
pub async fn create(app: &App, caller: &Caller, new: &NewAlbum) -> Result<Hosted> {
    let client = caller.client()?;
    let user = caller.named()?;
    let (name, description) = (name(&new.name)?, description(new.description.as_deref())?);
    let external_id = external_id(new.external_id.as_deref())?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let owner = caller.holder()?.ensure_user(&mut tx, None, now).await?;
    let row = NewHosted {
        id: calotype_store::new_id(),
        tenant: client,
        owner,
        external_id: external_id.as_deref(),
        name: &name,
        description: description.as_deref(),
        is_public: new.is_public,
    };
    rows::insert(&mut tx, &row, now).await.map_err(taken)?;
    let data = json!({"public": new.is_public, "user": user});
    events::record(&mut tx, &caller.actor, now, "album.created", Subject::new("album", &row.id), data)
        .await?;
    let told = json!({"albumId": row.id, "externalAlbumId": external_id, "userId": user, "name": name});
    webhooks::emit(app, &mut tx, client, Event::AlbumCreated, told).await?;
    let album = rows::get(&mut tx, row.id).await?.ok_or_else(unknown)?;
    tx.commit().await?;
    Ok(album)
}
