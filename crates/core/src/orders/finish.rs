//! An order ends: with a result, without one, or by somebody's wish. Of all attempts the first one wins.

use bytes::Bytes;
use calotype_queue::Setback;
use calotype_store::orders as rows;
use calotype_store::{Conn, Micros};
use serde_json::{Value, json};
use uuid::Uuid;

use super::work::Output;
use super::{Order, object};
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::events::{self, Subject};
use crate::faces;

/// Makes a result durable, under an id that no row names yet.
///
/// # Errors
/// Failures of the store.
pub(super) async fn keep(app: &App, tenant: Uuid, result: Uuid, output: Output) -> Result<rows::End> {
    let (preview, size) = (output.preview(), output.bytes.len());
    app.objects.put(&object(tenant, result), Bytes::from(output.bytes)).await?;
    Ok(rows::End::Success {
        result,
        content_type: output.content_type.to_owned(),
        name: format!("result.{}", output.extension),
        size: i64::try_from(size).unwrap_or(i64::MAX),
        preview,
        data: output.data,
    })
}

/// Removes a result that nobody will see. What cannot be removed now is swept.
pub(super) async fn drop_object(app: &App, tenant: Uuid, result: Uuid) {
    if let Err(error) = app.objects.delete(&object(tenant, result)).await {
        tracing::warn!(%error, "a result that nobody sees stays until it is swept");
    }
}

/// Ends an order in the caller's transaction, with its event; answers whether it was alive.
///
/// # Errors
/// Any database failure.
pub(super) async fn end(
    tx: &mut Conn,
    app: &App,
    actor: &Actor,
    order: &Order,
    how: rows::End,
) -> calotype_store::Result<bool> {
    let now = app.clock.now();
    let (kind, data): (&str, Value) = match &how {
        rows::End::Success { size, .. } => ("job.succeeded", json!({"size": size, "billable": false})),
        rows::End::Failed { error, .. } => ("job.failed", json!({"error": error, "billable": false})),
        rows::End::Cancelled => ("job.cancelled", json!({"billable": false})),
    };
    let failure = match &how {
        rows::End::Success { .. } => None,
        rows::End::Failed { message, .. } => Some(message.clone()),
        rows::End::Cancelled => Some("The job was cancelled.".to_owned()),
    };
    let until: Micros = now + super::place::result_life(app);
    if !rows::finish(tx, order.id, how, now, until).await? {
        return Ok(false);
    }
    if let Some(why) = failure {
        faces::fail_run(tx, order.id, &why, now).await?;
    }
    events::append_ok(tx, actor, now, kind, Subject::new("job", &order.id), data).await?;
    Ok(true)
}

/// The actor of the record when calotype itself works on an order: the request that placed it stays the join.
pub(super) fn worker(order: &Order) -> Actor {
    let at_work = Actor::at_work(order.tenant_id, order.owner_id, order.key_id);
    Actor { request_id: order.request_id.clone(), ..at_work }
}

/// The queue gave up on an order, or was asked to stop.
///
/// # Errors
/// Any database failure.
pub(crate) async fn set_back(
    conn: &mut Conn,
    app: &App,
    id: Uuid,
    setback: &Setback<'_>,
) -> calotype_store::Result<()> {
    let how = match setback {
        Setback::Retry(_) => return Ok(()),
        Setback::Cancelled => rows::End::Cancelled,
        Setback::Failed(reason) => {
            tracing::warn!(order = %id, reason, "an order failed for good");
            rows::End::Failed {
                error: "processing_failed".to_owned(),
                message: "The work failed, also when it was tried again.".to_owned(),
            }
        }
    };
    if let Some(order) = rows::get(conn, id).await? {
        end(conn, app, &worker(&order), &order, how).await?;
    }
    Ok(())
}
