//! Removes what is old from the record of events, and rate limits that have come back.
//!
//! Safe to repeat: what is gone is gone.

use std::time::Duration;

use calotype_queue::{Job, JobContext, Outcome, Policy, Schedule, Unique};
use calotype_store::rate_limits;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;
use crate::events;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SweepRecords {}

impl Job for SweepRecords {
    type State = App;
    const KIND: &'static str = "sweep_records";

    fn policy() -> Policy {
        Policy { attempts: 3, ..Policy::default() }
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive("all"))
    }

    fn schedule(_app: &App) -> Option<Schedule<Self>> {
        Some(Schedule { every: Duration::from_secs(3600), at_start: true, job: Self {} })
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let app = context.state();
        let events = events::sweep(app).await?;
        let mut tx = app.db.write().await?;
        let limits = rate_limits::sweep(&mut tx, app.clock.now()).await?;
        tx.commit().await?;
        Ok(json!({ "events": events, "rate_limits": limits }))
    }
}
