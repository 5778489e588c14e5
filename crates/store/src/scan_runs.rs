//! Scan runs: what each look through a repository found.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

/// What a run has counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct Counts {
    /// New files.
    #[sqlx(rename = "discovered_count")]
    pub discovered: i64,
    /// Changed, moved and returned files.
    #[sqlx(rename = "updated_count")]
    pub updated: i64,
    /// Assets whose file is gone.
    #[sqlx(rename = "deleted_count")]
    pub deleted: i64,
    /// Files passed over.
    #[sqlx(rename = "skipped_count")]
    pub skipped: i64,
}

/// A row of `scan_runs`.
#[derive(Debug, Clone, FromRow)]
pub struct ScanRun {
    /// Id, in order of time.
    pub id: Uuid,
    /// What was looked through.
    pub repository_id: Uuid,
    /// `manual`, `periodic` or `watch`.
    pub mode: String,
    /// `running`, `completed` or `failed`.
    pub status: String,
    /// User name of who asked for it.
    pub requested_by: Option<String>,
    /// What it has counted so far.
    #[sqlx(flatten)]
    pub counts: Counts,
    /// Why it failed, or what made it careful.
    pub error: Option<String>,
    /// When it began.
    pub started_at: Micros,
    /// When it ended.
    pub finished_at: Option<Micros>,
}

const SELECT: &str = "SELECT id, repository_id, mode, status, requested_by, discovered_count, updated_count,
    deleted_count, skipped_count, error, started_at, finished_at FROM scan_runs ";

/// Begins a run unless one is running in the repository; answers whether it began.
///
/// # Errors
/// Any database failure.
pub async fn begin(
    conn: &mut Conn,
    id: Uuid,
    repository: Uuid,
    mode: &str,
    requested_by: Option<&str>,
    now: Micros,
) -> Result<bool> {
    let begun = conn
        .exec(
            "INSERT INTO scan_runs (id, repository_id, mode, status, requested_by, started_at)
             VALUES ($1, $2, $3, 'running', $4, $5) ON CONFLICT DO NOTHING",
            args![id, repository, mode, requested_by, now],
        )
        .await?;
    Ok(begun == 1)
}

/// Writes down what a running run has counted.
///
/// # Errors
/// Any database failure.
pub async fn put_counts(conn: &mut Conn, id: Uuid, counts: Counts) -> Result<()> {
    conn.exec(
        "UPDATE scan_runs SET discovered_count = $2, updated_count = $3, deleted_count = $4, skipped_count = $5
         WHERE id = $1",
        args![id, counts.discovered, counts.updated, counts.deleted, counts.skipped],
    )
    .await?;
    Ok(())
}

/// Ends a run that is running; answers whether it was.
///
/// # Errors
/// Any database failure.
pub async fn complete(conn: &mut Conn, id: Uuid, warning: Option<&str>, now: Micros) -> Result<bool> {
    let ended = conn
        .exec(
            "UPDATE scan_runs SET status = 'completed', error = $2, finished_at = $3
             WHERE id = $1 AND status = 'running'",
            args![id, warning, now],
        )
        .await?;
    Ok(ended == 1)
}

/// Marks whatever is running in a repository failed.
///
/// # Errors
/// Any database failure.
pub async fn fail(conn: &mut Conn, repository: Uuid, reason: &str, now: Micros) -> Result<u64> {
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
        &format!("{SELECT} WHERE repository_id = $1 ORDER BY started_at DESC, id DESC LIMIT $2 OFFSET $3"),
        args![repository, limit, offset],
    )
    .await
}

/// Forgets all but the newest `keep` runs of a repository: periodic scanning leaves a row every few minutes.
///
/// # Errors
/// Any database failure.
pub async fn forget_old(conn: &mut Conn, repository: Uuid, keep: i64) -> Result<()> {
    conn.exec(
        "DELETE FROM scan_runs WHERE repository_id = $1 AND status <> 'running' AND started_at <
         (SELECT started_at FROM scan_runs WHERE repository_id = $1 ORDER BY started_at DESC LIMIT 1 OFFSET $2)",
        args![repository, keep],
    )
    .await?;
    Ok(())
}
