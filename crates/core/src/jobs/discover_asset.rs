//! Takes in a file that appeared or changed in a repository, where it is.
//!
//! Safe to repeat: what is known already with the same content and was read is left alone.

use std::time::Duration;

use calotype_queue::{Concurrency, Job, JobContext, Outcome, Policy, Unique};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::app::App;
use crate::scans::discover::{Discovered, discover};

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DiscoverAsset {
    /// Where it is.
    pub repository: Uuid,
    /// Path in the repository.
    pub path: String,
    /// Read it again even if nothing changed.
    #[serde(default)]
    pub force: bool,
}

impl Job for DiscoverAsset {
    type State = App;
    const KIND: &'static str = "discover_asset";

    fn policy() -> Policy {
        Policy {
            attempts: 5,
            timeout: Duration::from_secs(15 * 60),
            // After what people upload: a first scan may find a hundred thousand files.
            priority: 150,
            concurrency: Concurrency::per_node(super::ingest_workers()),
            ..Policy::default()
        }
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive(format!("{}:{}", self.repository, self.path)))
    }

    fn subject(&self) -> Option<Uuid> {
        Some(self.repository)
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let found =
            discover(context.state(), self.repository, &self.path, self.force, &context.ticket()).await?;
        Ok(match found {
            Discovered::Nothing => json!(null),
            Discovered::Read(asset) => json!({ "asset": asset }),
        })
    }
}
