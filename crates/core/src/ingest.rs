//! What follows what: the one screen that says which jobs an event leads to.
//!
//! Every function is called inside the transaction that records the event, so a committed fact always has its
//! consequences queued.

use calotype_queue::{Ticket, enqueue_with};
use calotype_store::Conn;
use calotype_store::assets::{Asset, Kind};

use crate::error::Result;
use crate::jobs::match_live_photo::MatchLivePhoto;
use crate::jobs::transcode_asset::TranscodeAsset;

/// A file was read: its type, its metadata and its thumbnails are known.
///
/// # Errors
/// Any database failure.
pub async fn after_reading(conn: &mut Conn, asset: &Asset, ticket: &Ticket) -> Result<()> {
    if matches!(asset.kind, Kind::Video | Kind::Audio) {
        enqueue_with(conn, &TranscodeAsset { asset: asset.id }, ticket).await?;
    }
    if let (Some(identifier), Some(owner)) = (&asset.content_identifier, asset.owner_id) {
        let job = MatchLivePhoto { tenant: asset.tenant_id, owner, content_identifier: identifier.clone() };
        enqueue_with(conn, &job, ticket).await?;
    }
    Ok(())
}
