//! A program takes an order back.

use calotype_store::Conn;
use calotype_store::orders as rows;
use uuid::Uuid;

use super::{Order, finish, not_found};
use crate::actor::Actor;
use crate::app::App;
use crate::deposits::{Behalf, reach};
use crate::error::{Error, Result};
use crate::jobs;

/// Cancels an order that is alive; one that ended stays as it is. Answers what it is now.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`; `job_not_found`, also for what is somebody else's.
pub async fn cancel(app: &App, actor: &Actor, behalf: Behalf, id: &str) -> Result<Order> {
    let whose = reach(app, actor, "upload:write", behalf).await?;
    let id = Uuid::try_parse(id).map_err(|_| not_found())?;
    let mut tx = app.db.write().await?;
    rows::find(&mut tx, whose, id).await?.ok_or_else(not_found)?;
    let order = rows::lock(&mut tx, id).await?.ok_or_else(not_found)?;
    cancel_within(&mut tx, app, actor, &order).await?;
    let order = rows::get(&mut tx, id).await?.ok_or_else(not_found)?;
    tx.commit().await?;
    Ok(order)
}

/// Cancels an order in the caller's transaction. It is over for its program at once; a worker that has it is told.
///
/// # Errors
/// Any database failure.
pub(crate) async fn cancel_within(tx: &mut Conn, app: &App, actor: &Actor, order: &Order) -> Result<()> {
    if finish::end(tx, app, actor, order, rows::End::Cancelled).await?
        && let Some(job) = order.queue_job
    {
        let registry = jobs::registry().map_err(Error::internal)?;
        calotype_queue::admin::cancel(tx, &registry, app, job).await?;
    }
    Ok(())
}
