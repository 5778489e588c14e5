//! A program orders work on an upload or on what lies at an address.

use calotype_queue::{Ticket, enqueue_with};
use calotype_store::deposits::Whose;
use calotype_store::{Conn, Json, Micros, orders as rows};
use serde_json::json;
use uuid::Uuid;

use super::{Order, REMEMBERED, Work};
use crate::actor::{Actor, Who};
use crate::app::App;
use crate::deposits::{self, Behalf, reach, unknown_user};
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::faces;
use crate::fetch;
use crate::jobs::run_order::RunOrder;
use crate::quotas;

/// Where the input is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// At an address.
    Url(String),
    /// In an upload.
    File(Reference),
}

/// How a program names an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// By its id.
    Upload(String),
    /// By its key in the bucket.
    Key(String),
}

/// What is ordered.
#[derive(Debug)]
pub struct NewOrder<'a> {
    /// The work.
    pub work: &'a Work,
    /// On what.
    pub source: Source,
    /// What makes it the same as another one.
    pub idempotency: Option<&'a str>,
}

/// An accepted order.
#[derive(Debug)]
pub struct Placed {
    /// The row.
    pub order: Order,
    /// Whether it is new, or the one the idempotency key stands for.
    pub fresh: bool,
}

/// Accepts an order and writes its job down, in one transaction.
///
/// # Errors
/// `unauthenticated`, `scope_missing`, `on_behalf_unknown`, `invalid_idempotency_key`; `invalid_url`,
/// `address_not_allowed`; `storage_limit_exceeded`; `upload_file_not_found`, `upload_not_ready`,
/// `unsupported_extension`.
pub async fn place(app: &App, actor: &Actor, behalf: Behalf, new: NewOrder<'_>) -> Result<Placed> {
    let whose = reach(app, actor, new.work.scope(), behalf).await?;
    let owner = whose.owner.ok_or_else(unknown_user)?;
    let key = idempotency(new.idempotency)?;
    let now = app.clock.now();
    let mut order = draft(actor, whose, owner, new.work, key, now)?;
    match new.source {
        Source::Url(url) => {
            fetch::Target::parse(&url)?;
            (order.source, order.url) = ("url".to_owned(), Some(url));
        }
        Source::File(reference) => {
            let id = deposits::resolve(app, whose, &reference).await?;
            (order.source, order.deposit_id) = ("file".to_owned(), Some(id));
        }
    }
    let mut tx = app.db.write().await?;
    if let Some(key) = key
        && let Some(order) = known(&mut tx, whose, new.work, key, now).await?
    {
        tx.commit().await?;
        return Ok(Placed { order, fresh: false });
    }
    room(&mut tx, actor.tenant).await?;
    if let Some(id) = order.deposit_id {
        let extension = deposits::ready(&mut tx, id).await?;
        if !new.work.accepts(&extension) {
            return Err(Error::invalid(
                "unsupported_extension",
                "Files of this extension are not worked on here.",
            )
            .field("filename", "unsupported extension"));
        }
    }
    if !rows::insert(&mut tx, &order).await? {
        // A parallel request with the same key committed in between; on SQLite there is none.
        drop(tx);
        let known = known(&mut app.db.write().await?, whose, new.work, key.unwrap_or_default(), now).await?;
        return Ok(Placed { order: known.ok_or_else(super::not_found)?, fresh: false });
    }
    let user = match &actor.who {
        Who::Key { user, .. } => *user,
        _ => None,
    };
    let ticket = Ticket { tenant_id: Some(actor.tenant), requested_by: user, ..Ticket::default() };
    let job = enqueue_with(&mut tx, &RunOrder { order: order.id }, &ticket).await?;
    rows::set_job(&mut tx, order.id, job).await?;
    if let Work::Faces(wish) = new.work {
        faces::queue(&mut tx, app, actor, order.id, wish, now).await?;
    }
    let data = json!({"kind": order.kind, "source": order.source, "upload": order.deposit_id.map(deposits::label),
        "billable": true});
    events::record(&mut tx, actor, now, "job.created", Subject::new("job", &order.id), data).await?;
    tx.commit().await?;
    Ok(Placed { order, fresh: true })
}

/// Whether there is any room for a result. How large it will be, nobody knows yet.
///
/// # Errors
/// `storage_limit_exceeded`.
pub(super) async fn room(conn: &mut Conn, tenant: Uuid) -> Result<()> {
    if quotas::room(conn, tenant).await? == 0 {
        return Err(Error::invalid("storage_limit_exceeded", "There is no space left for a result."));
    }
    Ok(())
}

/// How long an ended order and its result stay.
pub(super) fn result_life(app: &App) -> Micros {
    deposits::seconds(app.config.orders.result_ttl_seconds)
}

/// Reads an idempotency key.
///
/// # Errors
/// `invalid_idempotency_key`.
pub(super) fn idempotency(key: Option<&str>) -> Result<Option<&str>> {
    let sound = |key: &str| (1..=200).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    match key {
        Some(key) if !sound(key) => Err(Error::invalid(
            "invalid_idempotency_key",
            "An idempotency key has 1 to 200 visible ASCII characters.",
        )),
        key => Ok(key),
    }
}

/// The order an idempotency key stands for.
pub(super) async fn known(
    tx: &mut Conn,
    whose: Whose,
    work: &Work,
    key: &str,
    now: Micros,
) -> Result<Option<Order>> {
    let Some(scope) = whose.key.or(whose.owner) else { return Ok(None) };
    Ok(rows::by_idempotency(tx, whose.tenant, scope, work.kind(), key, now - REMEMBERED, now).await?)
}

/// A queued order without its input.
pub(super) fn draft(
    actor: &Actor,
    whose: Whose,
    owner: Uuid,
    work: &Work,
    key: Option<&str>,
    now: Micros,
) -> Result<Order> {
    let key_id = actor.key_id().ok_or_else(unknown_user)?;
    Ok(Order {
        id: Uuid::new_v4(),
        tenant_id: actor.tenant,
        owner_id: owner,
        key_id,
        kind: work.kind().to_owned(),
        source: String::new(),
        deposit_id: None,
        url: None,
        parameters: Json(serde_json::to_value(work).map_err(Error::internal)?),
        state: "queued".to_owned(),
        progress: None,
        queue_job: None,
        idempotency_scope: key.and(whose.key.or(Some(owner))),
        idempotency_key: key.map(str::to_owned),
        request_id: actor.request_id.clone(),
        result_id: None,
        result_type: None,
        result_name: None,
        result_size: None,
        preview: None,
        data: None,
        error: None,
        error_message: None,
        created_at: now,
        updated_at: now,
        expires_at: None,
    })
}
