//! Deliveries: one message to one address each.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

/// A row of `webhook_deliveries`.
#[derive(Debug, Clone, FromRow)]
pub struct Delivery {
    /// Id; the message has it, too.
    pub id: Uuid,
    /// Tenant.
    pub tenant_id: Uuid,
    /// What it tells: `IMAGE_UPLOADED` …
    pub event: String,
    /// Where it goes.
    pub url: String,
    /// The text that is signed and sent.
    pub body: String,
    /// `pending`, `delivered` or `failed`.
    pub state: String,
    /// Attempts made.
    pub attempts: i64,
    /// HTTP status of the last answer.
    pub status: Option<i64>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// The delivery it repeats on request.
    pub redelivery_of: Option<Uuid>,
    /// When it was written down.
    pub created_at: Micros,
    /// Last attempt.
    pub attempted_at: Option<Micros>,
    /// When it was delivered or given up.
    pub finished_at: Option<Micros>,
}

const SELECT: &str =
    "SELECT id, tenant_id, event, url, body, state, attempts, status, error, redelivery_of, created_at,
    attempted_at, finished_at FROM webhook_deliveries";

/// A delivery to be.
#[derive(Debug, Clone)]
pub struct NewDelivery<'a> {
    /// Id.
    pub id: Uuid,
    /// Tenant.
    pub tenant: Uuid,
    /// What it tells.
    pub event: &'a str,
    /// Where it goes.
    pub url: &'a str,
    /// The text that is signed and sent.
    pub body: &'a str,
    /// The delivery it repeats on request.
    pub redelivery_of: Option<Uuid>,
}

/// Writes a delivery down.
///
/// # Errors
/// Any database failure.
pub async fn insert(tx: &mut Conn, new: NewDelivery<'_>, now: Micros) -> Result<()> {
    tx.exec(
        "INSERT INTO webhook_deliveries (id, tenant_id, event, url, body, redelivery_of, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![new.id, new.tenant, new.event, new.url, new.body, new.redelivery_of, now],
    )
    .await?;
    Ok(())
}

/// A delivery by id.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid) -> Result<Option<Delivery>> {
    conn.optional(&format!("{SELECT} WHERE id = $1"), args![id]).await
}

/// Deliveries of a tenant, newest first. They are swept by age, so an OFFSET stays cheap.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, tenant: Uuid, limit: i64, offset: i64) -> Result<Vec<Delivery>> {
    let sql = format!("{SELECT} WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3");
    conn.all(&sql, args![tenant, limit, offset]).await
}

/// How many deliveries of a tenant are kept.
///
/// # Errors
/// Any database failure.
pub async fn count(conn: &mut Conn, tenant: Uuid) -> Result<i64> {
    conn.scalar("SELECT COUNT(*) FROM webhook_deliveries WHERE tenant_id = $1", args![tenant]).await
}

/// Notes an attempt that failed; there may be another one.
///
/// # Errors
/// Any database failure.
pub async fn mark_attempt(
    tx: &mut Conn,
    id: Uuid,
    status: Option<u16>,
    error: &str,
    now: Micros,
) -> Result<()> {
    tx.exec(
        "UPDATE webhook_deliveries SET attempts = attempts + 1, status = $2, error = $3, attempted_at = $4 WHERE id = $1",
        args![id, status.map(i64::from), error, now],
    )
    .await?;
    Ok(())
}

/// Notes that a delivery arrived.
///
/// # Errors
/// Any database failure.
pub async fn mark_delivered(tx: &mut Conn, id: Uuid, status: u16, now: Micros) -> Result<()> {
    tx.exec(
        "UPDATE webhook_deliveries SET attempts = attempts + 1, status = $2, error = NULL, attempted_at = $3,
         finished_at = $3, state = 'delivered' WHERE id = $1",
        args![id, i64::from(status), now],
    )
    .await?;
    Ok(())
}

/// Notes that a delivery is given up; `error` where no attempt has left a reason.
///
/// # Errors
/// Any database failure.
pub async fn failed(tx: &mut Conn, id: Uuid, error: &str, now: Micros) -> Result<()> {
    tx.exec(
        "UPDATE webhook_deliveries SET state = 'failed', error = coalesce(error, $2), finished_at = $3
         WHERE id = $1 AND state = 'pending'",
        args![id, error, now],
    )
    .await?;
    Ok(())
}

/// Removes deliveries written down before `before`; answers how many.
///
/// # Errors
/// Any database failure.
pub async fn sweep(tx: &mut Conn, before: Micros) -> Result<u64> {
    tx.exec("DELETE FROM webhook_deliveries WHERE created_at < $1 AND state <> 'pending'", args![before])
        .await
}
