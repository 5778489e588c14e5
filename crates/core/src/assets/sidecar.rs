//! XMP sidecars: what people wrote about a picture in another program, sent along with it or lying beside it.

use calotype_files::repository::{LONGEST_XMP, RelativePath, Repository as Folder};
use calotype_queue::{Ticket, enqueue_with};
use calotype_store::assets::Asset;
use calotype_store::repositories as repository_store;
use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::assets::status::{self, Task, TaskState};
use crate::assets::{readable, writable};
use crate::error::{Error, Result};
use crate::jobs::metadata_asset::MetadataAsset;
use crate::repositories;

/// Longest sidecar, bytes.
pub const LONGEST: usize = LONGEST_XMP;

fn none() -> Error {
    Error::not_found("sidecar_not_found", "There is no sidecar of this photo.")
}

/// The sidecar that was sent for an asset.
///
/// # Errors
/// The owner rule; `asset_not_found`; `sidecar_not_found`.
pub async fn get(app: &App, actor: &Actor, id: Uuid) -> Result<Vec<u8>> {
    access::scope(actor)?;
    let asset = readable(&mut app.db.read().await?, actor, id).await?;
    let folder = folder(app, &asset).await?.ok_or_else(none)?;
    calotype_files::blocking(move || folder.read_xmp(id)).await?.ok_or_else(none)
}

/// Keeps a sidecar of an asset, in the place of an earlier one, and has the asset's metadata read again: what the sidecar says
/// of title, description, rating and keywords goes before what stands there. Sending the same one again is fine.
///
/// # Errors
/// The owner rule; `asset_not_found`, `file_not_found`; `invalid_sidecar`, `sidecar_too_large`; `storage_*`.
pub async fn put(app: &App, actor: &Actor, id: Uuid, xmp: Vec<u8>) -> Result<()> {
    access::scope(actor)?;
    if xmp.is_empty() {
        return Err(Error::invalid("invalid_sidecar", "The sidecar is empty."));
    }
    if xmp.len() > LONGEST {
        return Err(Error::too_large("sidecar_too_large", format!("A sidecar has at most {LONGEST} bytes.")));
    }
    let asset = writable(&mut app.db.read().await?, actor, id).await?;
    let folder = folder(app, &asset)
        .await?
        .ok_or_else(|| Error::not_found("file_not_found", "The original file is not there."))?;
    calotype_files::blocking(move || folder.write_xmp(id, &xmp)).await?;
    let now = app.clock.now();
    let ticket = Ticket { tenant_id: Some(actor.tenant), requested_by: actor.user_id(), ..Ticket::default() };
    let mut conn = app.db.write().await?;
    status::update(&mut conn, asset.tenant_id, id, now, |s| {
        if Task::of(asset.kind).contains(&Task::Metadata) {
            s.set(Task::Metadata, TaskState::Pending, "", now);
        }
    })
    .await?;
    enqueue_with(&mut conn, &MetadataAsset { asset: id, sidecar: true }, &ticket).await?;
    Ok(conn.commit().await?)
}

/// The sidecar of an asset: the one that was sent, else one that lies beside the file, named `IMG_1.JPG.xmp` or `IMG_1.xmp`.
/// One that cannot be read is as good as none: the photo is worth more than what was written about it.
///
/// # Errors
/// Failures of our own.
pub(crate) async fn of(folder: Option<&Folder>, asset: &Asset) -> Result<Option<Vec<u8>>> {
    let Some(folder) = folder.cloned() else { return Ok(None) };
    let (id, place) = (asset.id, asset.storage_path.clone());
    let found = calotype_files::blocking(move || {
        let sent = folder.read_xmp(id);
        Ok(match sent {
            Ok(Some(sent)) => Some(sent),
            Ok(None) => RelativePath::new(place).ok().and_then(|place| folder.read_xmp_beside(&place)),
            Err(error) => {
                tracing::warn!(asset = %id, %error, "a sidecar is left aside");
                None
            }
        })
    })
    .await?;
    Ok(found)
}

/// The folder of an asset's repository.
///
/// # Errors
/// Any database failure; `storage_unavailable`.
pub(crate) async fn folder(app: &App, asset: &Asset) -> Result<Option<Folder>> {
    let Some(id) = asset.repository_id else { return Ok(None) };
    match repository_store::get(&mut app.db.read().await?, asset.tenant_id, id).await? {
        Some(repository) => Ok(Some(repositories::open(&repository).await?)),
        None => Ok(None),
    }
}
