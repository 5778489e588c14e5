//! New rows.

use uuid::Uuid;

use super::row::{Kind, Origin, Shelf, day_key};
use crate::{Conn, Micros, Result, args};

/// What a new asset starts with; times and status follow from it.
#[derive(Debug, Clone)]
pub struct NewAsset {
    /// Id, made by the caller because file names are made from it before the row exists.
    pub id: Uuid,
    /// Tenant.
    pub tenant: Uuid,
    /// Surface that keeps it.
    pub origin: Origin,
    /// Owner.
    pub owner: Option<Uuid>,
    /// Repository of the original.
    pub repository: Option<Uuid>,
    /// What it is, as far as known.
    pub kind: Kind,
    /// Name the file came with.
    pub original_filename: String,
    /// Path in the repository; empty while staged.
    pub storage_path: String,
    /// Where the bytes wait.
    pub staged_path: Option<String>,
    /// Type, as far as known.
    pub mime_type: String,
    /// Bytes.
    pub file_size: i64,
    /// Modification time of the file.
    pub file_mtime: Option<Micros>,
    /// BLAKE3.
    pub hash: Option<String>,
    /// Refuse a second asset of the same owner and repository with this hash.
    pub refuse_duplicates: bool,
    /// When it was taken, provisionally; absent: unknown.
    pub taken_time: Option<Micros>,
    /// The status object.
    pub status: serde_json::Value,
}

/// Inserts an asset on the listed shelf (the library's) or elsewhere (any other origin).
///
/// # Errors
/// `Unique` on `assets_dedupe_key` (SQLite: `dedupe_hash`) when the content is already there,
/// on `assets_repository_path_key` (SQLite: `storage_path`) when the path is.
pub async fn insert(conn: &mut Conn, asset: &NewAsset, now: Micros) -> Result<()> {
    let shelf = if asset.origin == Origin::Library { Shelf::Listed } else { Shelf::Elsewhere };
    let sort_time = asset.taken_time.unwrap_or(now);
    let dedupe = if asset.refuse_duplicates { asset.hash.clone() } else { None };
    conn.exec(
        "INSERT INTO assets (id, tenant_id, origin, shelf, owner_id, repository_id, kind, original_filename,
         filename_key, storage_path, staged_path, mime_type, file_size, file_mtime, hash, dedupe_hash, upload_time,
         taken_time, sort_time, day_key, status, state, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
         'processing', $17, $17)",
        args![
            asset.id,
            asset.tenant,
            asset.origin.as_str(),
            shelf.number(),
            asset.owner,
            asset.repository,
            asset.kind.as_str(),
            asset.original_filename.as_str(),
            asset.original_filename.to_lowercase(),
            asset.storage_path.as_str(),
            asset.staged_path.as_deref(),
            asset.mime_type.as_str(),
            asset.file_size,
            asset.file_mtime,
            asset.hash.as_deref(),
            dedupe,
            now,
            asset.taken_time,
            sort_time,
            day_key(sort_time, 0),
            asset.status.clone()
        ],
    )
    .await?;
    Ok(())
}
