//! Presets: orders for pictures that clients have given names.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Json, Micros, Result, args};

/// A row of `presets`.
#[derive(Debug, Clone, FromRow)]
pub struct Preset {
    /// Client.
    pub tenant_id: Uuid,
    /// Name.
    pub name: String,
    /// The parameters of the order.
    pub parameters: Json<serde_json::Value>,
    /// Creation.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
}

const SELECT: &str = "SELECT tenant_id, name, parameters, created_at, updated_at FROM presets";

/// The presets of a client, by name.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, tenant: Uuid) -> Result<Vec<Preset>> {
    conn.all(&format!("{SELECT} WHERE tenant_id = $1 ORDER BY name"), args![tenant]).await
}

/// A preset by name.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, tenant: Uuid, name: &str) -> Result<Option<Preset>> {
    conn.optional(&format!("{SELECT} WHERE tenant_id = $1 AND name = $2"), args![tenant, name]).await
}

/// How many presets a client has.
///
/// # Errors
/// Any database failure.
pub async fn count(conn: &mut Conn, tenant: Uuid) -> Result<i64> {
    conn.scalar("SELECT COUNT(*) FROM presets WHERE tenant_id = $1", args![tenant]).await
}

/// Writes a preset, in place of one of that name.
///
/// # Errors
/// `ForeignKey` when the client is gone.
pub async fn put(
    tx: &mut Conn,
    tenant: Uuid,
    name: &str,
    parameters: serde_json::Value,
    now: Micros,
) -> Result<()> {
    tx.exec(
        "INSERT INTO presets (tenant_id, name, parameters, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)
         ON CONFLICT (tenant_id, name) DO UPDATE SET parameters = excluded.parameters, updated_at = excluded.updated_at",
        args![tenant, name, parameters, now],
    )
    .await?;
    Ok(())
}

/// Removes a preset; false when there was none.
///
/// # Errors
/// Any database failure.
pub async fn delete(tx: &mut Conn, tenant: Uuid, name: &str) -> Result<bool> {
    let removed =
        tx.exec("DELETE FROM presets WHERE tenant_id = $1 AND name = $2", args![tenant, name]).await?;
    Ok(removed == 1)
}
