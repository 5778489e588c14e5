//! The pieces of deposits that come one by one.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, args};

/// An acknowledged piece.
#[derive(Debug, Clone, Copy, FromRow)]
pub struct Piece {
    /// Where it begins in the file.
    pub start: i64,
    /// Its bytes.
    pub size: i64,
    /// The upload object with them.
    pub object_id: Uuid,
}

/// Adds a piece at the end of what was received; answers whether the end was still at `start`.
///
/// # Errors
/// Any database failure.
pub async fn add(tx: &mut Conn, deposit: Uuid, piece: Piece) -> Result<bool> {
    let moved = tx
        .exec(
            "UPDATE deposits SET received = received + $3 WHERE id = $1 AND place = 'pieces' AND state = 'pending'
             AND received = $2",
            args![deposit, piece.start, piece.size],
        )
        .await?;
    if moved == 0 {
        return Ok(false);
    }
    tx.exec(
        "INSERT INTO deposit_pieces (deposit_id, start, size, object_id) VALUES ($1, $2, $3, $4)",
        args![deposit, piece.start, piece.size, piece.object_id],
    )
    .await?;
    Ok(true)
}

/// The pieces of a deposit, in order.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, deposit: Uuid) -> Result<Vec<Piece>> {
    conn.all(
        "SELECT start, size, object_id FROM deposit_pieces WHERE deposit_id = $1 ORDER BY start",
        args![deposit],
    )
    .await
}

/// Forgets the pieces of a deposit; answers what they were.
///
/// # Errors
/// Any database failure.
pub async fn take(tx: &mut Conn, deposit: Uuid) -> Result<Vec<Piece>> {
    tx.all(
        "DELETE FROM deposit_pieces WHERE deposit_id = $1 RETURNING start, size, object_id",
        args![deposit],
    )
    .await
}
