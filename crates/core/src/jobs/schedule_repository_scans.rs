//! Plans a scan of every registered repository, by the clock.
//!
//! Safe to repeat: a scan that is planned already is not planned twice.

use std::time::Duration;

use calotype_queue::{Job, JobContext, Outcome, Policy, Schedule, Ticket, Unique, enqueue_with};
use calotype_store::{repositories as store, tenants};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;
use crate::jobs::scan_repository::{self, ScanRepository};
use crate::scans::Mode;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScheduleRepositoryScans {}

impl Job for ScheduleRepositoryScans {
    type State = App;
    const KIND: &'static str = "schedule_repository_scans";
    const QUEUE: &'static str = ScanRepository::KIND;

    fn policy() -> Policy {
        scan_repository::policy()
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive("all"))
    }

    fn schedule(app: &App) -> Option<Schedule<Self>> {
        let library = &app.config.library;
        library.scan_enabled.then(|| Schedule {
            every: Duration::from_secs(library.scan_interval_seconds.max(1)),
            at_start: true,
            job: Self {},
        })
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let app = context.state();
        let mut conn = app.db.write().await?;
        let repositories = store::list(&mut conn, tenants::HOME).await?;
        for repository in &repositories {
            let job = ScanRepository {
                repository: repository.id,
                mode: Mode::Periodic,
                force: false,
                requested_by: None,
                turn: 0,
            };
            let ticket = Ticket { tenant_id: Some(repository.tenant_id), ..context.ticket() };
            enqueue_with(&mut conn, &job, &ticket).await?;
        }
        conn.commit().await?;
        Ok(json!({ "planned": repositories.len() }))
    }
}
