//! What is in an album.

use calotype_store::albums::hosted as rows;
use calotype_store::assets::Page;
use calotype_store::clients::Among;
use calotype_store::images as image_rows;
use serde_json::json;
use uuid::Uuid;

use super::{Key, owned, see};
use crate::app::App;
use crate::clients::Caller;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::images::{self, Listing, Visitor};

/// Most images that are added or removed at once.
const MOST: usize = 500;

fn check(ids: &[Uuid]) -> Result<()> {
    if ids.is_empty() || ids.len() > MOST {
        let message = format!("imageIds has 1 to {MOST} ids.");
        return Err(Error::invalid("invalid_image_ids", message));
    }
    Ok(())
}

/// Appends images of the caller's user to their album, in the given order; answers how many were not in it before.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `album_not_found`, `not_owner`; `invalid_image_ids`; `image_not_found` when one
/// of them is no image of this user, then nothing is added.
pub async fn add(app: &App, caller: &Caller, key: &Key, ids: &[Uuid]) -> Result<i64> {
    let client = caller.client()?;
    check(ids)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let album = owned(&mut tx, caller, key).await?;
    let known = image_rows::many(&mut tx, client, ids).await?;
    let is_theirs =
        |id: &Uuid| known.iter().any(|image| image.id == *id && image.owner_id == Some(album.owner_id));
    if !ids.iter().all(is_theirs) {
        return Err(images::Unseen::NotFound.into());
    }
    let added = rows::append(&mut tx, album.id, ids, now).await?;
    let subject = Subject::new("album", &album.id);
    events::record(&mut tx, &caller.actor, now, "album.images_added", subject, json!({"images": ids}))
        .await?;
    tx.commit().await?;
    Ok(added)
}

/// Takes images out of an album of the caller's user; answers how many were in it.
///
/// # Errors
/// `unauthenticated`, `user_id_required`; `album_not_found`, `not_owner`; `invalid_image_ids`.
pub async fn remove(app: &App, caller: &Caller, key: &Key, ids: &[Uuid]) -> Result<u64> {
    caller.client()?;
    check(ids)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let album = owned(&mut tx, caller, key).await?;
    let removed = rows::take_out(&mut tx, album.id, ids).await?;
    let subject = Subject::new("album", &album.id);
    let data = json!({"images": ids});
    events::record(&mut tx, &caller.actor, now, "album.images_removed", subject, data).await?;
    tx.commit().await?;
    Ok(removed)
}

/// A page of the images of an album in their order, as far as the visitor sees them.
///
/// # Errors
/// As [`see`](super::see()).
pub async fn images(app: &App, visitor: &Visitor, key: &Key, page: Page) -> Result<Listing> {
    let album = see(app, visitor, key).await?;
    let mut conn = app.db.read().await?;
    let among = [album.row.tenant_id];
    let filter = image_rows::Filter {
        album: Some(album.row.id),
        private: if album.sees_all { None } else { Some(false) },
        ..image_rows::Filter::new(Among::These(&among))
    };
    let total = image_rows::count(&mut conn, &filter).await?;
    let rows = image_rows::list(&mut conn, &filter, (image_rows::Sort::Album, true), page).await?;
    Ok(Listing { images: images::with_details(&mut conn, rows).await?, total })
}
