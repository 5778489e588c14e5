//! Looks through a repository for what has changed.
//!
//! Safe to repeat: a scan compares and records what differs. One at a time on all nodes together, so a run that is
//! `running` when another begins was left behind.

use std::time::Duration;

use calotype_queue::{Concurrency, Job, JobContext, Outcome, Policy, Setback, Stop, Unique};
use calotype_store::{Conn, scan_runs};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::app::App;
use crate::scans::Mode;
use crate::scans::run::{self, Ended, Scan};

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScanRepository {
    /// The repository.
    pub repository: Uuid,
    /// What made it happen.
    pub mode: Mode,
    /// Read every file again.
    #[serde(default)]
    pub force: bool,
    /// User name of who asked.
    #[serde(default)]
    pub requested_by: Option<String>,
    /// For `watch`: which turn of the watcher, the same on every node that saw the change.
    #[serde(default)]
    pub turn: i64,
}

/// The rules of the queue, which schedules share.
pub(super) fn policy() -> Policy {
    Policy {
        attempts: 3,
        timeout: Duration::from_secs(12 * 3600),
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
        let key = format!("{}:{}:{}:{}", self.repository, self.mode.as_str(), self.force, self.turn);
        Some(match self.mode {
            Mode::Manual | Mode::Watch => Unique::within(Duration::from_secs(60), key),
            // The clock's minute is that of the job that plans them.
            Mode::Periodic => Unique::while_alive(key),
        })
    }

    fn subject(&self) -> Option<Uuid> {
        Some(self.repository)
    }

    async fn setback(&self, app: &App, conn: &mut Conn, setback: &Setback<'_>) -> calotype_store::Result<()> {
        let reason = match setback {
            Setback::Retry(reason) | Setback::Failed(reason) => reason,
            // A running scan says so itself; one that had not begun has no run.
            Setback::Cancelled => return Ok(()),
        };
        scan_runs::fail(conn, self.repository, reason, app.clock.now()).await?;
        Ok(())
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let app = context.state();
        let mut conn = app.db.write().await?;
        let left = scan_runs::fail(&mut conn, self.repository, "The scan was interrupted.", app.clock.now());
        left.await?;
        conn.commit().await?;
        let scan = Scan {
            repository: self.repository,
            mode: self.mode,
            force: self.force,
            requested_by: self.requested_by,
        };
        let token = context.token().clone();
        match run::scan(app, &scan, &context.ticket(), &|| token.is_cancelled()).await {
            Ok(Ended::Completed(counts)) => Ok(json!({
                "discovered": counts.discovered,
                "updated": counts.updated,
                "deleted": counts.deleted,
                "skipped": counts.skipped,
            })),
            Ok(Ended::Skipped) => Ok(json!({ "skipped": "not registered, or being scanned" })),
            Ok(Ended::Stopped) => Err(Stop::Cancelled),
            // The run is written down as failed; the next scan comes by itself.
            Err(error) => Err(Stop::fail(error)),
        }
    }
}
