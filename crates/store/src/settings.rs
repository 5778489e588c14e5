//! Settings an administrator changes while the server runs: one JSON value per group.

use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{Conn, Json, Micros, Result, args};

/// A stored group with who changed it last and when.
#[derive(Debug, Clone)]
pub struct Stored<T> {
    /// The value.
    pub value: T,
    /// User who wrote it, unless the system did.
    pub updated_by: Option<Uuid>,
    /// When it was written.
    pub updated_at: Micros,
}

/// Reads a group; `None` when it was never written.
///
/// # Errors
/// Any database failure, or a stored value of another shape.
pub async fn get<T>(conn: &mut Conn, name: &str) -> Result<Option<Stored<T>>>
where
    T: DeserializeOwned + Send + Unpin + 'static,
{
    let row: Option<(Json<T>, Option<Uuid>, Micros)> = conn
        .optional("SELECT value, updated_by, updated_at FROM settings WHERE name = $1", args![name])
        .await?;
    Ok(row.map(|(value, updated_by, updated_at)| Stored { value: value.0, updated_by, updated_at }))
}

/// Writes a group as a whole.
///
/// # Errors
/// Any database failure.
pub async fn put<T: Serialize>(
    conn: &mut Conn,
    name: &str,
    value: &T,
    by: Option<Uuid>,
    now: Micros,
) -> Result<()> {
    let json =
        serde_json::to_value(value).map_err(|e| crate::Error::Database(sqlx::Error::Encode(Box::new(e))))?;
    conn.exec(
        "INSERT INTO settings (name, value, updated_by, updated_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_by = excluded.updated_by,
         updated_at = excluded.updated_at",
        args![name, json, by, now],
    )
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::TestDb;

    crate::on_both_engines![a_setting_reads_back_what_was_written_last];

    async fn a_setting_reads_back_what_was_written_last(db: TestDb) {
        let mut tx = db.write().await.unwrap();
        put(&mut tx, "x", &vec![1, 2], None, 5).await.unwrap();
        put(&mut tx, "x", &vec![3], None, 6).await.unwrap();
        tx.commit().await.unwrap();
        let stored = get::<Vec<i64>>(&mut db.read().await.unwrap(), "x").await.unwrap().unwrap();
        assert_eq!((stored.value, stored.updated_at), (vec![3], 6));
    }
}
