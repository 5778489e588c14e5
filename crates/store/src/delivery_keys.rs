//! Delivery keys: what clients sign addresses of pictures with. The secret is sealed before it comes here.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

/// A row of `delivery_keys`.
#[derive(Debug, Clone, FromRow)]
pub struct DeliveryKey {
    /// Id; the address names it.
    pub id: Uuid,
    /// Client.
    pub tenant_id: Uuid,
    /// The sealed secret.
    pub sealed: String,
    /// Creation.
    pub created_at: Micros,
}

const SELECT: &str = "SELECT k.id, k.tenant_id, k.sealed, k.created_at FROM delivery_keys k";

/// The keys of a client, newest first.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, tenant: Uuid) -> Result<Vec<DeliveryKey>> {
    let sql = format!("{SELECT} WHERE k.tenant_id = $1 ORDER BY k.created_at DESC, k.id DESC");
    conn.all(&sql, args![tenant]).await
}

/// A key by id, of a client that is active.
///
/// # Errors
/// Any database failure.
pub async fn working(conn: &mut Conn, id: Uuid) -> Result<Option<DeliveryKey>> {
    let sql = format!("{SELECT} JOIN tenants t ON t.id = k.tenant_id WHERE k.id = $1 AND t.is_active");
    conn.optional(&sql, args![id]).await
}

/// Inserts a key.
///
/// # Errors
/// `ForeignKey` when the client is gone.
pub async fn insert(tx: &mut Conn, key: &DeliveryKey) -> Result<()> {
    tx.exec(
        "INSERT INTO delivery_keys (id, tenant_id, sealed, created_at) VALUES ($1, $2, $3, $4)",
        args![key.id, key.tenant_id, key.sealed.as_str(), key.created_at],
    )
    .await?;
    Ok(())
}

/// Removes a key of a client; false when there was none.
///
/// # Errors
/// Any database failure.
pub async fn delete(tx: &mut Conn, tenant: Uuid, id: Uuid) -> Result<bool> {
    let removed =
        tx.exec("DELETE FROM delivery_keys WHERE id = $1 AND tenant_id = $2", args![id, tenant]).await?;
    Ok(removed == 1)
}
