//! Looks through a repository for what appeared, changed, moved and vanished.
//!
//! Safe to repeat: files are compared with what is known of them, and each found one is a job of its own. One scan runs
//! at a time on all nodes together, so a run that still says `running` when another one begins lost its process.

use std::time::Duration;

use calotype_queue::{Concurrency, Job, JobContext, Outcome, Policy, Schedule, Stop, Unique, enqueue};
use calotype_store::scan_runs::{self as store, Counts};
use calotype_store::{repositories, tenants};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::app::App;
use crate::scans::Mode;
use crate::scans::run::{Ended, Wanted, scan};

/// How long the runs of a repository are kept.
const KEPT: i64 = 30 * 86_400 * 1_000_000;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScanRepository {
    /// What to scan.
    pub repository: Uuid,
    /// Why.
    pub mode: Mode,
    /// Read every file again.
    pub force: bool,
    /// Who asked, by name.
    pub requested_by: Option<String>,
}

/// A library of a million files on a slow disk takes its time.
fn policy() -> Policy {
    Policy {
        attempts: 3,
        timeout: Duration::from_secs(6 * 3600),
        concurrency: Concurrency::ALONE,
        ..Policy::default()
    }
}

impl Job for ScanRepository {
    type State = App;
    const KIND: &'static str = "scan_repository";

    fn policy() -> Policy {
        policy()
    }

    fn unique(&self) -> Option<Unique> {
        let key = format!("{}:{}:{}", self.repository, self.mode.as_str(), self.force);
        // What the file system tells of after a scan has begun is news.
        Some(match self.mode {
            Mode::Watch => Unique::while_alive(key),
            Mode::Manual | Mode::Periodic => Unique::within(Duration::from_secs(60), key),
        })
    }

    fn subject(&self) -> Option<Uuid> {
        Some(self.repository)
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let app = context.state();
        let now = app.clock.now();
        let mut conn = app.db.write().await?;
        let Some(repository) = repositories::get(&mut conn, tenants::HOME, self.repository).await? else {
            return calotype_queue::DONE;
        };
        store::fail_running(&mut conn, repository.id, "The process that ran this scan ended.", now).await?;
        store::forget_before(&mut conn, repository.id, now - KEPT).await?;
        let run =
            store::begin(&mut conn, repository.id, self.mode.as_str(), self.requested_by.as_deref(), now)
                .await?;
        conn.commit().await?;
        let mut counts = Counts::default();
        let wanted = Wanted { mode: self.mode, force: self.force };
        let (ticket, token) = (context.ticket(), context.token().clone());
        let outcome = Box::pin(scan(app, &repository, wanted, &mut counts, (&ticket, &token))).await;
        let now = app.clock.now();
        let mut conn = app.db.write().await?;
        let ending = match &outcome {
            Ok(Ended::Completed) => {
                repositories::put_last_sync(&mut conn, repository.id, now).await?;
                ("completed", None)
            }
            Ok(Ended::Cancelled) => ("failed", Some("The scan was stopped.".to_owned())),
            Err(error) => ("failed", Some(error.message.to_string())),
        };
        store::put(&mut conn, run, counts, ending.0, ending.1.as_deref(), now).await?;
        conn.commit().await?;
        match outcome {
            Ok(Ended::Completed) => Ok(json!({
                "discovered": counts.discovered, "updated": counts.updated,
                "deleted": counts.deleted, "skipped": counts.skipped,
            })),
            Ok(Ended::Cancelled) => Err(Stop::Cancelled),
            // The next periodic scan is the next attempt; the run says why this one failed.
            Err(error) => Err(Stop::fail(error)),
        }
    }
}

/// Queues a periodic scan of every repository.
///
/// Safe to repeat: a scan that waits is not queued again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScheduleRepositoryScans {}

impl Job for ScheduleRepositoryScans {
    type State = App;
    const KIND: &'static str = "schedule_repository_scans";
    const QUEUE: &'static str = ScanRepository::KIND;

    fn policy() -> Policy {
        policy()
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive("all"))
    }

    fn schedule(app: &App) -> Option<Schedule<Self>> {
        let library = &app.config.library;
        let every = Duration::from_secs(library.scan_interval_seconds.max(10));
        library.scan_enabled.then_some(Schedule { every, at_start: true, job: Self {} })
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let mut conn = context.state().db.write().await?;
        for repository in repositories::list(&mut conn, tenants::HOME).await? {
            let job = ScanRepository {
                repository: repository.id,
                mode: Mode::Periodic,
                force: false,
                requested_by: None,
            };
            enqueue(&mut conn, &job).await?;
        }
        conn.commit().await?;
        calotype_queue::DONE
    }
}
