//! Removes what killed processes and vanished clients left behind: staged files no row refers to, idle upload
//! sessions and their pieces, uploads and pictures of programs that were never recorded.
//!
//! Safe to repeat: it only removes what nothing refers to and nobody has touched for longer than an upload may pause.

use std::time::Duration;

use calotype_queue::{Job, JobContext, Outcome, Policy, Schedule, Unique};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;
use crate::deposits;
use crate::faces;
use crate::orders;
use crate::outputs;
use crate::uploads::sweep;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SweepLeftovers {}

impl Job for SweepLeftovers {
    type State = App;
    const KIND: &'static str = "sweep_leftovers";

    fn policy() -> Policy {
        Policy { attempts: 3, timeout: Duration::from_secs(1800), ..Policy::default() }
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive("all"))
    }

    fn schedule(_app: &App) -> Option<Schedule<Self>> {
        Some(Schedule { every: Duration::from_secs(30 * 60), at_start: true, job: Self {} })
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let app = context.state();
        let removed = sweep::sweep(app).await?
            + deposits::sweep_objects(app).await?
            + orders::sweep_objects(app).await?
            + outputs::sweep_objects(app).await?
            + faces::sweep_objects(app).await?;
        Ok(json!({ "removed": removed }))
    }
}
