//! Reads again what a file says about itself.
//!
//! Safe to repeat: rows are written by id, objects are named by content.

use std::time::Duration;

use calotype_queue::{Concurrency, DONE, Job, JobContext, Outcome, Policy, Unique};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;
use crate::assets::process;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MetadataAsset {
    /// The asset.
    pub asset: Uuid,
    /// A sidecar has just come; what it says goes before what stands there.
    #[serde(default)]
    pub sidecar: bool,
}

impl Job for MetadataAsset {
    type State = App;
    const KIND: &'static str = "metadata_asset";

    fn policy() -> Policy {
        Policy {
            attempts: 5,
            timeout: Duration::from_secs(15 * 60),
            concurrency: Concurrency::per_node(super::ingest_workers()),
            ..Policy::default()
        }
    }

    fn unique(&self) -> Option<Unique> {
        // One that already runs may have read the sidecar before.
        (!self.sidecar).then(|| Unique::while_alive(self.asset))
    }

    fn subject(&self) -> Option<Uuid> {
        Some(self.asset)
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let parts = process::Parts { new_sidecar: self.sidecar, ..process::Parts::METADATA };
        process::attempt(&context, self.asset, parts).await?;
        DONE
    }
}
