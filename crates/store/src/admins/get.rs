//! Single administrators, all of them, and what they may reach.

use uuid::Uuid;

use super::{Admin, SELECT};
use crate::{Conn, Result, args, dialect, tenants};

/// An administrator by id.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid) -> Result<Option<Admin>> {
    conn.optional(&format!("{SELECT} WHERE u.id = $1"), args![id]).await
}

/// An administrator by id, held until the transaction ends.
///
/// # Errors
/// Any database failure.
pub async fn get_locked(tx: &mut Conn, id: Uuid) -> Result<Option<Admin>> {
    // Locked first and read second: what a lock waited for is seen by the next statement only.
    let lock = format!("SELECT number FROM users WHERE id = $1{}", dialect::lock_row(tx.engine()));
    match tx.optional::<(i64,)>(&lock, args![id]).await? {
        Some(_) => get(tx, id).await,
        None => Ok(None),
    }
}

/// An administrator by e-mail address (lower-cased by the caller).
///
/// # Errors
/// Any database failure.
pub async fn get_by_email(conn: &mut Conn, email: &str) -> Result<Option<Admin>> {
    let sql = format!("{SELECT} WHERE u.tenant_id = $1 AND u.email = $2");
    conn.optional(&sql, args![tenants::HOME, email]).await
}

/// All administrators in order of creation. They are people, and few.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn) -> Result<Vec<Admin>> {
    conn.all(&format!("{SELECT} ORDER BY a.created_at, u.id"), args![]).await
}

/// Administrators with a grant on this very tenant.
///
/// # Errors
/// Any database failure.
pub async fn of_tenant(conn: &mut Conn, tenant: Uuid) -> Result<Vec<Admin>> {
    let sql = format!(
        "{SELECT} WHERE EXISTS (SELECT 1 FROM admin_grants g WHERE g.user_id = u.id AND g.tenant_id = $1)
         ORDER BY a.created_at, u.id"
    );
    conn.all(&sql, args![tenant]).await
}

/// Whether there is any administrator, active or not.
///
/// # Errors
/// Any database failure.
pub async fn any(conn: &mut Conn) -> Result<bool> {
    Ok(conn.scalar::<i64>("SELECT COUNT(*) FROM admins", args![]).await? > 0)
}

/// How many active administrators may do everything.
///
/// # Errors
/// Any database failure.
pub async fn active_super_admins(conn: &mut Conn) -> Result<i64> {
    conn.scalar(
        "SELECT COUNT(*) FROM admins a JOIN users u ON u.id = a.user_id WHERE a.role = 'SUPER_ADMIN' AND u.is_active",
        args![],
    )
    .await
}

/// The tenants an administrator was given one by one.
///
/// # Errors
/// Any database failure.
pub async fn tenants_of(conn: &mut Conn, admin: Uuid) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = conn
        .all(
            "SELECT DISTINCT tenant_id FROM admin_grants WHERE user_id = $1 AND tenant_id IS NOT NULL
             AND tenant_id <> $2 ORDER BY tenant_id",
            args![admin, tenants::HOME],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The tenants of all administrators that were given one by one: administrator, tenant.
///
/// # Errors
/// Any database failure.
pub async fn tenants_of_all(conn: &mut Conn) -> Result<Vec<(Uuid, Uuid)>> {
    conn.all(
        "SELECT DISTINCT g.user_id, g.tenant_id FROM admin_grants g JOIN admins a ON a.user_id = g.user_id
         WHERE g.tenant_id IS NOT NULL AND g.tenant_id <> $1 ORDER BY g.tenant_id",
        args![tenants::HOME],
    )
    .await
}
