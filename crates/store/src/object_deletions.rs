//! Objects that have to go, or that may still come and then have to go.

use crate::{Conn, Micros, Result, args};

/// Wants an object gone from `at` on. Asked twice, the later time holds.
///
/// # Errors
/// Any database failure.
pub async fn want(tx: &mut Conn, key: &str, at: Micros) -> Result<()> {
    tx.exec(
        "INSERT INTO object_deletions (object_key, requested_at) VALUES ($1, $2)
         ON CONFLICT (object_key) DO UPDATE SET requested_at = excluded.requested_at
         WHERE object_deletions.requested_at < excluded.requested_at",
        args![key, at],
    )
    .await?;
    Ok(())
}

/// Up to `limit` objects whose time has come.
///
/// # Errors
/// Any database failure.
pub async fn due(conn: &mut Conn, now: Micros, limit: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = conn
        .all(
            "SELECT object_key FROM object_deletions WHERE requested_at <= $1 ORDER BY object_key LIMIT $2",
            args![now, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// An object is gone, unless it is wanted gone later once more.
///
/// # Errors
/// Any database failure.
pub async fn done(tx: &mut Conn, key: &str, now: Micros) -> Result<()> {
    tx.exec("DELETE FROM object_deletions WHERE object_key = $1 AND requested_at <= $2", args![key, now])
        .await?;
    Ok(())
}
