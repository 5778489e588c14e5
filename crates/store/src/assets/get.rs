//! Single rows and small sets.

use uuid::Uuid;

use super::row::{Asset, COLUMNS};
use crate::{Conn, Micros, Result, args, dialect};

/// An asset of a tenant by id, wherever it stands.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, tenant: Uuid, id: Uuid) -> Result<Option<Asset>> {
    conn.optional(
        &format!("SELECT {COLUMNS} FROM assets a WHERE a.id = $1 AND a.tenant_id = $2"),
        args![id, tenant],
    )
    .await
}

/// Several assets of a tenant; unknown ids are missing from the answer, order is unspecified.
///
/// # Errors
/// Any database failure.
pub async fn get_many(conn: &mut Conn, tenant: Uuid, ids: &[Uuid]) -> Result<Vec<Asset>> {
    let engine = conn.engine();
    let wanted = dialect::id_in(engine, "a.id", "$2");
    conn.all(
        &format!("SELECT {COLUMNS} FROM assets a WHERE a.tenant_id = $1 AND {wanted}"),
        args![tenant, dialect::id_list(engine, ids)],
    )
    .await
}

/// The listed asset of a repository and owner with this content, oldest first.
///
/// # Errors
/// Any database failure.
pub async fn by_hash(
    conn: &mut Conn,
    repository: Uuid,
    owner: Option<Uuid>,
    hash: &str,
) -> Result<Option<Asset>> {
    conn.optional(
        &format!(
            "SELECT {COLUMNS} FROM assets a WHERE a.hash = $1 AND a.repository_id = $2 AND a.shelf = 0
             AND (a.owner_id = $3 OR (a.owner_id IS NULL AND $3 IS NULL)) ORDER BY a.id LIMIT 1"
        ),
        args![hash, repository, owner],
    )
    .await
}

/// The complete tag dump of an asset, once there is one.
///
/// # Errors
/// Any database failure.
pub async fn raw_tags(conn: &mut Conn, asset: Uuid) -> Result<Option<serde_json::Value>> {
    let row: Option<(crate::Json<serde_json::Value>,)> =
        conn.optional("SELECT tags FROM asset_raw_tags WHERE asset_id = $1", args![asset]).await?;
    Ok(row.map(|(tags,)| tags.0))
}

/// Keeps the complete tag dump of an asset.
///
/// # Errors
/// Any database failure.
pub async fn put_raw_tags(
    conn: &mut Conn,
    asset: Uuid,
    source: &str,
    tags: serde_json::Value,
    now: Micros,
) -> Result<()> {
    conn.exec(
        "INSERT INTO asset_raw_tags (asset_id, source, tags, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (asset_id) DO UPDATE SET source = excluded.source, tags = excluded.tags,
         created_at = excluded.created_at",
        args![asset, source, tags, now],
    )
    .await?;
    Ok(())
}
