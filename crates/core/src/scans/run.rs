//! One scan of one repository.
//!
//! First the listed files that are gone are found, page by page; then the tree is walked, in batches. A file that is new
//! and has the size of one that is gone is hashed: equal content is the same asset at another place. What is gone in
//! the end goes to the trash, unless the walk did not see everything. Memory holds what vanished and one batch,
//! whatever the size of the library.

use std::collections::HashMap;

use calotype_files::repository::{Found, RelativePath, Repository as Folder, Walked};
use calotype_media::format::Format;
use calotype_queue::{Ticket, enqueue_all_with};
use calotype_store::assets::Shelf;
use calotype_store::repositories::Repository;
use calotype_store::scan_runs::{self as store, Counts, Known};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::Mode;
use crate::app::App;
use crate::error::{Error, Result};
use crate::jobs::discover_asset::DiscoverAsset;
use crate::repositories;

/// Known files looked at together.
const PAGE: i64 = 1000;

/// What is wanted of a scan.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Why it runs.
    pub mode: Mode,
    /// Read every file again.
    pub force: bool,
}

/// How a scan ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The whole tree was seen.
    Completed,
    /// It was told to stop.
    Cancelled,
}

/// Scans; `counts` is right also when it fails half-way.
///
/// # Errors
/// `storage_unavailable` when the folder is not there; any database failure.
pub async fn scan(
    app: &App,
    repository: &Repository,
    wanted: Wanted,
    counts: &mut Counts,
    (ticket, token): (&Ticket, &CancellationToken),
) -> Result<Ended> {
    let folder = repositories::open(repository).await?;
    let Some(vanished) = vanished(app, repository.id, &folder, token).await? else {
        return Ok(Ended::Cancelled);
    };
    let mut scan = Scan {
        app,
        repository: repository.id,
        folder: &folder,
        settled: settled_before(app, wanted.mode),
        force: wanted.force,
        vanished,
        counts,
    };
    let supported = |extension: &str| Format::from_extension(extension).is_some();
    let (mut batches, walking) = folder.walk_batches(supported);
    while let Some(batch) = batches.recv().await {
        if token.is_cancelled() {
            return Ok(Ended::Cancelled);
        }
        scan.take(batch, ticket).await?;
    }
    let walked = walking.await.map_err(Error::internal)??;
    scan.finish(&walked).await?;
    Ok(Ended::Completed)
}

/// Files changed at or after this moment are left to the next scan: somebody may still be writing them. A scan that a
/// person asked for takes everything.
fn settled_before(app: &App, mode: Mode) -> i64 {
    match mode {
        Mode::Manual => i64::MAX,
        Mode::Periodic | Mode::Watch => {
            let seconds = i64::try_from(app.config.library.scan_settle_seconds).unwrap_or(i64::MAX);
            app.clock.now().saturating_sub(seconds.saturating_mul(1_000_000))
        }
    }
}

/// The listed assets whose file is not in its place; `None` when told to stop.
async fn vanished(
    app: &App,
    repository: Uuid,
    folder: &Folder,
    token: &CancellationToken,
) -> Result<Option<Vec<Known>>> {
    let (mut gone, mut after) = (Vec::new(), String::new());
    loop {
        if token.is_cancelled() {
            return Ok(None);
        }
        let page = store::listed_after(&mut app.db.read().await?, repository, &after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(Some(gone)) };
        last.storage_path.clone_into(&mut after);
        let folder = folder.clone();
        let missing = calotype_files::blocking(move || {
            Ok(page.into_iter().filter(|file| !is_there(&folder, &file.storage_path)).collect::<Vec<_>>())
        })
        .await?;
        gone.extend(missing);
    }
}

/// Whether a file is in its place. What cannot be looked at counts as there: only what is known to be gone is gone.
fn is_there(folder: &Folder, path: &str) -> bool {
    let Ok(path) = RelativePath::new(path) else { return true };
    match std::fs::symlink_metadata(folder.locate(&path)) {
        Ok(metadata) => metadata.is_file(),
        Err(error) => {
            !matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory)
        }
    }
}

struct Scan<'a> {
    app: &'a App,
    repository: Uuid,
    folder: &'a Folder,
    settled: i64,
    force: bool,
    vanished: Vec<Known>,
    counts: &'a mut Counts,
}

impl Scan<'_> {
    /// Compares a batch of files with what is known of them.
    async fn take(&mut self, files: Vec<Found>, ticket: &Ticket) -> Result<()> {
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let known = store::known(&mut self.app.db.read().await?, self.repository, &paths).await?;
        let known: HashMap<&str, &Known> =
            known.iter().map(|file| (file.storage_path.as_str(), file)).collect();
        let mut wanted = Vec::new();
        let mut counts = Counts::default();
        for file in &files {
            if file.modified >= self.settled {
                counts.skipped += 1;
                continue;
            }
            match known.get(file.path.as_str()) {
                Some(known) if !self.force && is_same(known, file) => continue,
                Some(_) => counts.updated += 1,
                None if file.size == 0 => {
                    counts.skipped += 1;
                    continue;
                }
                None if self.moved(file).await? => {
                    counts.updated += 1;
                    continue;
                }
                None => counts.discovered += 1,
            }
            wanted.push(DiscoverAsset {
                repository: self.repository,
                path: file.path.as_str().to_owned(),
                force: self.force,
            });
        }
        if !wanted.is_empty() {
            let mut conn = self.app.db.write().await?;
            enqueue_all_with(&mut conn, &wanted, ticket).await?;
            conn.commit().await?;
        }
        self.counts.discovered += counts.discovered;
        self.counts.updated += counts.updated;
        self.counts.skipped += counts.skipped;
        Ok(())
    }

    /// Whether a new file is one that vanished elsewhere; then its asset has its new place from now on.
    async fn moved(&mut self, file: &Found) -> Result<bool> {
        let size = i64::try_from(file.size).unwrap_or(i64::MAX);
        if !self.vanished.iter().any(|known| known.file_size == size) {
            return Ok(false);
        }
        let place = self.folder.locate(&file.path);
        let hash = calotype_files::blocking(move || calotype_files::hash::hash_file(&place)).await;
        // Gone again, or not readable: whoever reads it next will say so.
        let Ok(hashes) = hash else { return Ok(false) };
        let hash = hashes.full.to_string();
        let mut same = self
            .vanished
            .iter()
            .enumerate()
            .filter(|(_, known)| known.file_size == size && known.hash.as_deref() == Some(hash.as_str()));
        let (Some((index, asset)), None) = (same.next(), same.next()) else { return Ok(false) };
        let now = self.app.clock.now();
        let mut conn = self.app.db.write().await?;
        store::move_to(&mut conn, asset.id, file.path.as_str(), file.path.file_name(), file.modified, now)
            .await?;
        conn.commit().await?;
        self.vanished.swap_remove(index);
        Ok(true)
    }

    /// What is gone goes to the trash, if the whole tree was seen.
    async fn finish(&mut self, walked: &Walked) -> Result<()> {
        let passed_over = walked.skipped + walked.unnameable + walked.failures;
        self.counts.skipped += i64::try_from(passed_over).unwrap_or(i64::MAX);
        for detail in &walked.failure_details {
            tracing::warn!(repository = %self.repository, detail, "a scan could not see everything");
        }
        if walked.failures > 0 || walked.cancelled {
            return Ok(());
        }
        // A disk that is gone by now looks like an empty folder: the walk has just asked for the repository's own file.
        for known in std::mem::take(&mut self.vanished) {
            let (folder, path) = (self.folder.clone(), known.storage_path.clone());
            // Looked at again: it may have come back while the tree was walked.
            if calotype_files::blocking(move || Ok(is_there(&folder, &path))).await? {
                continue;
            }
            let now = self.app.clock.now();
            let mut conn = self.app.db.write().await?;
            if store::miss(&mut conn, known.id, now).await? {
                self.counts.deleted += 1;
            }
            conn.commit().await?;
        }
        Ok(())
    }
}

/// Whether nothing has happened to a known file. What a person threw away stays away until its file changes; what a
/// scan had missed is back.
fn is_same(known: &Known, file: &Found) -> bool {
    let same = i64::try_from(file.size).is_ok_and(|size| size == known.file_size)
        && known.file_mtime == Some(file.modified);
    same && !(known.shelf == Shelf::Trash && known.file_missing_since.is_some())
}
