//! What follows what: the one screen that says which jobs an event leads to.
//!
//! Every function is called inside the transaction that records the event, so a committed fact always has its
//! consequences queued.

use calotype_queue::{Ticket, enqueue_with};
use calotype_store::Conn;
use calotype_store::assets::{Asset, Kind};
use uuid::Uuid;

use crate::error::Result;
use crate::jobs::detect_stacks::DetectStacks;
use crate::jobs::match_live_photo::MatchLivePhoto;
use crate::jobs::transcode_asset::TranscodeAsset;
use crate::stacks::detect;

/// A file was read: its type, its metadata and its thumbnails are known.
///
/// # Errors
/// Any database failure.
pub async fn after_reading(conn: &mut Conn, asset: &Asset, ticket: &Ticket) -> Result<()> {
    if matches!(asset.kind, Kind::Video | Kind::Audio) {
        enqueue_with(conn, &TranscodeAsset { asset: asset.id }, ticket).await?;
    }
    if let (Some(identifier), Some(owner)) = (&asset.content_identifier, asset.owner_id) {
        let job = MatchLivePhoto {
            tenant: asset.tenant_id,
            owner,
            content_identifier: identifier.clone(),
            asset: Some(asset.id),
        };
        enqueue_with(conn, &job, ticket).await?;
    }
    if let (Kind::Photo, Some(repository)) = (asset.kind, asset.repository_id)
        && detect::is_promising(conn, asset).await?
    {
        let job = DetectStacks::new(repository, Some(asset.sort_time), calotype_store::now());
        enqueue_with(conn, &job, &job.ticket(ticket)).await?;
    }
    Ok(())
}

/// A scan ended that found something.
///
/// # Errors
/// Any database failure.
pub async fn after_scan(conn: &mut Conn, repository: Uuid, ticket: &Ticket) -> Result<()> {
    let job = DetectStacks::new(repository, None, calotype_store::now());
    enqueue_with(conn, &job, &job.ticket(ticket)).await?;
    Ok(())
}
