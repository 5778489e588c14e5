//! Makes the web version of a film or a sound.
//!
//! Safe to repeat: the object is named by content and recipe, the row by asset and recipe.

use std::time::Duration;

use calotype_queue::{Concurrency, DONE, Job, JobContext, Outcome, Policy, Stop, Unique};
use calotype_store::{assets as store, tenants};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;
use crate::assets::web_version;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TranscodeAsset {
    /// The asset.
    pub asset: Uuid,
}

impl Job for TranscodeAsset {
    type State = App;
    const KIND: &'static str = "transcode_asset";

    fn policy() -> Policy {
        Policy {
            attempts: 5,
            timeout: Duration::from_secs(2 * 3600),
            concurrency: Concurrency::per_node(1),
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
        let app = context.state();
        let Some(asset) = store::get(&mut app.db.read().await?, tenants::HOME, self.asset).await? else {
            return DONE;
        };
        let work = web_version::make(app, &asset, |part| context.progress(part, "making the web version"));
        tokio::select! {
            done = work => done?,
            () = context.token().cancelled() => return Err(Stop::Cancelled),
        }
        DONE
    }
}
