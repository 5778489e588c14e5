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

const SELECT: &str =
    "SELECT id, tenant_id, user_id, name, prefix, suffix, scopes, is_active, expires_at, last_used_at,
    use_count, created_at, revoked_at FROM api_keys ";

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
        "INSERT INTO api_keys (id, tenant_id, user_id, name, prefix, suffix, secret_hash, scopes, expires_at,
         created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            id,
            key.tenant,
            key.user,
            key.name,
            key.prefix,
            key.suffix,
            key.secret_hash,
            serde_json::Value::from(key.scopes),
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
    conn.optional(&format!("{SELECT} WHERE id = $1"), args![id]).await
}

/// The key of a secret's hash, whether or not it still works.
///
/// # Errors
/// Any database failure.
pub async fn get_by_hash(conn: &mut Conn, secret_hash: Vec<u8>) -> Result<Option<Key>> {
    conn.optional(&format!("{SELECT} WHERE secret_hash = $1"), args![secret_hash]).await
}

/// Keys whose prefix is exactly this; more than one only by the rarest accident.
///
/// # Errors
/// Any database failure.
pub async fn by_prefix(conn: &mut Conn, prefix: &str) -> Result<Vec<Key>> {
    conn.all(&format!("{SELECT} WHERE prefix = $1 ORDER BY id"), args![prefix]).await
}

/// All keys of a tenant, newest first; `None`: of all tenants.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, tenant: Option<Uuid>) -> Result<Vec<Key>> {
    let sql = format!("{SELECT} WHERE ($1 IS NULL OR tenant_id = $1) ORDER BY created_at DESC, id DESC");
    conn.all(&sql, args![tenant]).await
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
