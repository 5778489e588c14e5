//! Quotas: how much a tenant may keep, exact to the byte however many writers there are.
//!
//! A writer reserves what it may need before it takes a byte, and turns the reservation into what it really kept in the
//! transaction that records it: `reserve` → write → [`Reservation::commit`]. Whoever gives up releases; whoever dies is
//! forgotten an hour later. What is deleted is given back in the transaction of the deletion ([`give_back`]).
//!
//! [`reserve`], [`Reservation`] and [`give_back`] are for domain functions that have asked `access` already.

use calotype_store::{Conn, Micros, reservations as rows};
use serde_json::json;
use uuid::Uuid;

use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Kind, Result};
use crate::events::{self, Subject};

/// How long a reservation lives without being committed, microseconds: longer than any upload that still moves.
const LIFE: Micros = 3_600_000_000;

/// The space of a tenant.
pub use rows::Space;

/// Space that a writer may fill.
#[derive(Debug)]
#[must_use = "commit it in the transaction that records what was kept, or release it"]
pub struct Reservation {
    id: Uuid,
    tenant: Uuid,
}

fn exceeded(space: &Space) -> Error {
    let quota = space.quota_bytes.unwrap_or(i64::MAX);
    Error::new(Kind::TooLarge, "quota_exceeded", "There is not enough space left for this file.")
        .field("limit", quota.to_string())
}

fn not_found() -> Error {
    Error::not_found("tenant_not_found", "There is no such tenant.")
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// Reserves the most a writer may need.
///
/// # Errors
/// `quota_exceeded`; `tenant_not_found`.
pub async fn reserve(app: &App, tenant: Uuid, bytes: u64) -> Result<Reservation> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let space = rows::space_locked(&mut tx, tenant, now).await?.ok_or_else(not_found)?;
    if !space.has_room(signed(bytes)) {
        return Err(exceeded(&space));
    }
    let id = rows::insert(&mut tx, tenant, signed(bytes), now + LIFE).await?;
    tx.commit().await?;
    Ok(Reservation { id, tenant })
}

impl Reservation {
    /// Turns the reservation into `kept` bytes, in the transaction that records them. It may have ended, or be smaller
    /// than what was kept; then the space must still be there.
    ///
    /// # Errors
    /// `quota_exceeded`; then the transaction must not be committed.
    pub async fn commit(self, tx: &mut Conn, kept: u64, now: Micros) -> Result<()> {
        let before = rows::space_locked(tx, self.tenant, now).await?.ok_or_else(not_found)?;
        rows::remove(tx, self.id).await?;
        let space = rows::space(tx, self.tenant, now).await?.ok_or_else(not_found)?;
        let grows_by = signed(kept);
        // What was promised while it lived may be filled even where the quota was lowered meanwhile.
        let promised = before.reserved_bytes - space.reserved_bytes;
        if grows_by > promised && !space.has_room(grows_by) {
            return Err(exceeded(&space));
        }
        Ok(rows::add_used(tx, self.tenant, grows_by).await?)
    }

    /// Gives the space up: nothing was kept.
    ///
    /// # Errors
    /// Any database failure; the reservation then ends by itself.
    pub async fn release(self, app: &App) -> Result<()> {
        let mut tx = app.db.write().await?;
        rows::remove(&mut tx, self.id).await?;
        Ok(tx.commit().await?)
    }
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
    let now = app.clock.now();
    // What does not exist is 404 for every administrator, what is not theirs 403.
    let mut conn = app.db.read().await?;
    calotype_store::clients::get(&mut conn, tenant).await?.ok_or_else(not_found)?;
    portal::read(actor, tenant)?;
    rows::space(&mut conn, tenant, now).await?.ok_or_else(not_found)
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

/// Removes reservations of dead writers; they count no more already.
///
/// # Errors
/// Any database failure.
pub(crate) async fn sweep(app: &App) -> Result<u64> {
    let mut tx = app.db.write().await?;
    let removed = rows::sweep(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(removed)
}
