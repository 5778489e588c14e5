//! Trying again what failed, or everything.

use calotype_queue::{Ticket, enqueue_with};
use uuid::Uuid;

use crate::actor::Actor;
use crate::app::App;
use crate::assets::process::open_original;
use crate::assets::status::{self, Task, TaskState};
use crate::assets::writable;
use crate::error::{Error, Result};
use crate::jobs::ingest_asset::IngestAsset;
use crate::jobs::metadata_asset::MetadataAsset;
use crate::jobs::thumbnail_asset::ThumbnailAsset;
use crate::jobs::transcode_asset::TranscodeAsset;

/// What was queued.
#[derive(Debug, Clone)]
pub struct Queued {
    /// Tasks that had failed.
    pub failed: Vec<String>,
    /// Tasks that will run.
    pub retry: Vec<String>,
}

/// The names a caller may give.
const KNOWN: [&str; 7] = [
    "metadata_asset",
    "thumbnail_asset",
    "transcode_asset",
    "process_semantic",
    "process_bioclip",
    "process_ocr",
    "process_face",
];

/// Queues the named tasks that apply to the asset, or with no names, or `everything`, the whole way again.
///
/// # Errors
/// `unknown_task`; the owner rule; `asset_not_found`, `file_not_found`; `not_retryable` for a file that was found corrupt.
pub async fn reprocess(
    app: &App,
    actor: &Actor,
    id: Uuid,
    tasks: &[String],
    everything: bool,
) -> Result<Queued> {
    crate::access::scope(actor)?;
    if tasks.iter().any(|task| !KNOWN.contains(&task.as_str())) {
        return Err(Error::invalid("unknown_task", "tasks names something that is not a task."));
    }
    let asset = writable(&mut app.db.read().await?, actor, id).await?;
    open_original(app, &asset).await?;
    let now = app.clock.now();
    let mut conn = app.db.write().await?;
    let ticket = Ticket { tenant_id: Some(actor.tenant), requested_by: actor.user_id(), ..Ticket::default() };
    let applicable = Task::of(asset.kind);
    let all = everything || tasks.is_empty();
    let chosen: Vec<Task> = applicable
        .iter()
        .filter(|task| all || tasks.iter().any(|name| name == task.as_str()))
        .copied()
        .collect();
    let mut failed = Vec::new();
    let mut refused = false;
    status::update(&mut conn, asset.tenant_id, id, now, |s| {
        failed = s.failed_tasks();
        refused = s.has_error_of(&["initial_validation", "file_read", "file_corrupted"]);
        if !refused {
            for task in &chosen {
                s.set(*task, TaskState::Pending, "", now);
            }
        }
    })
    .await?;
    if refused {
        return Err(Error::invalid(
            "not_retryable",
            "This file was found corrupt; trying again cannot help.",
        ));
    }
    if all {
        enqueue_with(&mut conn, &IngestAsset { asset: id }, &ticket).await?;
    } else {
        for task in &chosen {
            match task {
                Task::Metadata => {
                    enqueue_with(&mut conn, &MetadataAsset { asset: id, sidecar: false }, &ticket).await?
                }
                Task::Thumbnail => enqueue_with(&mut conn, &ThumbnailAsset { asset: id }, &ticket).await?,
                Task::Transcode => enqueue_with(&mut conn, &TranscodeAsset { asset: id }, &ticket).await?,
            };
        }
    }
    conn.commit().await?;
    let retry = if all {
        vec!["all_failed_tasks".to_owned()]
    } else {
        chosen.iter().map(|task| task.as_str().to_owned()).collect()
    };
    Ok(Queued { failed, retry })
}
