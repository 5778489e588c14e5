//! One run from beginning to end.

use std::collections::HashSet;

use calotype_files::repository::{Found, Repository as Folder};
use calotype_media::format::Format;
use calotype_queue::{Ticket, enqueue_all_with};
use calotype_store::repositories::{self as repository_store, Repository};
use calotype_store::scan_runs::{self as runs, Counts};
use calotype_store::{assets as store, tenants};
use uuid::Uuid;

use crate::app::App;
use crate::error::Result;
use crate::ingest;
use crate::jobs::discover_asset::DiscoverAsset;
use crate::jobs::metadata_asset::MetadataAsset;
use crate::repositories;
use crate::scans::Mode;
use crate::scans::compare::{Rules, Verdict, judge};
use crate::scans::lost::{self, Missing};

/// Runs of a repository that are remembered.
const REMEMBERED: i64 = 1000;

/// Reading a found file may wait until uploads have been read.
const BEHIND_UPLOADS: i64 = 150;

/// What to scan and how.
#[derive(Debug, Clone)]
pub struct Scan {
    /// Where.
    pub repository: Uuid,
    /// Why.
    pub mode: Mode,
    /// Read every file again.
    pub force: bool,
    /// User name of who asked.
    pub requested_by: Option<String>,
}

/// How a scan ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It saw everything.
    Completed(Counts),
    /// Another one is running, or the repository is not registered: there is no run.
    Skipped,
    /// It was asked to stop; the run is marked failed.
    Stopped,
}

/// Scans a repository. `stopped` is asked between batches.
///
/// # Errors
/// `storage_unavailable` when the folder is not there, and any failure on the way; then the run is marked failed.
pub async fn scan(
    app: &App,
    scan: &Scan,
    ticket: &Ticket,
    stopped: &(dyn Fn() -> bool + Sync),
) -> Result<Ended> {
    let found = repository_store::get(&mut app.db.read().await?, tenants::HOME, scan.repository).await?;
    let Some(repository) = found else { return Ok(Ended::Skipped) };
    let id = calotype_store::new_id();
    let mut conn = app.db.write().await?;
    let by = scan.requested_by.as_deref();
    let begun = runs::begin(&mut conn, id, repository.id, scan.mode.as_str(), by, app.clock.now()).await?;
    conn.commit().await?;
    if !begun {
        return Ok(Ended::Skipped);
    }
    let mut run = Run { app, scan, repository: &repository, id, counts: Counts::default(), ticket };
    let outcome = match run.through(stopped).await {
        Ok(None) => return run.fail("The scan was interrupted.").await.map(|()| Ended::Stopped),
        Ok(Some(warning)) => run.complete(&warning).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(Ended::Completed(run.counts)),
        Err(error) => {
            run.fail(&error.message).await?;
            Err(error)
        }
    }
}

struct Run<'a> {
    app: &'a App,
    scan: &'a Scan,
    repository: &'a Repository,
    id: Uuid,
    counts: Counts,
    ticket: &'a Ticket,
}

impl Run<'_> {
    /// Everything between beginning and end: what to tell the administrator, or nothing when stopped.
    async fn through(&mut self, stopped: &(dyn Fn() -> bool + Sync)) -> Result<Option<String>> {
        let folder = repositories::open(self.repository).await?;
        // Sizes of the files that are gone: a new file of another size was not moved. This is all that is kept of them.
        let mut sizes = HashSet::new();
        let mut missing = Missing::default();
        while let Some(gone) = missing.next(self.app, &folder, self.repository.id).await? {
            if stopped() {
                return Ok(None);
            }
            sizes.extend(gone.iter().map(|asset| asset.file_size));
        }
        let settle =
            i64::try_from(self.app.config.library.scan_settle_seconds).unwrap_or(0).saturating_mul(1_000_000);
        let now = self.app.clock.now();
        let rules = Rules {
            mode: self.scan.mode,
            force: self.scan.force,
            settled_before: now.saturating_sub(settle),
            future: now.saturating_add(settle),
        };
        let (mut batches, walking) =
            folder.walk_batches(|extension| Format::from_extension(extension).is_some());
        while let Some(batch) = batches.recv().await {
            if stopped() {
                return Ok(None);
            }
            self.take(&folder, rules, batch, &sizes).await?;
        }
        let walked = walking.await.map_err(crate::Error::internal)??;
        if walked.cancelled || stopped() {
            return Ok(None);
        }
        let failures = walked.failures + missing.unreadable;
        let passed_over = walked.skipped + walked.unnameable + failures;
        self.counts.skipped += i64::try_from(passed_over).unwrap_or(i64::MAX);
        if failures > 0 {
            for detail in &walked.failure_details {
                tracing::warn!(repository = %self.repository.id, detail, "could not be read in a scan");
            }
            return Ok(Some(format!(
                "{failures} files or folders could not be read, so nothing was taken for deleted."
            )));
        }
        if !sizes.is_empty() {
            self.lose(&folder, &sizes, stopped).await?;
        }
        Ok((!stopped()).then(String::new))
    }

    /// A batch of what is in the folder.
    async fn take(
        &mut self,
        folder: &Folder,
        rules: Rules,
        batch: Vec<Found>,
        sizes: &HashSet<i64>,
    ) -> Result<()> {
        let paths: Vec<&str> = batch.iter().map(|file| file.path.as_str()).collect();
        let known = store::at_places(&mut self.app.db.read().await?, self.repository.id, &paths).await?;
        let mut discover = Vec::new();
        let mut described = Vec::new();
        for (file, verdict) in judge(rules, batch, known) {
            match verdict {
                Verdict::Known => {}
                Verdict::Skip => self.counts.skipped += 1,
                Verdict::New if self.follow(folder, &file, sizes).await? => self.counts.updated += 1,
                Verdict::New => {
                    self.counts.discovered += 1;
                    discover.push(self.job(file));
                }
                Verdict::Changed => {
                    self.counts.updated += 1;
                    discover.push(self.job(file));
                }
                Verdict::Described(asset) => {
                    self.counts.updated += 1;
                    described.push((asset, file.sidecar));
                }
            }
        }
        if discover.is_empty() && described.is_empty() {
            return Ok(());
        }
        let ticket = Ticket { priority: Some(BEHIND_UPLOADS), ..*self.ticket };
        let mut conn = self.app.db.write().await?;
        enqueue_all_with(&mut conn, &discover, &ticket).await?;
        let mut read = Vec::new();
        for (asset, sidecar) in described {
            store::put_sidecar_mtime(&mut conn, asset, sidecar).await?;
            read.push(MetadataAsset { asset, sidecar: sidecar.is_some() });
        }
        enqueue_all_with(&mut conn, &read, &ticket).await?;
        runs::put_counts(&mut conn, self.id, self.counts).await?;
        Ok(conn.commit().await?)
    }

    fn job(&self, file: Found) -> DiscoverAsset {
        DiscoverAsset { repository: self.repository.id, path: file.path, force: self.scan.force }
    }

    /// Whether a new file is one that is missing elsewhere; then its asset follows it.
    async fn follow(&self, folder: &Folder, file: &Found, sizes: &HashSet<i64>) -> Result<bool> {
        if !i64::try_from(file.size).is_ok_and(|size| sizes.contains(&size)) {
            return Ok(false);
        }
        let Ok(Some(reading)) = lost::reading(folder, &file.path).await else { return Ok(false) };
        let now = self.app.clock.now();
        let mut conn = self.app.db.write().await?;
        let Some(asset) = lost::moved_from(&mut conn, folder, self.repository.id, &reading).await? else {
            return Ok(false);
        };
        let (path, name) = (file.path.as_str(), file.path.file_name());
        match store::move_to(&mut conn, asset.id, path, name, reading.mtime, now).await {
            Ok(()) => {}
            // An upload came to that place at this moment.
            Err(error) if error.is_unique("path") => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        conn.commit().await?;
        Ok(true)
    }

    /// Puts the assets into the trash whose file is still gone. What vanished during the walk waits for the next scan.
    async fn lose(
        &mut self,
        folder: &Folder,
        sizes: &HashSet<i64>,
        stopped: &(dyn Fn() -> bool + Sync),
    ) -> Result<()> {
        let mut missing = Missing::default();
        while let Some(gone) = missing.next(self.app, folder, self.repository.id).await? {
            if stopped() {
                break;
            }
            if gone.is_empty() {
                continue;
            }
            // The disk may have been taken away since the batch was looked at.
            repositories::open(self.repository).await?;
            let now = self.app.clock.now();
            let mut conn = self.app.db.write().await?;
            for asset in gone.iter().filter(|asset| sizes.contains(&asset.file_size)) {
                let lost = store::lose(&mut conn, asset.id, &asset.storage_path, now).await?;
                self.counts.deleted += i64::from(lost);
            }
            conn.commit().await?;
        }
        Ok(())
    }

    async fn complete(&self, warning: &str) -> Result<()> {
        let now = self.app.clock.now();
        let mut conn = self.app.db.write().await?;
        runs::put_counts(&mut conn, self.id, self.counts).await?;
        let warning = Some(warning).filter(|text| !text.is_empty());
        if runs::complete(&mut conn, self.id, warning, now).await? {
            repository_store::put_last_sync(&mut conn, self.repository.id, now).await?;
            if self.counts.discovered + self.counts.updated > 0 {
                ingest::after_scan(&mut conn, self.repository.id, self.ticket).await?;
            }
        }
        runs::forget_old(&mut conn, self.repository.id, REMEMBERED).await?;
        Ok(conn.commit().await?)
    }

    async fn fail(&self, reason: &str) -> Result<()> {
        let mut conn = self.app.db.write().await?;
        runs::put_counts(&mut conn, self.id, self.counts).await?;
        runs::fail(&mut conn, self.repository.id, reason, self.app.clock.now()).await?;
        Ok(conn.commit().await?)
    }
}
