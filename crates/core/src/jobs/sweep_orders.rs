//! Forgets orders whose time is over, with their results, and outputs of commands whose time is over.
//!
//! Safe to repeat: a row that is gone is not found again, and bytes that are gone are as good as removed.

use std::time::Duration;

use calotype_queue::{Job, JobContext, Outcome, Policy, Schedule, Unique};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;
use crate::{orders, outputs};

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SweepOrders {}

impl Job for SweepOrders {
    type State = App;
    const KIND: &'static str = "sweep_orders";

    fn policy() -> Policy {
        Policy { attempts: 3, timeout: Duration::from_secs(600), ..Policy::default() }
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive("all"))
    }

    fn schedule(_app: &App) -> Option<Schedule<Self>> {
        Some(Schedule { every: Duration::from_secs(60), at_start: true, job: Self {} })
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let forgotten = orders::sweep(context.state()).await? + outputs::sweep(context.state()).await?;
        Ok(json!({ "forgotten": forgotten }))
    }
}
