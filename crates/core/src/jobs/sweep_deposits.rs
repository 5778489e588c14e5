//! Lets deposits expire.
//!
//! Safe to repeat: an expired row is not expired again, and bytes that are gone are as good as removed.

use std::time::Duration;

use calotype_queue::{Job, JobContext, Outcome, Policy, Schedule, Unique};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;
use crate::deposits;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SweepDeposits {}

impl Job for SweepDeposits {
    type State = App;
    const KIND: &'static str = "sweep_deposits";

    fn policy() -> Policy {
        Policy { attempts: 3, timeout: Duration::from_secs(600), ..Policy::default() }
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive("all"))
    }

    fn schedule(_app: &App) -> Option<Schedule<Self>> {
        Some(Schedule { every: Duration::from_secs(30), at_start: true, job: Self {} })
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let expired = deposits::sweep(context.state()).await?;
        Ok(json!({ "expired": expired }))
    }
}
