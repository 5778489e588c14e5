//! What an administrator sees of the queues.

use calotype_queue::admin::{self, QueueSummary};
use calotype_store::jobs::{self as store, Counts};

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::jobs;

/// The queues the library's documents name. They are told even where this server has nothing to do in one, because
/// clients look for them by name.
pub const DOCUMENTED: [&str; 17] = [
    "classify_zeroshot",
    "detect_stacks",
    "discover_asset",
    "ingest_asset",
    "match_live_photo",
    "metadata_asset",
    "process_bioclip",
    "process_face",
    "process_ocr",
    "process_phash",
    "process_semantic",
    "rebuild_location_clusters",
    "reindex_assets",
    "retry_asset",
    "scan_repository",
    "thumbnail_asset",
    "transcode_asset",
];

/// How many jobs are in each state.
///
/// # Errors
/// `unauthenticated`, `admin_required`.
pub async fn counts(app: &App, actor: &Actor) -> Result<Counts> {
    access::admin(actor)?;
    let mut conn = app.db.read().await?;
    Ok(store::count_by_state(&mut conn).await?)
}

/// The documented queues, those of this program's jobs, and every other that has jobs, each with up to `samples` jobs
/// that ask for attention. What asks for most attention comes first.
///
/// # Errors
/// `unauthenticated`, `admin_required`.
pub async fn summaries(app: &App, actor: &Actor, samples: u32) -> Result<Vec<QueueSummary>> {
    access::admin(actor)?;
    let ours = jobs::registry().map_err(Error::internal)?;
    let known: Vec<&str> = DOCUMENTED.into_iter().chain(ours.queues().map(|(name, _)| name)).collect();
    let mut conn = app.db.read().await?;
    Ok(admin::summaries(&mut conn, known, samples).await?)
}
