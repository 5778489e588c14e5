//! Deposits: files that programs bring through signed forms.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args, dialect};

/// A row of `deposits`.
#[derive(Debug, Clone, FromRow)]
pub struct Deposit {
    /// Id.
    pub id: Uuid,
    /// Tenant.
    pub tenant_id: Uuid,
    /// Whose it is: a user, or a key that acts for nobody.
    pub owner_id: Uuid,
    /// The key it was made with.
    pub key_id: Uuid,
    /// `pending`, `completed`, `failed` or `expired`.
    pub state: String,
    /// File name.
    pub filename: String,
    /// Media type.
    pub content_type: String,
    /// Size the client announced.
    pub declared_size: Option<i64>,
    /// Largest size its form allows.
    pub max_size: i64,
    /// Size, once it is there.
    pub size: Option<i64>,
    /// Entity tag, once it is there, without quotes.
    pub etag: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// The upload object with its bytes, unless it lies straight in the store.
    pub object_id: Option<Uuid>,
    /// How it comes: `bucket`, through a form of our own; `store`, through one of the configured store; `pieces`.
    pub place: String,
    /// Bytes of acknowledged pieces.
    pub received: i64,
    /// Creation.
    pub created_at: Micros,
    /// End of the form, of the file, or of the row, by state.
    pub expires_at: Micros,
}

const COLUMNS: &str =
    "id, tenant_id, owner_id, key_id, state, filename, content_type, declared_size, max_size, size,
    etag, error, object_id, place, received, created_at, expires_at";

/// Which deposits a caller sees.
#[derive(Debug, Clone, Copy)]
pub struct Whose {
    /// Tenant.
    pub tenant: Uuid,
    /// Owner; `None`: everybody's.
    pub owner: Option<Uuid>,
    /// Only what this key made.
    pub key: Option<Uuid>,
}

impl Whose {
    /// Whether a deposit is among them.
    #[must_use]
    pub fn sees(&self, deposit: &Deposit) -> bool {
        self.tenant == deposit.tenant_id
            && self.owner.is_none_or(|owner| owner == deposit.owner_id)
            && self.key.is_none_or(|key| key == deposit.key_id)
    }
}

/// Inserts a deposit.
///
/// # Errors
/// Any database failure.
pub async fn insert(tx: &mut Conn, deposit: &Deposit) -> Result<()> {
    tx.exec(
        "INSERT INTO deposits (id, tenant_id, owner_id, key_id, state, filename, content_type, declared_size, max_size,
         created_at, expires_at, place) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            deposit.id,
            deposit.tenant_id,
            deposit.owner_id,
            deposit.key_id,
            deposit.state.as_str(),
            deposit.filename.as_str(),
            deposit.content_type.as_str(),
            deposit.declared_size,
            deposit.max_size,
            deposit.created_at,
            deposit.expires_at,
            deposit.place.as_str()
        ],
    )
    .await?;
    Ok(())
}

/// A deposit of anybody.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid) -> Result<Option<Deposit>> {
    conn.optional(&format!("SELECT {COLUMNS} FROM deposits WHERE id = $1"), args![id]).await
}

/// A deposit of anybody, which nobody else changes until the transaction ends.
///
/// # Errors
/// Any database failure.
pub async fn lock(tx: &mut Conn, id: Uuid) -> Result<Option<Deposit>> {
    let lock = dialect::for_update(tx.engine());
    tx.optional(&format!("SELECT {COLUMNS} FROM deposits WHERE id = $1{lock}"), args![id]).await
}

/// What an owner holds.
#[derive(Debug, Clone, Copy, FromRow)]
pub struct Held {
    /// Forms that are out.
    pub pending: i64,
    /// Bytes stored, and those that forms may still bring.
    pub bytes: i64,
}

/// What an owner holds. Taken inside a write after [`lock_owner`], nothing can be added in between.
///
/// # Errors
/// Any database failure.
pub async fn held(conn: &mut Conn, tenant: Uuid, owner: Uuid) -> Result<Held> {
    conn.one(
        "SELECT CAST(COALESCE(SUM(CASE WHEN state = 'pending' THEN 1 ELSE 0 END), 0) AS BIGINT) AS pending,
         CAST(COALESCE(SUM(CASE state WHEN 'pending' THEN max_size WHEN 'completed' THEN size ELSE 0 END), 0) AS BIGINT)
             AS bytes
         FROM deposits WHERE tenant_id = $1 AND owner_id = $2",
        args![tenant, owner],
    )
    .await
}

/// Makes others who add deposits of this owner wait for the end of the transaction.
///
/// # Errors
/// Any database failure.
pub async fn lock_owner(tx: &mut Conn, owner: Uuid) -> Result<()> {
    let lock = dialect::lock_row(tx.engine());
    for table in ["users", "api_keys"] {
        tx.exec(&format!("SELECT id FROM {table} WHERE id = $1 {lock}"), args![owner]).await?;
    }
    Ok(())
}

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// In this state only.
    pub state: Option<String>,
    /// Whose file name begins so.
    pub filename: Option<String>,
    /// Made at this time or later.
    pub created_after: Option<Micros>,
    /// Made before this time.
    pub created_before: Option<Micros>,
    /// Older than this one.
    pub before: Option<Uuid>,
    /// How many.
    pub limit: i64,
}

/// Deposits, newest first.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, whose: Whose, wanted: &Wanted) -> Result<Vec<Deposit>> {
    conn.all(
        &format!(
            "SELECT {COLUMNS} FROM deposits WHERE tenant_id = $1 AND ($2 IS NULL OR owner_id = $2)
             AND ($3 IS NULL OR key_id = $3) AND ($4 IS NULL OR state = $4)
             AND ($5 IS NULL OR substr(filename, 1, length($5)) = $5) AND ($6 IS NULL OR created_at >= $6)
             AND ($7 IS NULL OR created_at < $7) AND ($8 IS NULL OR id < $8) ORDER BY id DESC LIMIT $9"
        ),
        args![
            whose.tenant,
            whose.owner,
            whose.key,
            wanted.state.clone(),
            wanted.filename.clone(),
            wanted.created_after,
            wanted.created_before,
            wanted.before,
            wanted.limit
        ],
    )
    .await
}

/// The bytes are there: of all attempts the first one wins. Answers whether this one did.
///
/// # Errors
/// Any database failure.
pub async fn complete(
    tx: &mut Conn,
    id: Uuid,
    object: Option<Uuid>,
    size: i64,
    etag: &str,
    expires_at: Micros,
) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE deposits SET state = 'completed', object_id = $2, size = $3, etag = $4, expires_at = $5
             WHERE id = $1 AND state = 'pending'",
            args![id, object, size, etag, expires_at],
        )
        .await?;
    Ok(changed > 0)
}

/// Those that wait for their file in the configured store, oldest first.
///
/// # Errors
/// Any database failure.
pub async fn waiting_in_store(conn: &mut Conn, whose: Option<Whose>) -> Result<Vec<Deposit>> {
    let (tenant, owner, key) = whose.map_or((None, None, None), |w| (Some(w.tenant), w.owner, w.key));
    conn.all(
        &format!(
            "SELECT {COLUMNS} FROM deposits WHERE place = 'store' AND place <> 'bucket' AND state = 'pending'
             AND ($1 IS NULL OR tenant_id = $1) AND ($2 IS NULL OR owner_id = $2) AND ($3 IS NULL OR key_id = $3)
             ORDER BY id LIMIT 1000"
        ),
        args![tenant, owner, key],
    )
    .await
}

/// Gives one that comes in pieces more time.
///
/// # Errors
/// Any database failure.
pub async fn prolong(tx: &mut Conn, id: Uuid, until: Micros) -> Result<()> {
    tx.exec("UPDATE deposits SET expires_at = $2 WHERE id = $1 AND state = 'pending'", args![id, until])
        .await?;
    Ok(())
}

/// The bytes are not what was promised; answers whether it was there.
///
/// # Errors
/// Any database failure.
pub async fn fail(tx: &mut Conn, id: Uuid, error: &str) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE deposits SET state = 'failed', error = $2, object_id = NULL
             WHERE id = $1 AND state IN ('pending', 'completed')",
            args![id, error],
        )
        .await?;
    Ok(changed > 0)
}

/// Takes a deposit out; answers what it was.
///
/// # Errors
/// Any database failure.
pub async fn delete(tx: &mut Conn, whose: Whose, id: Uuid) -> Result<Option<Deposit>> {
    tx.optional(
        &format!(
            "DELETE FROM deposits WHERE id = $1 AND tenant_id = $2 AND ($3 IS NULL OR owner_id = $3)
             AND ($4 IS NULL OR key_id = $4) RETURNING {COLUMNS}"
        ),
        args![id, whose.tenant, whose.owner, whose.key],
    )
    .await
}

/// Lets what is over expire: forms that ended before `forms`, files that ended before `now` and that no order works on.
/// Answers what they were, with the object that is free now.
///
/// # Errors
/// Any database failure.
pub async fn expire(tx: &mut Conn, forms: Micros, now: Micros, gone_at: Micros) -> Result<Vec<Deposit>> {
    let over = tx
        .all::<Deposit>(
            &format!(
                "SELECT {COLUMNS} FROM deposits WHERE (state = 'pending' AND expires_at <= $1)
                 OR (state IN ('completed', 'failed') AND expires_at <= $2 AND NOT EXISTS (SELECT 1 FROM orders
                    WHERE deposit_id = deposits.id AND orders.state IN ('queued', 'processing')))
                 ORDER BY id LIMIT 500 {}",
                dialect::skip_locked(tx.engine())
            ),
            args![forms, now],
        )
        .await?;
    for deposit in &over {
        tx.exec(
            "UPDATE deposits SET state = 'expired', object_id = NULL, expires_at = $2 WHERE id = $1",
            args![deposit.id, gone_at],
        )
        .await?;
    }
    Ok(over)
}

/// Removes expired rows whose time has come; answers how many.
///
/// # Errors
/// Any database failure.
pub async fn forget(tx: &mut Conn, now: Micros) -> Result<u64> {
    tx.exec("DELETE FROM deposits WHERE state = 'expired' AND expires_at <= $1", args![now]).await
}

/// Whether a row refers to an upload object, as a file or as a piece of one.
///
/// # Errors
/// Any database failure.
pub async fn refers_to(conn: &mut Conn, object: Uuid) -> Result<bool> {
    let count: i64 = conn
        .scalar(
            "SELECT (SELECT COUNT(*) FROM deposits WHERE object_id = $1)
             + (SELECT COUNT(*) FROM deposit_pieces WHERE object_id = $1)",
            args![object],
        )
        .await?;
    Ok(count > 0)
}
