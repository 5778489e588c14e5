//! Facts that tell how far the first-run set-up has come.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, args};

/// What there is at a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Facts {
    /// Active administrators of the library; those of the hosting portal have no user name.
    pub admins: i64,
    /// Registered primary repositories.
    pub primary_repositories: i64,
}

/// Counts the facts.
///
/// # Errors
/// Any database failure.
pub async fn facts(conn: &mut Conn, tenant: Uuid) -> Result<Facts> {
    conn.one(
        "SELECT
            (SELECT COUNT(*) FROM users u WHERE u.tenant_id = $1 AND u.is_active AND u.username IS NOT NULL AND EXISTS (
                SELECT 1 FROM admin_grants g WHERE g.user_id = u.id AND g.role IN ('SUPER_ADMIN', 'ADMIN')
                AND (g.tenant_id = u.tenant_id OR g.tenant_id IS NULL))) AS admins,
            (SELECT COUNT(*) FROM repositories r
                WHERE r.tenant_id = $1 AND r.role = 'primary' AND r.detached_at IS NULL) AS primary_repositories",
        args![tenant],
    )
    .await
}

/// Gives a primary repository without an owner to a user; answers whether there was one.
///
/// # Errors
/// Any database failure.
pub async fn adopt_primary_repository(tx: &mut Conn, tenant: Uuid, owner: Uuid) -> Result<bool> {
    let adopted = tx
        .exec(
            "UPDATE repositories SET default_owner_id = $2 WHERE tenant_id = $1 AND role = 'primary'
             AND detached_at IS NULL AND default_owner_id IS NULL",
            args![tenant, owner],
        )
        .await?;
    Ok(adopted > 0)
}
