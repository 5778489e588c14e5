//! Quotas: how much a tenant may keep, exact to the byte however many writers there are.
//!
//! A writer counts what it keeps in the transaction that records it ([`keep`]), with the tenant's row locked: so writers
//! come one after the other, and one that dies has kept nothing. What is deleted is given back in the transaction of the
//! deletion ([`give_back`]). Both are for domain functions that have asked `access` already.

use calotype_store::{Conn, space as rows};
use serde_json::json;
use uuid::Uuid;

use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Kind, Result};
use crate::events::{self, Subject};

/// The space of a tenant.
pub use rows::Space;

fn not_found() -> Error {
    Error::not_found("tenant_not_found", "There is no such tenant.")
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// Bytes that a tenant may still keep, for a writer that wants to know before it begins. Others may be quicker.
///
/// # Errors
/// `tenant_not_found`.
pub async fn room(conn: &mut Conn, tenant: Uuid) -> Result<u64> {
    let space = rows::get(conn, tenant).await?.ok_or_else(not_found)?;
    Ok(u64::try_from(space.room()).unwrap_or(0))
}

/// Counts what a writer keeps, in the transaction that records it.
///
/// # Errors
/// `quota_exceeded`, then the transaction must not be committed; `tenant_not_found`.
pub async fn keep(tx: &mut Conn, tenant: Uuid, bytes: u64) -> Result<()> {
    let space = rows::get_locked(tx, tenant).await?.ok_or_else(not_found)?;
    if signed(bytes) > space.room() {
        let quota = space.quota_bytes.unwrap_or(i64::MAX);
        let error =
            Error::new(Kind::TooLarge, "quota_exceeded", "There is not enough space left for this file.");
        return Err(error.field("limit", quota.to_string()));
    }
    Ok(rows::add_used(tx, tenant, signed(bytes)).await?)
}

/// Gives back the space of what is deleted, in the transaction of the deletion.
///
/// # Errors
/// Any database failure.
pub async fn give_back(tx: &mut Conn, tenant: Uuid, bytes: u64) -> Result<()> {
    Ok(rows::add_used(tx, tenant, -signed(bytes)).await?)
}

/// The space of a client, for its administrators.
///
/// # Errors
/// `unauthenticated`, `client_not_allowed`, `tenant_not_found`.
pub async fn space(app: &App, actor: &Actor, tenant: Uuid) -> Result<Space> {
    portal::admin(actor)?;
    // What does not exist is 404 for every administrator, what is not theirs 403.
    let mut conn = app.db.read().await?;
    calotype_store::clients::get(&mut conn, tenant).await?.ok_or_else(not_found)?;
    portal::read(actor, tenant)?;
    rows::get(&mut conn, tenant).await?.ok_or_else(not_found)
}

/// Says how much a client may keep; `None`: as much as there is. What it keeps already stays.
///
/// # Errors
/// `unauthenticated`, `super_admin_required`, `tenant_not_found`.
pub async fn set(app: &App, actor: &Actor, tenant: Uuid, quota: Option<u64>) -> Result<()> {
    portal::super_admin(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    calotype_store::clients::get_locked(&mut tx, tenant).await?.ok_or_else(not_found)?;
    rows::set_quota(&mut tx, tenant, quota.map(signed)).await?;
    let subject = Subject::new("tenant", &tenant);
    let data = json!({"quota_bytes": quota});
    events::record(&mut tx, &actor.at(tenant), now, "client.quota_set", subject, data).await?;
    Ok(tx.commit().await?)
}
