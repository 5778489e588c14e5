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

/// Which events, where somebody reads the record. Fields that are `None` do not narrow.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Tenant.
    pub tenant: Option<Uuid>,
    /// Done by this user or with one of their keys, or by this key where the id is that of one.
    pub actor: Option<Uuid>,
    /// Done by this user or key, or with a key of this user; for readers who may see nothing else.
    pub owner: Option<Uuid>,
    /// Done with this key.
    pub key: Option<Uuid>,
    /// What happened.
    pub kind: Option<String>,
    /// To which thing.
    pub subject: Option<String>,
    /// In which request.
    pub request: Option<String>,
    /// At this time or later.
    pub from: Option<Micros>,
    /// Before this time.
    pub until: Option<Micros>,
    /// Older than this one: the last of the page before.
    pub older_than: Option<(Micros, Uuid)>,
}

/// An event with the hash of the key it was done with.
#[derive(Debug, Clone, FromRow)]
pub struct Entry {
    /// The event.
    #[sqlx(flatten)]
    pub event: Event,
    /// SHA-256 of the key.
    pub key_hash: Option<Vec<u8>>,
    /// The user the key acts for.
    pub key_user: Option<Uuid>,
    /// Whether the user who did it is an administrator now.
    pub by_administrator: bool,
}

/// Events that fit, newest first.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, filter: &Filter, limit: i64) -> Result<Vec<Entry>> {
    let (before, than) = filter.older_than.unzip();
    let sql = "SELECT e.id, e.tenant_id, e.kind, e.outcome, e.user_id, e.key_id, e.subject_type, e.subject_id,
            e.request_id, e.address, e.user_agent, e.data, e.created_at, k.secret_hash AS key_hash, k.user_id AS key_user,
            (EXISTS (SELECT 1 FROM admin_grants g WHERE g.user_id = e.user_id)
             OR EXISTS (SELECT 1 FROM admins a WHERE a.user_id = e.user_id)) AS by_administrator
         FROM events e LEFT JOIN api_keys k ON k.id = e.key_id
         WHERE ($1 IS NULL OR e.tenant_id = $1)
           AND ($2 IS NULL OR e.user_id = $2 OR e.key_id = $2 OR k.user_id = $2)
           AND ($3 IS NULL OR e.key_id = $3)
           AND ($4 IS NULL OR e.kind = $4)
           AND ($5 IS NULL OR e.subject_id = $5)
           AND ($6 IS NULL OR e.request_id = $6)
           AND ($7 IS NULL OR e.created_at >= $7)
           AND ($8 IS NULL OR e.created_at < $8)
           AND ($9 IS NULL OR e.created_at < $9 OR (e.created_at = $9 AND e.id < $10))
           AND ($11 IS NULL OR e.user_id = $11 OR e.key_id = $11 OR k.user_id = $11)
         ORDER BY e.created_at DESC, e.id DESC LIMIT $12";
    conn.all(
        sql,
        args![
            filter.tenant,
            filter.actor,
            filter.key,
            filter.kind.clone(),
            filter.subject.clone(),
            filter.request.clone(),
            filter.from,
            filter.until,
            before,
            than,
            filter.owner,
            limit
        ],
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
