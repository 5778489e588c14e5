//! Outputs: what commands made, and what they were given to keep.

use sea_query::Values;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args, dialect};

/// A row of `outputs`.
#[derive(Debug, Clone, FromRow)]
pub struct Output {
    /// Id: 128 random bits, and all that is needed to read it.
    pub id: Uuid,
    /// Tenant.
    pub tenant_id: Uuid,
    /// Whose it is: a user, or a key that acts for nobody.
    pub owner_id: Uuid,
    /// The key it was made with.
    pub key_id: Uuid,
    /// Media type.
    pub media_type: String,
    /// Extension of its name.
    pub extension: String,
    /// Bytes.
    pub size: i64,
    /// Creation.
    pub created_at: Micros,
    /// End of row and bytes; none: it stays.
    pub expires_at: Option<Micros>,
}

const COLUMNS: &str = "id, tenant_id, owner_id, key_id, media_type, extension, size, created_at, expires_at";

/// Inserts an output.
///
/// # Errors
/// `ForeignKey` when the tenant is gone.
pub async fn insert(tx: &mut Conn, output: &Output) -> Result<()> {
    let sql = format!("INSERT INTO outputs ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let values = args![
        output.id,
        output.tenant_id,
        output.owner_id,
        output.key_id,
        output.media_type.as_str(),
        output.extension.as_str(),
        output.size,
        output.created_at,
        output.expires_at
    ];
    tx.exec(&sql, values).await?;
    Ok(())
}

/// An output that is not over.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid, now: Micros) -> Result<Option<Output>> {
    let sql =
        format!("SELECT {COLUMNS} FROM outputs WHERE id = $1 AND (expires_at IS NULL OR expires_at > $2)");
    conn.optional(&sql, args![id, now]).await
}

/// Removes an output of an owner; what was removed.
///
/// # Errors
/// Any database failure.
pub async fn delete(tx: &mut Conn, tenant: Uuid, owner: Uuid, id: Uuid) -> Result<Option<Output>> {
    let sql =
        format!("DELETE FROM outputs WHERE id = $1 AND tenant_id = $2 AND owner_id = $3 RETURNING {COLUMNS}");
    tx.optional(&sql, args![id, tenant, owner]).await
}

/// Removes some of those that are over; what was removed.
///
/// # Errors
/// Any database failure.
pub async fn expire(tx: &mut Conn, now: Micros) -> Result<Vec<Output>> {
    let skip = dialect::skip_locked(tx.engine());
    let sql = format!(
        "DELETE FROM outputs WHERE id IN (SELECT id FROM outputs WHERE expires_at IS NOT NULL AND expires_at <= $1
         ORDER BY expires_at LIMIT 500 {skip}) RETURNING {COLUMNS}"
    );
    tx.all(&sql, args![now]).await
}

/// Those of some ids that are outputs of the tenant, over or not.
///
/// # Errors
/// Any database failure.
pub async fn known(conn: &mut Conn, tenant: Uuid, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let wanted = dialect::id_in(conn.engine(), "id", "$2");
    let list = dialect::id_list(conn.engine(), ids);
    let sql = format!("SELECT id FROM outputs WHERE tenant_id = $1 AND {wanted}");
    let rows: Vec<(Uuid,)> = conn.all(&sql, Values(vec![crate::value(tenant), list])).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
