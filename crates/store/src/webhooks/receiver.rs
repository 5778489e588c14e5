//! Where the messages of a tenant go, and the sealed secret they are signed with.

use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

/// The address messages of a tenant go to; `None` where they are switched off.
///
/// # Errors
/// Any database failure.
pub async fn address(conn: &mut Conn, tenant: Uuid) -> Result<Option<String>> {
    let row: Option<(String,)> = conn
        .optional(
            "SELECT webhook_url FROM tenants WHERE id = $1 AND webhook_enabled AND webhook_url IS NOT NULL",
            args![tenant],
        )
        .await?;
    Ok(row.map(|(url,)| url))
}

/// The sealed secret of a tenant.
///
/// # Errors
/// Any database failure.
pub async fn secret(conn: &mut Conn, tenant: Uuid) -> Result<Option<String>> {
    let row: Option<(String,)> =
        conn.optional("SELECT sealed FROM webhook_secrets WHERE tenant_id = $1", args![tenant]).await?;
    Ok(row.map(|(sealed,)| sealed))
}

/// Writes the sealed secret of a tenant, in place of the one before.
///
/// # Errors
/// Any database failure.
pub async fn put_secret(tx: &mut Conn, tenant: Uuid, sealed: &str, now: Micros) -> Result<()> {
    tx.exec(
        "INSERT INTO webhook_secrets (tenant_id, sealed, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at",
        args![tenant, sealed, now],
    )
    .await?;
    Ok(())
}
