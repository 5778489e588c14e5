//! Events: the append-only record of who did what. Rows are written in the transaction of the change they tell about.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Json, Micros, Result, Values, args, value};

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
    /// Whose thing it was, where calotype itself did it: the owner (a user, or a key that acts for nobody).
    pub concerns_owner: Option<Uuid>,
    /// The key that thing was made with.
    pub concerns_key: Option<Uuid>,
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
        "INSERT INTO events (id, tenant_id, kind, outcome, user_id, key_id, concerns_owner, concerns_key, subject_type,
         subject_id, request_id, address, user_agent, data, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![
            event.id,
            event.tenant_id,
            event.kind,
            event.outcome,
            event.user_id,
            event.key_id,
            event.concerns_owner,
            event.concerns_key,
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
        "SELECT id, tenant_id, kind, outcome, user_id, key_id, concerns_owner, concerns_key, subject_type, subject_id,
         request_id, address, user_agent, data, created_at FROM events WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2",
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
    /// Done by this user or key, with a key of this user, or on what is theirs; for readers who may see nothing else.
    pub owner: Option<Uuid>,
    /// Done with this key, or on what was made with it.
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
    // Only what narrows is in the statement, so that a tenant's, a key's or a request's events are found by their index.
    let mut values = Vec::new();
    let mut conditions = Vec::new();
    let mut bind = |given: sea_query::Value| {
        values.push(given);
        format!("${}", values.len())
    };
    for (column, given) in [
        ("e.tenant_id =", filter.tenant.map(value)),
        ("e.kind =", filter.kind.clone().map(value)),
        ("e.subject_id =", filter.subject.clone().map(value)),
        ("e.request_id =", filter.request.clone().map(value)),
        ("e.created_at >=", filter.from.map(value)),
        ("e.created_at <", filter.until.map(value)),
    ] {
        if let Some(given) = given {
            conditions.push(format!("{column} {}", bind(given)));
        }
    }
    if let Some(key) = filter.key {
        let id = bind(value(key));
        conditions.push(format!("(e.key_id = {id} OR e.concerns_key = {id})"));
    }
    if let Some(person) = filter.actor {
        let id = bind(value(person));
        conditions.push(format!("(e.user_id = {id} OR e.key_id = {id} OR k.user_id = {id})"));
    }
    if let Some(owner) = filter.owner {
        let id = bind(value(owner));
        let theirs = format!("e.user_id = {id} OR e.key_id = {id} OR k.user_id = {id}");
        conditions.push(format!("({theirs} OR e.concerns_owner = {id})"));
    }
    if let Some((time, id)) = filter.older_than {
        let (time, id) = (bind(value(time)), bind(value(id)));
        conditions.push(format!("(e.created_at < {time} OR (e.created_at = {time} AND e.id < {id}))"));
    }
    let limit = bind(value(limit));
    let conditions = if conditions.is_empty() { "TRUE".to_owned() } else { conditions.join(" AND ") };
    let sql = format!(
        "SELECT e.id, e.tenant_id, e.kind, e.outcome, e.user_id, e.key_id, e.concerns_owner, e.concerns_key,
            e.subject_type, e.subject_id, e.request_id, e.address, e.user_agent, e.data, e.created_at, k.secret_hash AS key_hash, k.user_id AS key_user,
            (EXISTS (SELECT 1 FROM admin_grants g WHERE g.user_id = e.user_id)
             OR EXISTS (SELECT 1 FROM admins a WHERE a.user_id = e.user_id)) AS by_administrator
         FROM events e LEFT JOIN api_keys k ON k.id = e.key_id
         WHERE {conditions} ORDER BY e.created_at DESC, e.id DESC LIMIT {limit}"
    );
    conn.all(&sql, Values(values)).await
}

/// Removes events from before `before`; answers how many.
///
/// # Errors
/// Any database failure.
pub async fn sweep(tx: &mut Conn, before: Micros) -> Result<u64> {
    tx.exec("DELETE FROM events WHERE created_at < $1", args![before]).await
}
