//! Makes the thumbnails of an asset again.
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
pub struct ThumbnailAsset {
    /// The asset.
    pub asset: Uuid,
}

impl Job for ThumbnailAsset {
    type State = App;
    const KIND: &'static str = "thumbnail_asset";

    fn policy() -> Policy {
        Policy {
            attempts: 5,
            timeout: Duration::from_secs(15 * 60),
            concurrency: Concurrency::per_node(super::ingest_workers()),
            ..Policy::default()
        }
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive(self.asset))
    }

    fn subject(&self) -> Option<Uuid> {
        Some(self.asset)
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        process::attempt(&context, self.asset, process::Parts::THUMBNAIL).await?;
        DONE
    }
}
