//! Single users, and the questions rules ask about them.

use uuid::Uuid;

use super::{IS_ADMIN, User, columns};
use crate::{Conn, Result, args, dialect};

/// A user by id.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid) -> Result<Option<User>> {
    conn.optional(&format!("SELECT {} FROM users u WHERE u.id = $1", columns()), args![id]).await
}

/// A user by id, held until the transaction ends.
///
/// # Errors
/// Any database failure.
pub async fn get_locked(tx: &mut Conn, id: Uuid) -> Result<Option<User>> {
    // Locked first and read second: what a lock waited for is seen by the next statement only.
    let lock = format!("SELECT number FROM users WHERE id = $1{}", dialect::lock_row(tx.engine()));
    match tx.optional::<(i64,)>(&lock, args![id]).await? {
        Some(_) => get(tx, id).await,
        None => Ok(None),
    }
}

/// A user by the integer the library shows.
///
/// # Errors
/// Any database failure.
pub async fn get_by_number(conn: &mut Conn, tenant: Uuid, number: i64) -> Result<Option<User>> {
    let sql = format!("SELECT {} FROM users u WHERE u.tenant_id = $1 AND u.number = $2", columns());
    conn.optional(&sql, args![tenant, number]).await
}

/// A user by the id a client knows them under.
///
/// # Errors
/// Any database failure.
pub async fn get_by_external_id(conn: &mut Conn, tenant: Uuid, external_id: &str) -> Result<Option<User>> {
    let sql = format!("SELECT {} FROM users u WHERE u.tenant_id = $1 AND u.external_id = $2", columns());
    conn.optional(&sql, args![tenant, external_id]).await
}

/// A user by login name (lower-cased by the caller).
///
/// # Errors
/// Any database failure.
pub async fn get_by_username(conn: &mut Conn, tenant: Uuid, username: &str) -> Result<Option<User>> {
    let sql = format!("SELECT {} FROM users u WHERE u.tenant_id = $1 AND u.username = $2", columns());
    conn.optional(&sql, args![tenant, username]).await
}

/// How many active administrators with a login a tenant has.
///
/// # Errors
/// Any database failure.
pub async fn active_admins(conn: &mut Conn, tenant: Uuid) -> Result<i64> {
    let sql = format!(
        "SELECT COUNT(*) FROM users u WHERE u.tenant_id = $1 AND u.is_active AND u.username IS NOT NULL AND {IS_ADMIN}"
    );
    conn.scalar(&sql, args![tenant]).await
}

/// The active administrator who has been there the longest.
///
/// # Errors
/// Any database failure.
pub async fn oldest_active_admin(conn: &mut Conn, tenant: Uuid) -> Result<Option<User>> {
    let sql = format!(
        "SELECT {} FROM users u WHERE u.tenant_id = $1 AND u.is_active AND u.username IS NOT NULL AND {IS_ADMIN}
         ORDER BY u.number LIMIT 1",
        columns()
    );
    conn.optional(&sql, args![tenant]).await
}

/// Whether there is a photo with this id at the tenant that is not deleted: owned by `owner`, or by anybody.
///
/// # Errors
/// Any database failure.
pub async fn has_photo(conn: &mut Conn, tenant: Uuid, owner: Option<Uuid>, asset: Uuid) -> Result<bool> {
    let found: i64 = conn
        .scalar(
            "SELECT COUNT(*) FROM assets WHERE id = $1 AND tenant_id = $2 AND kind = 'PHOTO' AND shelf = 0
             AND ($3 IS NULL OR owner_id = $3)",
            args![asset, tenant, owner],
        )
        .await?;
    Ok(found > 0)
}
