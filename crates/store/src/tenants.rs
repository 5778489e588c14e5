//! Tenants: the isolation boundary.

use uuid::{Uuid, uuid};

use crate::{Conn, Result, args, dialect};

/// The built-in tenant of library, face, upload and command users. Written by the first migration.
pub const HOME: Uuid = uuid!("00000000-0000-7000-8000-000000000001");

/// The id of an active tenant by its short name.
///
/// # Errors
/// Any database failure.
pub async fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Uuid>> {
    let row: Option<(Uuid,)> =
        conn.optional("SELECT id FROM tenants WHERE slug = $1 AND is_active", args![slug]).await?;
    Ok(row.map(|(id,)| id))
}

/// Whether there is a tenant, active or not.
///
/// # Errors
/// Any database failure.
pub async fn exists(conn: &mut Conn, id: Uuid) -> Result<bool> {
    let found: i64 = conn.scalar("SELECT COUNT(*) FROM tenants WHERE id = $1", args![id]).await?;
    Ok(found > 0)
}

/// Whether a tenant is there and active: the keys of an inactive one do not work.
///
/// # Errors
/// Any database failure.
pub async fn is_active(conn: &mut Conn, id: Uuid) -> Result<bool> {
    let found: i64 =
        conn.scalar("SELECT COUNT(*) FROM tenants WHERE id = $1 AND is_active", args![id]).await?;
    Ok(found > 0)
}

/// Waits for everybody else who decides about a tenant as a whole, until the transaction ends.
///
/// For decisions that no constraint can settle: who becomes the first administrator, whether another one is left.
/// Rows that merely refer to the tenant are not held up.
///
/// # Errors
/// `RowNotFound` for an unknown tenant, or any database failure.
pub async fn lock(tx: &mut Conn, tenant: Uuid) -> Result<()> {
    let sql = format!("SELECT is_active FROM tenants WHERE id = $1{}", dialect::lock_row(tx.engine()));
    tx.scalar::<bool>(&sql, args![tenant]).await?;
    Ok(())
}

/// The ids of all tenants, also of those that are switched off.
///
/// # Errors
/// Any database failure.
pub async fn ids(conn: &mut Conn) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = conn.all("SELECT id FROM tenants ORDER BY id", args![]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
