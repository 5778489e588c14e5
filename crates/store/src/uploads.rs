//! Uploads in pieces: what has arrived of which file.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

/// A row of `upload_sessions` with what has arrived.
#[derive(Debug, Clone, FromRow)]
pub struct Session {
    /// The owner's id, or `anonymous`.
    pub owner_key: String,
    /// The client's name for it.
    pub id: String,
    /// Repository it goes to.
    pub repository_id: Uuid,
    /// Our name for the folder of the pieces.
    pub folder: String,
    /// File name.
    pub file_name: String,
    /// Hash the client claims.
    pub content_hash: Option<String>,
    /// Pieces in all.
    pub total_chunks: i64,
    /// `pending`, `uploading`, `merging`, `completed` or `failed`.
    pub status: String,
    /// Why it failed.
    pub error: Option<String>,
    /// Job that ingests the merged file.
    pub job_id: Option<i64>,
    /// Last piece.
    pub last_activity_at: Micros,
    /// Pieces that have arrived.
    pub received_chunks: i64,
    /// Bytes that have arrived.
    pub bytes_done: i64,
}

const SELECT: &str = "SELECT s.owner_key, s.id, s.repository_id, s.folder, s.file_name, s.content_hash, s.total_chunks,
    s.status, s.error, s.job_id, s.last_activity_at,
    (SELECT COUNT(*) FROM upload_chunks c WHERE c.owner_key = s.owner_key AND c.session_id = s.id) AS received_chunks,
    (SELECT CAST(COALESCE(SUM(c.size), 0) AS BIGINT) FROM upload_chunks c
        WHERE c.owner_key = s.owner_key AND c.session_id = s.id) AS bytes_done
    FROM upload_sessions s ";

/// A session of an owner.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, owner_key: &str, id: &str) -> Result<Option<Session>> {
    conn.optional(&format!("{SELECT} WHERE s.owner_key = $1 AND s.id = $2"), args![owner_key, id]).await
}

/// All sessions of an owner, oldest first.
///
/// # Errors
/// Any database failure.
pub async fn of_owner(conn: &mut Conn, owner_key: &str) -> Result<Vec<Session>> {
    conn.all(&format!("{SELECT} WHERE s.owner_key = $1 ORDER BY s.created_at, s.id"), args![owner_key]).await
}

/// What a session begins with.
#[derive(Debug, Clone)]
pub struct NewSession<'a> {
    /// Tenant.
    pub tenant: Uuid,
    /// Owner.
    pub owner_key: &'a str,
    /// The client's name for it.
    pub id: &'a str,
    /// Repository it goes to.
    pub repository: Uuid,
    /// Our name for the folder of the pieces.
    pub folder: &'a str,
    /// File name.
    pub file_name: &'a str,
    /// Hash the client claims.
    pub content_hash: Option<&'a str>,
    /// Pieces in all.
    pub total_chunks: i64,
}

/// Begins a session unless it exists.
///
/// # Errors
/// Any database failure.
pub async fn begin(conn: &mut Conn, new: &NewSession<'_>, now: Micros) -> Result<()> {
    conn.exec(
        "INSERT INTO upload_sessions (owner_key, id, tenant_id, repository_id, folder, file_name, content_hash,
         total_chunks, status, created_at, last_activity_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', $9, $9)
         ON CONFLICT DO NOTHING",
        args![
            new.owner_key,
            new.id,
            new.tenant,
            new.repository,
            new.folder,
            new.file_name,
            new.content_hash,
            new.total_chunks,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Records a piece that is durable.
///
/// # Errors
/// Any database failure.
pub async fn put_chunk(
    conn: &mut Conn,
    owner_key: &str,
    id: &str,
    index: i64,
    size: i64,
    now: Micros,
) -> Result<()> {
    conn.exec(
        "INSERT INTO upload_chunks (owner_key, session_id, chunk_index, size, received_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
        args![owner_key, id, index, size, now],
    )
    .await?;
    conn.exec(
        "UPDATE upload_sessions SET last_activity_at = $3,
         status = CASE status WHEN 'pending' THEN 'uploading' ELSE status END WHERE owner_key = $1 AND id = $2",
        args![owner_key, id, now],
    )
    .await?;
    Ok(())
}

/// Claims the merging of a complete session; false when somebody else does it or it is done.
///
/// # Errors
/// Any database failure.
pub async fn claim_merge(conn: &mut Conn, owner_key: &str, id: &str, now: Micros) -> Result<bool> {
    // A claim that is two minutes old was left by a process that died.
    let touched = conn
        .exec(
            "UPDATE upload_sessions SET status = 'merging', last_activity_at = $3
             WHERE owner_key = $1 AND id = $2 AND (status IN ('pending', 'uploading')
               OR (status = 'merging' AND last_activity_at < $4))",
            args![owner_key, id, now, now - 120_000_000],
        )
        .await?;
    Ok(touched == 1)
}

/// Ends a session.
///
/// # Errors
/// Any database failure.
pub async fn finish(
    conn: &mut Conn,
    owner_key: &str,
    id: &str,
    outcome: Result<(Uuid, i64), &str>,
    now: Micros,
) -> Result<()> {
    let (status, asset, job, error) = match outcome {
        Ok((asset, job)) => ("completed", Some(asset), Some(job), None),
        Err(reason) => ("failed", None, None, Some(reason)),
    };
    conn.exec(
        "UPDATE upload_sessions SET status = $3, asset_id = $4, job_id = $5, error = $6, last_activity_at = $7
         WHERE owner_key = $1 AND id = $2",
        args![owner_key, id, status, asset, job, error, now],
    )
    .await?;
    Ok(())
}

/// Forgets one session, so that its name can be used again.
///
/// # Errors
/// Any database failure.
pub async fn forget(conn: &mut Conn, owner_key: &str, id: &str) -> Result<()> {
    conn.exec("DELETE FROM upload_sessions WHERE owner_key = $1 AND id = $2", args![owner_key, id]).await?;
    Ok(())
}

/// Forgets sessions idle since before `idle_before`; answers repository and folder of each.
///
/// # Errors
/// Any database failure.
pub async fn forget_idle(conn: &mut Conn, idle_before: Micros) -> Result<Vec<(Uuid, String)>> {
    conn.all(
        "DELETE FROM upload_sessions WHERE last_activity_at < $1 RETURNING repository_id, folder",
        args![idle_before],
    )
    .await
}

/// How many sessions of a tenant are neither completed nor failed.
///
/// # Errors
/// Any database failure.
pub async fn count_active(conn: &mut Conn, tenant: Uuid) -> Result<i64> {
    conn.scalar(
        "SELECT COUNT(*) FROM upload_sessions WHERE tenant_id = $1 AND status NOT IN ('completed', 'failed')",
        args![tenant],
    )
    .await
}
