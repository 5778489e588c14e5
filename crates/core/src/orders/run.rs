//! The queue's side of an order: read the world again, do the work, keep the result, tell.

use std::fs::File;

use calotype_store::orders as rows;
use serde_json::json;
use uuid::Uuid;

use super::{Order, Work, finish};
use crate::actor::Actor;
use crate::app::App;
use crate::deposits;
use crate::error::{Error, Kind, Result};
use crate::events::{self, Subject};
use crate::quotas;

/// Works on an order. Doing it twice is safe: an order that ended is left alone, and of two results the first wins.
///
/// # Errors
/// What another attempt may mend; everything else is the order's own end.
pub(crate) async fn run(app: &App, id: Uuid) -> Result<()> {
    let Some(order) = begin(app, id).await? else { return Ok(()) };
    let actor = finish::worker(&order);
    let done = match work(app, &actor, &order).await {
        Ok((result, made)) => settle(app, &actor, &order, result, made).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(()),
        Err(error) if is_final(error.kind) => {
            let how = rows::End::Failed { error: error.code.to_owned(), message: error.message.into_owned() };
            let mut tx = app.db.write().await?;
            finish::end(&mut tx, app, &actor, &order, how).await?;
            Ok(tx.commit().await?)
        }
        Err(error) => Err(error),
    }
}

/// Whether the order itself is at fault, so that trying again mends nothing.
fn is_final(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Unavailable | Kind::RateLimited | Kind::InsufficientStorage | Kind::Internal | Kind::BadGateway
    )
}

/// The order, if there is something left to do.
async fn begin(app: &App, id: Uuid) -> Result<Option<Order>> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let Some(order) = rows::lock(&mut tx, id).await? else { return Ok(None) };
    if !matches!(order.state.as_str(), "queued" | "processing") {
        return Ok(None);
    }
    if rows::start(&mut tx, id, now).await? {
        let data = json!({"billable": false});
        events::record(&mut tx, &finish::worker(&order), now, "job.started", Subject::new("job", &id), data)
            .await?;
    }
    tx.commit().await?;
    Ok(Some(order))
}

/// The result becomes the order's, and counts in the space of its tenant. One that comes too late, or for which there is
/// no room, goes.
async fn settle(app: &App, actor: &Actor, order: &Order, result: Uuid, made: rows::End) -> Result<()> {
    let size = made.kept();
    let mut tx = app.db.write().await?;
    let won = finish::end(&mut tx, app, actor, order, made).await?;
    let kept = if won { quotas::keep(&mut tx, order.tenant_id, size).await } else { Ok(()) };
    if kept.is_ok() {
        tx.commit().await?;
    } else {
        drop(tx);
    }
    if !won || kept.is_err() {
        finish::drop_object(app, order.tenant_id, result).await;
    }
    kept
}

async fn work(app: &App, actor: &Actor, order: &Order) -> Result<(Uuid, rows::End)> {
    let work: Work = serde_json::from_value(order.parameters.0.clone()).map_err(Error::internal)?;
    let input = input(app, actor, order).await?;
    let mut tx = app.db.write().await?;
    rows::advance(&mut tx, order.id, 50, app.clock.now()).await?;
    tx.commit().await?;
    let output = work.perform(app, order, input).await?;
    let result = Uuid::new_v4();
    Ok((result, finish::keep(app, order.tenant_id, result, output).await?))
}

async fn input(app: &App, actor: &Actor, order: &Order) -> Result<File> {
    match (order.deposit_id, &order.url) {
        (Some(deposit), _) => deposits::consume(app, actor, deposit).await,
        (None, Some(url)) => super::download::download(app, order, url).await,
        (None, None) => Err(Error::internal("an order without an input")),
    }
}
