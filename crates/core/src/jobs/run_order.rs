//! Does what a program ordered.
//!
//! Safe to repeat: an order that ended is left alone, each attempt has a result object of its own, and the row names
//! the first that was whole. What a killed attempt left is swept.

use std::time::Duration;

use calotype_queue::{Concurrency, DONE, Job, JobContext, Outcome, Policy, Setback};
use calotype_store::Conn;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;
use crate::orders;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RunOrder {
    /// The order.
    pub order: Uuid,
}

impl Job for RunOrder {
    type State = App;
    const KIND: &'static str = "run_order";

    fn policy() -> Policy {
        Policy {
            // Once, and three times again.
            attempts: 4,
            timeout: Duration::from_secs(180),
            // Somebody waits for it.
            priority: 50,
            concurrency: Concurrency::per_node(2),
            ..Policy::default()
        }
    }

    fn subject(&self) -> Option<Uuid> {
        Some(self.order)
    }

    async fn setback(&self, app: &App, conn: &mut Conn, setback: &Setback<'_>) -> calotype_store::Result<()> {
        orders::set_back(conn, app, self.order, setback).await
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        orders::run(context.state(), self.order).await?;
        DONE
    }
}
