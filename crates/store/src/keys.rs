//! Keys: credentials of programs. Only the SHA-256 of a key is kept; prefix and suffix are for people.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Json, Micros, Result, args};

/// A row of `api_keys`, without the hash.
#[derive(Debug, Clone, FromRow)]
pub struct Key {
    /// Id.
    pub id: Uuid,
    /// Tenant.
    pub tenant_id: Uuid,
    /// The user it acts for.
    pub user_id: Option<Uuid>,
    /// What its owner calls it.
    pub name: String,
    /// How the key begins; unique enough to name it.
    pub prefix: String,
    /// How it ends.
    pub suffix: String,
    /// What it may be used for.
    pub scopes: Json<Vec<String>>,
    /// Pages that may use it, by their origin; none: it is not for pages alone.
    pub allowed_origins: Option<Json<Vec<String>>>,
    /// Networks it may be used from; none: from anywhere.
    pub allowed_addresses: Option<Json<Vec<String>>>,
    /// Whether it sees only what it made itself.
    pub isolated: bool,
    /// Switched off keys are refused.
    pub is_active: bool,
    /// When it stops working by itself.
    pub expires_at: Option<Micros>,
    /// Last use, to the minute.
    pub last_used_at: Option<Micros>,
    /// Uses.
    pub use_count: i64,
    /// Creation.
    pub created_at: Micros,
    /// When it was taken back for good.
    pub revoked_at: Option<Micros>,
}

/// The columns of a [`Key`].
const COLUMNS: &str = "k.id, k.tenant_id, k.user_id, k.name, k.prefix, k.suffix, k.scopes, k.allowed_origins,
    k.allowed_addresses, k.isolated, k.is_active, k.expires_at, k.last_used_at, k.use_count, k.created_at, k.revoked_at";

fn select(rest: &str) -> String {
    format!("SELECT {COLUMNS} FROM api_keys k {rest}")
}

/// A key with what decides about it beside the key itself.
#[derive(Debug, Clone, FromRow)]
pub struct Standing {
    /// The key.
    #[sqlx(flatten)]
    pub key: Key,
    /// Its tenant is active, and so are the user it acts for and the one of its own tenant who made it.
    pub is_backed: bool,
    /// Calotype itself made it, or an active user who is an administrator now.
    pub by_administrator: bool,
}

/// A key to be.
#[derive(Debug, Clone)]
pub struct NewKey<'a> {
    /// Tenant.
    pub tenant: Uuid,
    /// The user it acts for.
    pub user: Option<Uuid>,
    /// What its owner calls it.
    pub name: &'a str,
    /// How the key begins.
    pub prefix: &'a str,
    /// How it ends.
    pub suffix: &'a str,
    /// SHA-256 of the whole key.
    pub secret_hash: Vec<u8>,
    /// What it may be used for.
    pub scopes: &'a [String],
    /// Pages that may use it, by their origin.
    pub allowed_origins: Option<&'a [String]>,
    /// Networks it may be used from.
    pub allowed_addresses: Option<&'a [String]>,
    /// Whether it sees only what it made itself.
    pub isolated: bool,
    /// The key in whose place it comes.
    pub replaces: Option<Uuid>,
    /// When it stops working by itself.
    pub expires_at: Option<Micros>,
    /// Who made it.
    pub created_by: Option<Uuid>,
}

/// Inserts a key; answers its id.
///
/// # Errors
/// Any database failure.
pub async fn insert(tx: &mut Conn, key: NewKey<'_>, now: Micros) -> Result<Uuid> {
    let id = crate::new_id();
    tx.exec(
        "INSERT INTO api_keys (id, tenant_id, user_id, name, prefix, suffix, secret_hash, scopes, allowed_origins,
         allowed_addresses, isolated, replaces, expires_at, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![
            id,
            key.tenant,
            key.user,
            key.name,
            key.prefix,
            key.suffix,
            key.secret_hash,
            serde_json::Value::from(key.scopes),
            key.allowed_origins.map(serde_json::Value::from),
            key.allowed_addresses.map(serde_json::Value::from),
            key.isolated,
            key.replaces,
            key.expires_at,
            key.created_by,
            now
        ],
    )
    .await?;
    Ok(id)
}

/// A key by id.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid) -> Result<Option<Key>> {
    conn.optional(&select("WHERE k.id = $1"), args![id]).await
}

/// The key of a secret's hash, whether or not it still works.
///
/// # Errors
/// Any database failure.
pub async fn standing(conn: &mut Conn, secret_hash: Vec<u8>) -> Result<Option<Standing>> {
    let sql = format!(
        "SELECT {COLUMNS}, (t.is_active
            AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = k.user_id AND NOT u.is_active)
            AND NOT EXISTS (SELECT 1 FROM users u
                WHERE u.id = k.created_by AND u.tenant_id = k.tenant_id AND NOT u.is_active)) AS is_backed,
         (k.created_by IS NULL OR EXISTS (SELECT 1 FROM admin_grants g JOIN users u ON u.id = g.user_id
            WHERE g.user_id = k.created_by AND u.is_active)
          OR EXISTS (SELECT 1 FROM admins a JOIN users u ON u.id = a.user_id
            WHERE a.user_id = k.created_by AND u.is_active)) AS by_administrator
         FROM api_keys k JOIN tenants t ON t.id = k.tenant_id WHERE k.secret_hash = $1"
    );
    conn.optional(&sql, args![secret_hash]).await
}

/// Keys whose prefix is exactly this; more than one only by the rarest accident.
///
/// # Errors
/// Any database failure.
pub async fn by_prefix(conn: &mut Conn, prefix: &str) -> Result<Vec<Key>> {
    conn.all(&select("WHERE k.prefix = $1 ORDER BY k.id"), args![prefix]).await
}

/// All keys of a tenant, newest first; `None`: of all tenants.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, tenant: Option<Uuid>) -> Result<Vec<Key>> {
    let sql = select("WHERE ($1 IS NULL OR k.tenant_id = $1) ORDER BY k.created_at DESC, k.id DESC");
    conn.all(&sql, args![tenant]).await
}

/// Lets a key end at a time, unless it ends before.
///
/// # Errors
/// Any database failure.
pub async fn end_at(tx: &mut Conn, id: Uuid, end: Micros) -> Result<()> {
    tx.exec(
        "UPDATE api_keys SET expires_at = $2 WHERE id = $1 AND (expires_at IS NULL OR expires_at > $2)",
        args![id, end],
    )
    .await?;
    Ok(())
}

/// Notes uses of a key, the last of them at `last`.
///
/// # Errors
/// Any database failure.
pub async fn note_use(tx: &mut Conn, id: Uuid, uses: i64, last: Micros) -> Result<()> {
    tx.exec(
        "UPDATE api_keys SET use_count = use_count + $2,
         last_used_at = CASE WHEN last_used_at > $3 THEN last_used_at ELSE $3 END WHERE id = $1",
        args![id, uses, last],
    )
    .await?;
    Ok(())
}

/// Takes a key back for good; answers whether it was still out.
///
/// # Errors
/// Any database failure.
pub async fn revoke(tx: &mut Conn, id: Uuid, now: Micros) -> Result<bool> {
    let revoked = tx
        .exec(
            "UPDATE api_keys SET is_active = FALSE, revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
            args![id, now],
        )
        .await?;
    Ok(revoked > 0)
}

/// Keys of a tenant that have a scope, newest first.
///
/// # Errors
/// Any database failure.
pub async fn with_scope(
    conn: &mut Conn,
    tenant: Uuid,
    scope: &str,
    limit: i64,
    offset: i64,
) -> Result<Vec<Key>> {
    let sql = select(
        "WHERE k.tenant_id = $1 AND CAST(k.scopes AS TEXT) LIKE $2 ORDER BY k.created_at DESC, k.id DESC LIMIT $3 OFFSET $4",
    );
    conn.all(&sql, args![tenant, quoted(scope), limit, offset]).await
}

/// How many keys of a tenant have a scope.
///
/// # Errors
/// Any database failure.
pub async fn count_with_scope(conn: &mut Conn, tenant: Uuid, scope: &str) -> Result<i64> {
    conn.scalar(
        "SELECT COUNT(*) FROM api_keys k WHERE k.tenant_id = $1 AND CAST(k.scopes AS TEXT) LIKE $2",
        args![tenant, quoted(scope)],
    )
    .await
}

/// A scope among others, as a pattern of their JSON. Scopes have no characters that mean something there.
fn quoted(scope: &str) -> String {
    format!("%\"{scope}\"%")
}

/// Names a key anew, or switches it off and on. What is absent stays.
///
/// # Errors
/// Any database failure.
pub async fn update(
    tx: &mut Conn,
    id: Uuid,
    name: Option<&str>,
    active: Option<bool>,
    now: Micros,
) -> Result<()> {
    tx.exec(
        "UPDATE api_keys SET name = COALESCE($2, name), is_active = COALESCE($3, is_active),
         revoked_at = CASE WHEN $3 IS NULL THEN revoked_at WHEN $3 THEN NULL ELSE COALESCE(revoked_at, $4) END WHERE id = $1",
        args![id, name, active, now],
    )
    .await?;
    Ok(())
}

/// Removes a key for good; answers whether it was there.
///
/// # Errors
/// Any database failure.
pub async fn delete(tx: &mut Conn, id: Uuid) -> Result<bool> {
    Ok(tx.exec("DELETE FROM api_keys WHERE id = $1", args![id]).await? > 0)
}
