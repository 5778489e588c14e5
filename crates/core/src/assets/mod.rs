//! Assets of the library: lists, details, edits.

pub mod detail;
pub mod edit;
pub mod exist;
pub mod featured;
pub mod list;
pub mod map;
pub mod media;
pub mod process;
pub mod purge;
pub mod query;
pub mod reprocess;
pub mod sidecar;
pub mod status;
pub mod timeline;
pub mod upload;
pub mod web_version;

use calotype_store::Conn;
use calotype_store::assets::{self as store, Asset, Shelf};
use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::error::{Error, Result};

/// The answer for an id that does not exist.
fn unknown() -> Error {
    Error::not_found("asset_not_found", "There is no such photo, video or sound.")
}

/// An asset the actor may see, in the library or in the trash.
///
/// # Errors
/// `asset_not_found`; the owner rule's refusals.
pub async fn readable(conn: &mut Conn, actor: &Actor, id: Uuid) -> Result<Asset> {
    access::scope(actor)?;
    let asset = store::get(conn, actor.tenant, id).await?;
    match asset {
        Some(asset) if matches!(asset.shelf, Shelf::Listed | Shelf::Trash) => {
            access::owned(actor, asset.owner_id)?;
            Ok(asset)
        }
        _ => Err(unknown()),
    }
}

/// An asset the actor may change: as [`readable`], and not in the trash.
///
/// # Errors
/// As [`readable`]; `asset_not_found` for what is in the trash.
pub async fn writable(conn: &mut Conn, actor: &Actor, id: Uuid) -> Result<Asset> {
    let asset = readable(conn, actor, id).await?;
    if asset.shelf == Shelf::Listed { Ok(asset) } else { Err(unknown()) }
}
