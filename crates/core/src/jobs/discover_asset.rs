//! Takes one file that a scan has found into the library, where it lies.
//!
//! Safe to repeat: it compares the file with the row of its place and changes only what differs.

use std::time::Duration;

use calotype_files::repository::RelativePath;
use calotype_queue::{Concurrency, DONE, Job, JobContext, Outcome, Policy, Stop, Unique};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;
use crate::scans::discover::{Discovered, discover};

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DiscoverAsset {
    /// The repository.
    pub repository: Uuid,
    /// The file in it.
    pub path: RelativePath,
    /// Read it again even when it is the same.
    #[serde(default)]
    pub force: bool,
}

impl Job for DiscoverAsset {
    type State = App;
    const KIND: &'static str = "discover_asset";

    fn policy() -> Policy {
        Policy {
            timeout: Duration::from_secs(3600),
            // They mostly wait for the disk: more of them than there are cores do not help.
            concurrency: Concurrency::per_node(super::ingest_workers()),
            ..Policy::default()
        }
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive(format!("{}/{}", self.repository, self.path)))
    }

    fn subject(&self) -> Option<Uuid> {
        Some(self.repository)
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let app = context.state();
        match discover(app, self.repository, &self.path, self.force, &context.ticket()).await? {
            Discovered::Busy => {
                let settle = app.config.library.scan_settle_seconds.max(1);
                Err(Stop::Snooze(Duration::from_secs(settle)))
            }
            _ => DONE,
        }
    }
}
