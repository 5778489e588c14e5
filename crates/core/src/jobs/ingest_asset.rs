//! Brings an accepted upload home: from staging to its place in the repository, then reads it.
//!
//! Safe to repeat: the move finds a file that is already in its place, rows are written by id, objects are named by
//! content. A crash after any step is finished by the next attempt.

use std::time::Duration;

use calotype_files::repository::{CommitRequest, FileName, Outcome as Placed, RelativePath};
use calotype_queue::{Concurrency, DONE, Job, JobContext, Outcome, Policy, Stop};
use calotype_store::assets::{self as store, Asset, Shelf};
use calotype_store::{repositories as repository_store, tenants};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;
use crate::assets::{process, status};
use crate::error::{Error, Result};
use crate::repositories::{self, create::moment};

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IngestAsset {
    /// The asset.
    pub asset: Uuid,
}

impl Job for IngestAsset {
    type State = App;
    const KIND: &'static str = "ingest_asset";

    fn policy() -> Policy {
        Policy {
            attempts: 5,
            timeout: Duration::from_secs(15 * 60),
            concurrency: Concurrency::per_node(super::ingest_workers()),
            ..Policy::default()
        }
    }

    fn subject(&self) -> Option<Uuid> {
        Some(self.asset)
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let app = context.state().clone();
        let asset = store::get(&mut app.db.read().await?, tenants::HOME, self.asset).await?;
        let Some(asset) = asset else { return DONE };
        if asset.shelf == Shelf::Elsewhere {
            return DONE;
        }
        match place(&app, &asset).await {
            Ok(()) => {}
            Err(error) if context.is_last_attempt() => {
                give_up(&app, &asset, &error).await?;
                return Err(Stop::fail(error));
            }
            Err(error) => return Err(error.into()),
        }
        process::attempt(&context, self.asset, process::Parts::ALL).await?;
        DONE
    }
}

/// Moves a staged file to its place and records it. Nothing to do when it is there.
async fn place(app: &App, asset: &Asset) -> Result<()> {
    let (Some(staged), Some(repository_id), Some(hash)) =
        (&asset.staged_path, asset.repository_id, &asset.hash)
    else {
        return Ok(());
    };
    let mut conn = app.db.read().await?;
    let Some(repository) = repository_store::get(&mut conn, asset.tenant_id, repository_id).await? else {
        return Err(Error::unavailable(
            "repository_detached",
            "The repository of this upload is not registered.",
        ));
    };
    let taken = store::places_of_content(&mut conn, repository_id, hash, asset.id).await?;
    drop(conn);
    let folder = repositories::open(&repository).await?;
    let request = CommitRequest {
        staged: RelativePath::new(staged.as_str())?,
        name: FileName::sanitize(&asset.original_filename),
        hash: hash.parse()?,
        size: u64::try_from(asset.file_size).unwrap_or(0),
        asset: asset.id,
        at: moment(asset.upload_time),
        strategy: repository.storage_strategy.parse()?,
        duplicates: repository.duplicate_handling.parse()?,
        taken: taken.into_iter().filter_map(|path| RelativePath::new(path).ok()).collect(),
    };
    let (committed, mtime) = calotype_files::blocking(move || {
        let committed = folder.commit(&request)?;
        let mtime = folder
            .open_file(&committed.path)?
            .metadata()
            .and_then(|m| m.modified())
            .ok()
            .and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok())
            .and_then(|d| i64::try_from(d.as_micros()).ok());
        Ok((committed, mtime))
    })
    .await?;
    let now = app.clock.now();
    let mut conn = app.db.write().await?;
    if committed.outcome != Placed::Moved {
        // The file of another asset was replaced by this one, in this attempt or in the one before a crash.
        store::vacate_place(&mut conn, repository_id, committed.path.as_str(), asset.id, now).await?;
    }
    store::put_place(&mut conn, asset.id, committed.path.as_str(), mtime, now).await?;
    Ok(conn.commit().await?)
}

/// The file could not be put into its place: it is set aside where a person can find it, and the asset says so.
async fn give_up(app: &App, asset: &Asset, error: &Error) -> Result<()> {
    let now = app.clock.now();
    let mut conn = app.db.write().await?;
    let reason = error.message.to_string();
    status::update(&mut conn, asset.tenant_id, asset.id, now, |s| s.fail("commit_staging", &reason, now))
        .await?;
    conn.commit().await?;
    let (Some(staged), Some(repository_id)) = (&asset.staged_path, asset.repository_id) else {
        return Ok(());
    };
    let repository = repository_store::get(&mut app.db.read().await?, asset.tenant_id, repository_id).await?;
    if let Some(repository) = repository {
        let (folder, path) = (repositories::open(&repository).await?, RelativePath::new(staged.as_str())?);
        let at = moment(now);
        calotype_files::blocking(move || folder.reject(&path, at)).await?;
    }
    Ok(())
}
