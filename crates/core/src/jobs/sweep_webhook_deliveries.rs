//! Removes deliveries from the log once they are old.
//!
//! Safe to repeat: what is gone is gone.

use std::time::Duration;

use calotype_queue::{Job, JobContext, Outcome, Policy, Schedule, Unique};
use calotype_store::webhooks;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SweepWebhookDeliveries {}

impl Job for SweepWebhookDeliveries {
    type State = App;
    const KIND: &'static str = "sweep_webhook_deliveries";

    fn policy() -> Policy {
        Policy { attempts: 3, ..Policy::default() }
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive("all"))
    }

    fn schedule(_app: &App) -> Option<Schedule<Self>> {
        Some(Schedule { every: Duration::from_secs(24 * 3600), at_start: false, job: Self {} })
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let app = context.state();
        let age = i64::from(app.config.webhooks.retention_days) * 86_400_000_000;
        let mut tx = app.db.write().await?;
        let removed = webhooks::sweep(&mut tx, app.clock.now() - age).await?;
        tx.commit().await?;
        Ok(json!({ "removed": removed }))
    }
}
