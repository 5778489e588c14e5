//! Events: the append-only record of who did what. Rows are written in the transaction of the change they tell about.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Json, Micros, Result, args};

/// A row of `events`.
#[derive(Debug, Clone, FromRow)]
pub struct Event {
    /// Id, in order of time.
    pub id: Uuid,
    /// Tenant.
    pub tenant_id: Uuid,
    /// What happened: `user.logged_in`.
    pub kind: String,
    /// `ok`, `denied` or `error`.
    pub outcome: String,
    /// Who did it, when it was a user.
    pub user_id: Option<Uuid>,
    /// With which key, when it was a program.
    pub key_id: Option<Uuid>,
    /// To what kind of thing.
    pub subject_type: Option<String>,
    /// To which one.
    pub subject_id: Option<String>,
    /// Request it came with.
    pub request_id: Option<String>,
    /// Address it came from.
    pub address: Option<String>,
    /// What the client calls itself.
    pub user_agent: Option<String>,
    /// Details, without secrets.
    pub data: Option<Json<serde_json::Value>>,
    /// When.
    pub created_at: Micros,
}

/// Appends an event.
///
/// # Errors
/// Any database failure.
pub async fn append(tx: &mut Conn, event: Event) -> Result<()> {
    tx.exec(
        "INSERT INTO events (id, tenant_id, kind, outcome, user_id, key_id, subject_type, subject_id, request_id,
         address, user_agent, data, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            event.id,
            event.tenant_id,
            event.kind,
            event.outcome,
            event.user_id,
            event.key_id,
            event.subject_type,
            event.subject_id,
            event.request_id,
            event.address,
            event.user_agent,
            event.data.map(|data| data.0),
            event.created_at
        ],
    )
    .await?;
    Ok(())
}

/// The latest events of a tenant, newest first.
///
/// # Errors
/// Any database failure.
pub async fn latest(conn: &mut Conn, tenant: Uuid, limit: i64) -> Result<Vec<Event>> {
    conn.all(
        "SELECT id, tenant_id, kind, outcome, user_id, key_id, subject_type, subject_id, request_id, address,
         user_agent, data, created_at FROM events WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2",
        args![tenant, limit],
    )
    .await
}

/// Removes events from before `before`; answers how many.
///
/// # Errors
/// Any database failure.
pub async fn sweep(tx: &mut Conn, before: Micros) -> Result<u64> {
    tx.exec("DELETE FROM events WHERE created_at < $1", args![before]).await
}
