//! The log of what was sent, and sending once more.

use calotype_store::webhooks::{self as rows, Delivery};
use calotype_store::{Conn, tenants};
use serde_json::json;
use uuid::Uuid;

use super::{emit, secret};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// A part of the log.
#[derive(Debug)]
pub struct Page {
    /// Deliveries, newest first.
    pub deliveries: Vec<Delivery>,
    /// All that are kept.
    pub total: i64,
}

/// Messages to a client's receiver with what became of them.
///
/// # Errors
/// `unauthenticated`, `client_not_allowed`, `tenant_not_found`.
pub async fn deliveries(app: &App, actor: &Actor, client: Uuid, limit: i64, offset: i64) -> Result<Page> {
    portal::admin(actor)?;
    let mut conn = app.db.read().await?;
    find_client(&mut conn, client).await?;
    portal::read(actor, client)?;
    let deliveries = rows::list(&mut conn, client, limit, offset).await?;
    Ok(Page { deliveries, total: rows::count(&mut conn, client).await? })
}

/// Sends a message once more, to the client's address of now. The text is the same, its id included, so that a receiver
/// that has it already can tell.
///
/// # Errors
/// `unauthenticated`, `read_only`, `client_not_allowed`, `tenant_not_found`, `delivery_not_found`,
/// `webhook_not_configured`.
pub async fn redeliver(app: &App, actor: &Actor, client: Uuid, delivery: Uuid) -> Result<Delivery> {
    portal::writer(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    find_client(&mut tx, client).await?;
    portal::write(actor, client)?;
    let before = rows::get(&mut tx, delivery).await?.filter(|found| found.tenant_id == client);
    let before = before.ok_or_else(not_found)?;
    let url = rows::address(&mut tx, client).await?.ok_or_else(|| {
        Error::conflict("webhook_not_configured", "The client has no webhook address, or it is switched off.")
    })?;
    secret::ensure(app, &mut tx, client, now).await?;
    let id = calotype_store::new_id();
    let origin = before.redelivery_of.unwrap_or(before.id);
    emit::write_down(&mut tx, id, client, &before.event, &url, &before.body, Some(origin), now).await?;
    let data = json!({"delivery": delivery});
    let subject = Subject::new("tenant", &client);
    events::record(&mut tx, &actor.at(client), now, "webhook.redelivered", subject, data).await?;
    let after = rows::get(&mut tx, id).await?.ok_or_else(not_found)?;
    tx.commit().await?;
    Ok(after)
}

/// A client that exists; home is none.
pub(super) async fn find_client(conn: &mut Conn, client: Uuid) -> Result<()> {
    if client != tenants::HOME && tenants::exists(conn, client).await? {
        return Ok(());
    }
    Err(Error::not_found("tenant_not_found", "There is no such client."))
}

fn not_found() -> Error {
    Error::not_found("delivery_not_found", "There is no such delivery.")
}
