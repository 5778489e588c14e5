//! Assets by the place of their file: what a scan compares, moves, loses and finds again.

use sqlx::FromRow;
use uuid::Uuid;

use super::edit::{cover_stack_of, trash};
use super::row::{Asset, COLUMNS, Kind, Shelf, day_key};
use crate::{Conn, Micros, Result, args, dialect};

/// What a scan has to know about an asset.
#[derive(Debug, Clone, FromRow)]
pub struct Placed {
    /// Id.
    pub id: Uuid,
    /// Where its file is, or was.
    pub storage_path: String,
    /// Bytes.
    pub file_size: i64,
    /// Modification time when it was last read; absent for a file that was lost.
    pub file_mtime: Option<Micros>,
    /// Modification time of the XMP sidecar that lay beside it when it was last read.
    pub sidecar_mtime: Option<Micros>,
    /// Where it stands.
    #[sqlx(try_from = "i64")]
    pub shelf: Shelf,
}

const PLACED: &str =
    "SELECT a.id, a.storage_path, a.file_size, a.file_mtime, a.sidecar_mtime, a.shelf FROM assets a";

/// The assets at these places.
///
/// # Errors
/// Any database failure.
pub async fn at_places(conn: &mut Conn, repository: Uuid, paths: &[&str]) -> Result<Vec<Placed>> {
    let wanted = dialect::text_in(conn.engine(), "a.storage_path", "$2");
    conn.all(
        &format!("{PLACED} WHERE a.repository_id = $1 AND {wanted} AND a.storage_path <> ''"),
        args![repository, serde_json::json!(paths)],
    )
    .await
}

/// Listed assets of a repository in the order of their places, after the given one.
///
/// # Errors
/// Any database failure.
pub async fn places_after(conn: &mut Conn, repository: Uuid, after: &str, limit: i64) -> Result<Vec<Placed>> {
    conn.all(
        &format!(
            "{PLACED} WHERE a.repository_id = $1 AND a.storage_path > $2 AND a.storage_path <> '' AND a.shelf = 0
             ORDER BY a.storage_path LIMIT $3"
        ),
        args![repository, after, limit],
    )
    .await
}

/// The asset at a place, wherever it stands.
///
/// # Errors
/// Any database failure.
pub async fn at_place(conn: &mut Conn, repository: Uuid, path: &str) -> Result<Option<Asset>> {
    conn.optional(
        &format!(
            "SELECT {COLUMNS} FROM assets a WHERE a.repository_id = $1 AND a.storage_path = $2
             AND a.storage_path <> ''"
        ),
        args![repository, path],
    )
    .await
}

/// Listed assets of a repository with this content that have a place.
///
/// # Errors
/// Any database failure.
pub async fn listed_with_content(
    conn: &mut Conn,
    repository: Uuid,
    hash: &str,
    size: i64,
) -> Result<Vec<Placed>> {
    conn.all(
        &format!(
            "{PLACED} WHERE a.hash = $2 AND a.file_size = $3 AND a.repository_id = $1 AND a.shelf = 0
             AND a.storage_path <> '' ORDER BY a.id"
        ),
        args![repository, hash, size],
    )
    .await
}

/// Whether an accepted upload with this content is on its way to its place.
///
/// # Errors
/// Any database failure.
pub async fn is_arriving(conn: &mut Conn, repository: Uuid, hash: &str) -> Result<bool> {
    let row: Option<(Uuid,)> = conn
        .optional(
            "SELECT id FROM assets WHERE hash = $2 AND repository_id = $1 AND staged_path IS NOT NULL
             AND storage_path = '' AND state <> 'failed' LIMIT 1",
            args![repository, hash],
        )
        .await?;
    Ok(row.is_some())
}

/// The file was moved: everything else about the asset stays.
///
/// # Errors
/// `Unique` on `assets_repository_path_key` (SQLite: `storage_path`) when another asset has that place.
pub async fn move_to(
    conn: &mut Conn,
    id: Uuid,
    path: &str,
    file_name: &str,
    mtime: Micros,
    now: Micros,
) -> Result<()> {
    conn.exec(
        "UPDATE assets SET storage_path = $2, original_filename = $3, filename_key = $4, file_mtime = $5,
         updated_at = $6 WHERE id = $1",
        args![id, path, file_name, file_name.to_lowercase(), mtime, now],
    )
    .await?;
    Ok(())
}

/// The file was touched, or looked at again, and is the same.
///
/// # Errors
/// Any database failure.
pub async fn put_mtime(conn: &mut Conn, id: Uuid, mtime: Micros) -> Result<()> {
    conn.exec("UPDATE assets SET file_mtime = $2 WHERE id = $1", args![id, mtime]).await?;
    Ok(())
}

/// The XMP sidecar beside the file, as the reading that is asked for in the same transaction will find it.
///
/// # Errors
/// Any database failure.
pub async fn put_sidecar_mtime(conn: &mut Conn, id: Uuid, mtime: Option<Micros>) -> Result<()> {
    conn.exec("UPDATE assets SET sidecar_mtime = $2 WHERE id = $1", args![id, mtime]).await?;
    Ok(())
}

/// Another file at the same place.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// What it is, as far as known.
    pub kind: Kind,
    /// Its name.
    pub file_name: String,
    /// Type, as far as known.
    pub mime_type: String,
    /// Bytes.
    pub size: i64,
    /// Modification time.
    pub mtime: Micros,
    /// BLAKE3.
    pub hash: String,
    /// The status object.
    pub status: serde_json::Value,
}

/// The file at an asset's place is another one now, or is there again. The asset leaves the trash; what people added
/// to it stays, what was read from the old file is replaced when the new one is read.
///
/// # Errors
/// Any database failure.
pub async fn put_file(conn: &mut Conn, id: Uuid, file: &Replacement, now: Micros) -> Result<()> {
    conn.exec(
        "UPDATE assets SET kind = $2, original_filename = $3, filename_key = $4, mime_type = $5, file_size = $6,
         file_mtime = $7, dedupe_hash = CASE WHEN hash = $8 THEN dedupe_hash END, hash = $8, taken_time = $7,
         sort_time = $7, day_key = $9, status = $10, state = 'processing', deleted_at = NULL,
         shelf = CASE shelf WHEN 1 THEN 0 ELSE shelf END, updated_at = $11 WHERE id = $1",
        args![
            id,
            file.kind.as_str(),
            file.file_name.as_str(),
            file.file_name.to_lowercase(),
            file.mime_type.as_str(),
            file.size,
            file.mtime,
            file.hash.as_str(),
            day_key(file.mtime, 0),
            file.status.clone(),
            now
        ],
    )
    .await?;
    cover_stack_of(conn, id).await
}

/// The file is gone: the asset goes to the trash, marked so that it comes back when the file does. What a person put
/// into the trash has a modification time and stays there.
///
/// # Errors
/// Any database failure.
pub async fn lose(conn: &mut Conn, id: Uuid, path: &str, now: Micros) -> Result<bool> {
    let lost = conn
        .exec(
            "UPDATE assets SET file_mtime = NULL WHERE id = $1 AND storage_path = $2 AND shelf = 0",
            args![id, path],
        )
        .await?;
    if lost == 1 {
        trash(conn, id, now).await?;
    }
    Ok(lost == 1)
}
