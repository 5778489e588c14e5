//! A program follows its order.

use std::time::Duration;

use calotype_store::signals::Signal;
use calotype_store::{Micros, orders as rows};
use serde_json::json;
use tokio::time::Instant;
use uuid::Uuid;

use super::{Order, not_found, object};
use crate::actor::Actor;
use crate::app::App;
use crate::deposits::{Behalf, reach};
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::links::{self, Disposition, NewLink};

/// How long to wait at most for a signal before looking again, for those that get lost on their way.
const LOOK: Duration = Duration::from_secs(1);

/// An order as its program sees it.
#[derive(Debug)]
pub struct Status {
    /// The row.
    pub order: Order,
    /// Where its result is, while it lasts: an address of the store, or a path on this server.
    pub link: Option<String>,
}

impl Status {
    /// Whether nothing will happen any more.
    #[must_use]
    pub fn is_final(&self) -> bool {
        !matches!(self.order.state.as_str(), "queued" | "processing")
    }
}

/// An order and a fresh link to its result.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`; `job_not_found`, also for what is somebody else's.
pub async fn get(app: &App, actor: &Actor, behalf: Behalf, id: &str) -> Result<Status> {
    let whose = reach(app, actor, "job:read", behalf).await?;
    let id = Uuid::try_parse(id).map_err(|_| not_found())?;
    let now = app.clock.now();
    let found = rows::find(&mut app.db.read().await?, whose, id).await?.ok_or_else(not_found)?;
    let status = seen(app, found, now).await?;
    let mut tx = app.db.write().await?;
    let (subject, data) = (Subject::new("job", &id), json!({"billable": false}));
    events::record(&mut tx, actor, now, "job.read", subject, data.clone()).await?;
    if status.link.is_some() {
        events::record(&mut tx, actor, now, "download.issued", subject, data).await?;
    }
    tx.commit().await?;
    Ok(status)
}

/// Waits until an order is another than it was when it was last changed at `since`, at most for `patience`. Whoever
/// calls this has seen the order through [`get`].
///
/// # Errors
/// `job_not_found` when it was purged; failures of the database.
pub async fn wait(app: &App, seen_before: &Status, patience: Duration) -> Result<Status> {
    let mut signal = app.db.signals().subscribe(Signal::Order);
    let until = Instant::now() + patience;
    let (id, since) = (seen_before.order.id, seen_before.order.updated_at);
    loop {
        let order = rows::get(&mut app.db.read().await?, id).await?.ok_or_else(not_found)?;
        let changed = order.updated_at != since || order.state != seen_before.order.state;
        let left = until.saturating_duration_since(Instant::now());
        if changed || left.is_zero() {
            return seen(app, order, app.clock.now()).await;
        }
        // Closed or timed out: look again either way.
        let _ = tokio::time::timeout(left.min(LOOK), signal.changed()).await;
    }
}

/// An order that was just done for the caller, with a link to its result, which is recorded.
///
/// # Errors
/// Any database failure.
pub async fn issued(app: &App, actor: &Actor, order: Order) -> Result<Status> {
    let now = app.clock.now();
    let status = seen(app, order, now).await?;
    if status.link.is_some() {
        let mut tx = app.db.write().await?;
        let (subject, data) = (Subject::new("job", &status.order.id), json!({"billable": false}));
        events::record(&mut tx, actor, now, "download.issued", subject, data).await?;
        tx.commit().await?;
    }
    Ok(status)
}

async fn seen(app: &App, order: Order, now: Micros) -> Result<Status> {
    if order.expires_at.is_some_and(|end| end <= now) {
        return Err(not_found());
    }
    let link = if order.state == "success" { Some(link(app, &order, now).await?) } else { None };
    Ok(Status { order, link })
}

/// A link to the result, no longer good than the result.
async fn link(app: &App, order: &Order, now: Micros) -> Result<String> {
    let (Some(result), Some(end)) = (order.result_id, order.expires_at) else {
        return Err(Error::internal("an order without a result"));
    };
    let left = Duration::from_micros(u64::try_from(end - now).unwrap_or(0));
    let new = NewLink {
        object: &object(order.tenant_id, result),
        content_type: order.result_type.as_deref().unwrap_or("application/octet-stream"),
        filename: order.result_name.as_deref().unwrap_or("result"),
        // What came out of anybody's bytes is never shown from our own origin.
        disposition: Disposition::Attachment,
        life: Duration::from_secs(app.config.orders.link_seconds).min(left),
        login: None,
    };
    links::make(app, &new).await
}
