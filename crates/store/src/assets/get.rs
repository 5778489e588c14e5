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

/// The contents of a list that an owner has listed in a repository, each with its oldest asset.
///
/// # Errors
/// Any database failure.
pub async fn known_hashes(
    conn: &mut Conn,
    tenant: Uuid,
    repository: Uuid,
    owner: Uuid,
    hashes: &[String],
) -> Result<Vec<(String, Uuid)>> {
    let wanted = dialect::text_in(conn.engine(), "a.hash", "$4");
    let rows: Vec<(String, Uuid)> = conn
        .all(
            &format!(
                "SELECT a.hash, a.id FROM assets a WHERE {wanted} AND a.repository_id = $2 AND a.owner_id = $3
                 AND a.tenant_id = $1 AND a.shelf = 0 ORDER BY a.id DESC"
            ),
            args![tenant, repository, owner, serde_json::json!(hashes)],
        )
        .await?;
    // The later of two rows in the answer is the older asset.
    Ok(rows.into_iter().collect::<std::collections::HashMap<_, _>>().into_iter().collect())
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

/// Paths of other assets of a repository with this content.
///
/// # Errors
/// Any database failure.
pub async fn places_of_content(
    conn: &mut Conn,
    repository: Uuid,
    hash: &str,
    except: Uuid,
) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = conn
        .all(
            "SELECT storage_path FROM assets WHERE hash = $1 AND repository_id = $2 AND id <> $3 AND storage_path <> ''",
            args![hash, repository, except],
        )
        .await?;
    Ok(rows.into_iter().map(|(path,)| path).collect())
}

/// The staged files of a repository that belong to assets waiting for their place.
///
/// # Errors
/// Any database failure.
pub async fn staged_paths(conn: &mut Conn, repository: Uuid) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = conn
        .all(
            "SELECT staged_path FROM assets WHERE repository_id = $1 AND staged_path IS NOT NULL",
            args![repository],
        )
        .await?;
    Ok(rows.into_iter().map(|(path,)| path).collect())
}

/// Assets that went to the trash before a time, oldest first, after the one given by its time and id.
///
/// # Errors
/// Any database failure.
pub async fn trashed_before(
    conn: &mut Conn,
    tenant: Uuid,
    before: Micros,
    after: Option<(Micros, Uuid)>,
    limit: i64,
) -> Result<Vec<Asset>> {
    let (at, id) = after.unwrap_or((Micros::MIN, Uuid::nil()));
    conn.all(
        &format!(
            "SELECT {COLUMNS} FROM assets a WHERE a.deleted_at IS NOT NULL AND a.deleted_at < $1 AND a.tenant_id = $2
             AND a.shelf = 1 AND (a.deleted_at, a.id) > ($3, $4) ORDER BY a.deleted_at, a.id LIMIT $5"
        ),
        args![before, tenant, at, id, limit],
    )
    .await
}
