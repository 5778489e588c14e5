//! Removes for good what has been in the trash longer than the retention: file, renditions, row.
//!
//! Safe to repeat: the file goes first to the repository's own trash folder, then the row, then the file for good.

use std::time::Duration;

use calotype_queue::{Job, JobContext, Outcome, Policy, Schedule, Unique};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;
use crate::assets::purge;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PurgeTrash {}

impl Job for PurgeTrash {
    type State = App;
    const KIND: &'static str = "purge_trash";

    fn policy() -> Policy {
        Policy { attempts: 3, timeout: Duration::from_secs(3600), ..Policy::default() }
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive("all"))
    }

    fn schedule(_app: &App) -> Option<Schedule<Self>> {
        Some(Schedule { every: Duration::from_secs(3600), at_start: false, job: Self {} })
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let removed = purge::purge(context.state(), || context.token().is_cancelled()).await?;
        Ok(json!({ "removed": removed }))
    }
}
