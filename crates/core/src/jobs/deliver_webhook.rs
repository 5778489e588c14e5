//! Brings a message to the receiver of an application: three attempts.
//!
//! Safe to repeat: a delivery that has arrived is not sent again, and where an answer got lost, the receiver knows the
//! message by its id.

use std::time::Duration;

use calotype_queue::{Concurrency, DONE, Job, JobContext, Outcome, Policy, Setback, Unique};
use calotype_store::Conn;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;
use crate::webhooks;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeliverWebhook {
    /// The delivery.
    pub delivery: Uuid,
}

impl Job for DeliverWebhook {
    type State = App;
    const KIND: &'static str = "deliver_webhook";

    fn policy() -> Policy {
        Policy {
            attempts: 3,
            timeout: Duration::from_secs(120),
            concurrency: Concurrency::per_node(4),
            ..Policy::default()
        }
    }

    fn unique(&self) -> Option<Unique> {
        Some(Unique::while_alive(self.delivery))
    }

    async fn setback(
        &self,
        state: &App,
        conn: &mut Conn,
        setback: &Setback<'_>,
    ) -> calotype_store::Result<()> {
        match setback {
            Setback::Retry(_) => Ok(()),
            Setback::Failed(reason) => webhooks::give_up(state, conn, self.delivery, reason).await,
            Setback::Cancelled => webhooks::give_up(state, conn, self.delivery, "cancelled").await,
        }
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        webhooks::send(context.state(), self.delivery).await?;
        DONE
    }
}
