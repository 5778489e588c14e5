//! Work on what the request brought along: done before the answer.

use calotype_store::orders as rows;
use serde_json::json;
use uuid::Uuid;

use super::place::{self, Placed};
use super::{Order, Work, finish};
use crate::actor::Actor;
use crate::app::App;
use crate::deposits::{Behalf, reach, unknown_user};
use crate::error::Result;
use crate::events::{self, Subject};
use crate::quotas;
use crate::spool::Spooled;

/// Does the work and keeps its result. Nothing is written down when it fails: the caller sees why at once.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`, `invalid_idempotency_key`; `storage_limit_exceeded`,
/// `quota_exceeded`; those of the work.
pub async fn direct(
    app: &App,
    actor: &Actor,
    behalf: Behalf,
    work: &Work,
    idempotency: Option<&str>,
    input: Spooled,
) -> Result<Placed> {
    let whose = reach(app, actor, work.scope(), behalf).await?;
    let owner = whose.owner.ok_or_else(unknown_user)?;
    let key = place::idempotency(idempotency)?;
    let now = app.clock.now();
    if let Some(key) = key {
        let mut tx = app.db.write().await?;
        let known = place::known(&mut tx, whose, work, key, now).await?;
        tx.commit().await?;
        if let Some(order) = known {
            return Ok(Placed { order, fresh: false });
        }
    }
    place::room(&mut app.db.read().await?, actor.tenant).await?;
    let mut order = place::draft(actor, whose, owner, work, key, now)?;
    let output = work.perform(app, &order, input.file).await?;
    let result = Uuid::new_v4();
    let made = finish::keep(app, actor.tenant, result, output).await?;
    order.source = "body".to_owned();
    let written = write(app, actor, &order, made).await;
    if !matches!(written, Ok(Some(_))) {
        finish::drop_object(app, actor.tenant, result).await;
    }
    if let Some(order) = written? {
        return Ok(Placed { order, fresh: true });
    }
    // Another request with this key was quicker; its result is the answer of both.
    let known = place::known(&mut app.db.write().await?, whose, work, key.unwrap_or_default(), now).await?;
    Ok(Placed { order: known.ok_or_else(super::not_found)?, fresh: false })
}

/// The order with its end, in one transaction; `None` when its idempotency key is taken.
async fn write(app: &App, actor: &Actor, order: &Order, made: rows::End) -> Result<Option<Order>> {
    let now = order.created_at;
    let mut tx = app.db.write().await?;
    if !rows::insert(&mut tx, order).await? {
        return Ok(None);
    }
    quotas::keep(&mut tx, order.tenant_id, made.kept()).await?;
    rows::finish(&mut tx, order.id, made, now, now + place::result_life(app)).await?;
    let data = json!({"kind": order.kind, "source": "body", "billable": true});
    let subject = Subject::new("job", &order.id);
    events::record(&mut tx, actor, now, "job.created", subject, data).await?;
    events::record(&mut tx, actor, now, "job.succeeded", subject, json!({"billable": false})).await?;
    let order = rows::get(&mut tx, order.id).await?;
    tx.commit().await?;
    Ok(order)
}
