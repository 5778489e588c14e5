//! Users of a tenant with what they have.

use sqlx::FromRow;
use uuid::Uuid;

use super::{User, columns};
use crate::{Conn, Result, args};

/// A user with the numbers of their things.
#[derive(Debug, Clone, FromRow)]
pub struct Counted {
    /// The user.
    #[sqlx(flatten)]
    pub user: User,
    /// Listed assets.
    pub asset_count: i64,
    /// Albums.
    pub album_count: i64,
}

/// Users with a login in order of registration.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, tenant: Uuid, limit: i64, offset: i64) -> Result<Vec<Counted>> {
    // There are people here, not photos: an OFFSET stays cheap. Assets are counted from the counters.
    let sql = format!(
        "SELECT {},
            CAST(COALESCE((SELECT SUM(c.total) FROM asset_counts_by_span c
                WHERE c.by_upload = FALSE AND c.owner_key = u.id AND c.shelf = 0), 0)
                AS BIGINT) AS asset_count,
            (SELECT COUNT(*) FROM albums a WHERE a.owner_id = u.id) AS album_count
         FROM users u WHERE u.tenant_id = $1 AND u.username IS NOT NULL ORDER BY u.number LIMIT $2 OFFSET $3",
        columns()
    );
    conn.all(&sql, args![tenant, limit, offset]).await
}

/// How many users with a login a tenant has, active or not.
///
/// # Errors
/// Any database failure.
pub async fn count_logins(conn: &mut Conn, tenant: Uuid) -> Result<i64> {
    conn.scalar("SELECT COUNT(*) FROM users WHERE tenant_id = $1 AND username IS NOT NULL", args![tenant])
        .await
}
