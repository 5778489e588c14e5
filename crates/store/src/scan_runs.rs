//! Scans of repositories: their runs, and what the database knows about the files of a repository.

use sqlx::FromRow;
use uuid::Uuid;

use crate::assets::{Kind, Shelf, State};
use crate::{Conn, Micros, Result, args, dialect};

/// A row of `scan_runs`.
#[derive(Debug, Clone, FromRow)]
pub struct ScanRun {
    /// Id.
    pub id: Uuid,
    /// What was scanned.
    pub repository_id: Uuid,
    /// `manual`, `periodic` or `watch`.
    pub mode: String,
    /// `running`, `completed` or `failed`.
    pub status: String,
    /// Who asked, by name.
    pub requested_by: Option<String>,
    /// Files that were new.
    pub discovered_count: i64,
    /// Files that had changed or moved.
    pub updated_count: i64,
    /// Assets whose file was gone.
    pub deleted_count: i64,
    /// Files that were passed over.
    pub skipped_count: i64,
    /// Why it failed.
    pub error: Option<String>,
    /// When it began.
    pub started_at: Micros,
    /// When it ended.
    pub finished_at: Option<Micros>,
}

/// What a scan counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files that were new.
    pub discovered: i64,
    /// Files that had changed or moved.
    pub updated: i64,
    /// Assets whose file was gone.
    pub deleted: i64,
    /// Files that were passed over.
    pub skipped: i64,
}

const COLUMNS: &str =
    "id, repository_id, mode, status, requested_by, discovered_count, updated_count, deleted_count,
     skipped_count, error, started_at, finished_at";

/// Begins a run.
///
/// # Errors
/// `Unique` on `scan_runs_running_key` (SQLite: `repository_id`) when the repository is being scanned.
pub async fn begin(
    conn: &mut Conn,
    repository: Uuid,
    mode: &str,
    requested_by: Option<&str>,
    now: Micros,
) -> Result<Uuid> {
    let id = crate::new_id();
    conn.exec(
        "INSERT INTO scan_runs (id, repository_id, mode, status, requested_by, started_at)
         VALUES ($1, $2, $3, 'running', $4, $5)",
        args![id, repository, mode, requested_by, now],
    )
    .await?;
    Ok(id)
}

/// Writes how far a run is, or how it ended: `status` is `running`, `completed` or `failed`. No effect on a run that
/// is over.
///
/// # Errors
/// Any database failure.
pub async fn put(
    conn: &mut Conn,
    id: Uuid,
    counts: Counts,
    status: &str,
    error: Option<&str>,
    now: Micros,
) -> Result<()> {
    let finished = (status != "running").then_some(now);
    conn.exec(
        "UPDATE scan_runs SET discovered_count = $2, updated_count = $3, deleted_count = $4, skipped_count = $5,
         status = $6, error = $7, finished_at = $8 WHERE id = $1 AND status = 'running'",
        args![
            id,
            counts.discovered,
            counts.updated,
            counts.deleted,
            counts.skipped,
            status,
            error,
            finished
        ],
    )
    .await?;
    Ok(())
}

/// Ends the runs of a repository whose process is gone.
///
/// # Errors
/// Any database failure.
pub async fn fail_running(conn: &mut Conn, repository: Uuid, reason: &str, now: Micros) -> Result<u64> {
    conn.exec(
        "UPDATE scan_runs SET status = 'failed', error = $2, finished_at = $3
         WHERE repository_id = $1 AND status = 'running'",
        args![repository, reason, now],
    )
    .await
}

/// Runs of a repository, newest first.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, repository: Uuid, limit: i64, offset: i64) -> Result<Vec<ScanRun>> {
    conn.all(
        &format!(
            "SELECT {COLUMNS} FROM scan_runs WHERE repository_id = $1 ORDER BY started_at DESC, id DESC
             LIMIT $2 OFFSET $3"
        ),
        args![repository, limit, offset],
    )
    .await
}

/// Removes runs that began before a time, but never the newest of a repository.
///
/// # Errors
/// Any database failure.
pub async fn forget_before(conn: &mut Conn, repository: Uuid, before: Micros) -> Result<u64> {
    conn.exec(
        "DELETE FROM scan_runs WHERE repository_id = $1 AND started_at < $2 AND status <> 'running'
         AND id <> (SELECT id FROM scan_runs WHERE repository_id = $1 ORDER BY started_at DESC, id DESC LIMIT 1)",
        args![repository, before],
    )
    .await
}

/// A file as the database knows it.
#[derive(Debug, Clone, FromRow)]
pub struct Known {
    /// Its asset.
    pub id: Uuid,
    /// Where it is.
    pub storage_path: String,
    /// Bytes.
    pub file_size: i64,
    /// When its content last changed.
    pub file_mtime: Option<Micros>,
    /// BLAKE3.
    pub hash: Option<String>,
    /// What it is.
    #[sqlx(try_from = "String")]
    pub kind: Kind,
    /// Where the asset stands.
    #[sqlx(try_from = "i64")]
    pub shelf: Shelf,
    /// How far its reading is.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// When it went to the trash.
    pub deleted_at: Option<Micros>,
    /// When a scan found it gone.
    pub file_missing_since: Option<Micros>,
}

const KNOWN: &str =
    "id, storage_path, file_size, file_mtime, hash, kind, shelf, state, deleted_at, file_missing_since";

/// The known files among these paths.
///
/// # Errors
/// Any database failure.
pub async fn known(conn: &mut Conn, repository: Uuid, paths: &[&str]) -> Result<Vec<Known>> {
    let wanted = dialect::text_in(conn.engine(), "storage_path", "$2");
    conn.all(
        &format!(
            "SELECT {KNOWN} FROM assets WHERE repository_id = $1 AND storage_path <> '' AND shelf IN (0, 1) AND {wanted}"
        ),
        args![repository, serde_json::json!(paths)],
    )
    .await
}

/// Known files of listed assets in the order of their paths, after one of them.
///
/// # Errors
/// Any database failure.
pub async fn listed_after(conn: &mut Conn, repository: Uuid, after: &str, limit: i64) -> Result<Vec<Known>> {
    conn.all(
        &format!(
            "SELECT {KNOWN} FROM assets WHERE repository_id = $1 AND storage_path <> '' AND storage_path > $2
             AND shelf = 0 ORDER BY storage_path LIMIT $3"
        ),
        args![repository, after, limit],
    )
    .await
}

/// Whether an upload with this content is on its way to its place in the repository.
///
/// # Errors
/// Any database failure.
pub async fn is_on_its_way(conn: &mut Conn, repository: Uuid, hash: &str) -> Result<bool> {
    let found: Option<(i64,)> = conn
        .optional(
            "SELECT 1 FROM assets WHERE hash = $2 AND repository_id = $1 AND staged_path IS NOT NULL LIMIT 1",
            args![repository, hash],
        )
        .await?;
    Ok(found.is_some())
}

/// Gives an asset another place: its file was moved.
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

/// Moves an asset whose file is gone to the trash. No effect when it is not listed.
///
/// # Errors
/// Any database failure.
pub async fn miss(conn: &mut Conn, id: Uuid, now: Micros) -> Result<bool> {
    let missed = crate::assets::trash(conn, id, now).await? == crate::assets::Trashed::Done;
    if missed {
        conn.exec("UPDATE assets SET file_missing_since = $2 WHERE id = $1", args![id, now]).await?;
    }
    Ok(missed)
}

/// Takes an asset out of the trash whose file is there again.
///
/// # Errors
/// Any database failure.
pub async fn find_again(conn: &mut Conn, id: Uuid, now: Micros) -> Result<()> {
    crate::assets::restore(conn, id, now).await?;
    conn.exec("UPDATE assets SET file_missing_since = NULL WHERE id = $1", args![id]).await?;
    Ok(())
}

/// A file's content as it was found.
#[derive(Debug, Clone)]
pub struct Content<'a> {
    /// Bytes.
    pub size: i64,
    /// When it last changed.
    pub mtime: Micros,
    /// BLAKE3.
    pub hash: &'a str,
    /// Type, as far as the name tells.
    pub mime_type: &'a str,
}

/// Writes down that the content of a known file is another one.
///
/// # Errors
/// Any database failure.
pub async fn put_file(conn: &mut Conn, id: Uuid, content: &Content<'_>, now: Micros) -> Result<()> {
    conn.exec(
        "UPDATE assets SET file_size = $2, file_mtime = $3, hash = $4, mime_type = $5, dedupe_hash = NULL,
         updated_at = $6 WHERE id = $1",
        args![id, content.size, content.mtime, content.hash, content.mime_type, now],
    )
    .await?;
    Ok(())
}
