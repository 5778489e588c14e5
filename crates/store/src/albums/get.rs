//! Single rows.

use uuid::Uuid;

use super::row::{Album, COLUMNS};
use crate::{Conn, Result, args};

/// An album of a tenant by its integer.
///
/// # Errors
/// Any database failure.
pub async fn get_by_number(conn: &mut Conn, tenant: Uuid, number: i64) -> Result<Option<Album>> {
    conn.optional(
        &format!("SELECT {COLUMNS} FROM albums b WHERE b.tenant_id = $1 AND b.number = $2"),
        args![tenant, number],
    )
    .await
}
