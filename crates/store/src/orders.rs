//! Orders: work that programs ask for, from its acceptance to the end of its result.

use sea_query::Values;
use sqlx::FromRow;
use uuid::Uuid;

use crate::deposits::Whose;
use crate::signals::Signal;
use crate::{Conn, Json, Micros, Result, args, dialect};

/// A row of `orders`.
#[derive(Debug, Clone, FromRow)]
pub struct Order {
    /// Id.
    pub id: Uuid,
    /// Tenant.
    pub tenant_id: Uuid,
    /// Whose it is: a user, or a key that acts for nobody.
    pub owner_id: Uuid,
    /// The key it was placed with.
    pub key_id: Uuid,
    /// What is done.
    pub kind: String,
    /// `body`, `url` or `file`.
    pub source: String,
    /// The upload it works on.
    pub deposit_id: Option<Uuid>,
    /// The address it works on, until it ends.
    pub url: Option<String>,
    /// How it is done.
    pub parameters: Json<serde_json::Value>,
    /// `queued`, `processing`, `success`, `failed` or `cancelled`.
    pub state: String,
    /// Percent, where it tells.
    pub progress: Option<i64>,
    /// Number of its row in the queue.
    pub queue_job: Option<i64>,
    /// Whose idempotency key it is.
    pub idempotency_scope: Option<Uuid>,
    /// What makes it the same as another one.
    pub idempotency_key: Option<String>,
    /// Request that placed it.
    pub request_id: String,
    /// The result object.
    pub result_id: Option<Uuid>,
    /// Media type of the result.
    pub result_type: Option<String>,
    /// File name of the result.
    pub result_name: Option<String>,
    /// Bytes of the result.
    pub result_size: Option<i64>,
    /// Beginning of a result of text.
    pub preview: Option<String>,
    /// What the kind tells besides the file.
    pub data: Option<Json<serde_json::Value>>,
    /// Why it failed.
    pub error: Option<String>,
    /// Why it failed, for people.
    pub error_message: Option<String>,
    /// Creation.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
    /// End of row and result.
    pub expires_at: Option<Micros>,
}

const COLUMNS: &str =
    "id, tenant_id, owner_id, key_id, kind, source, deposit_id, url, parameters, state, progress, queue_job,
    idempotency_scope, idempotency_key, request_id, result_id, result_type, result_name, result_size, preview, data,
    error, error_message, created_at, updated_at, expires_at";

/// Inserts an order; `false` when another one has its idempotency key.
///
/// # Errors
/// Any database failure.
pub async fn insert(tx: &mut Conn, order: &Order) -> Result<bool> {
    let sql = format!(
        "INSERT INTO orders ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
         $17, $18, $19, $20, $21, $22, $23, $24, $25, $26) ON CONFLICT DO NOTHING"
    );
    let values = args![
        order.id,
        order.tenant_id,
        order.owner_id,
        order.key_id,
        order.kind.as_str(),
        order.source.as_str(),
        order.deposit_id,
        order.url.clone(),
        order.parameters.0.clone(),
        order.state.as_str(),
        order.progress,
        order.queue_job,
        order.idempotency_scope,
        order.idempotency_key.clone(),
        order.request_id.as_str(),
        order.result_id,
        order.result_type.clone(),
        order.result_name.clone(),
        order.result_size,
        order.preview.clone(),
        order.data.as_ref().map(|data| data.0.clone()),
        order.error.clone(),
        order.error_message.clone(),
        order.created_at,
        order.updated_at,
        order.expires_at
    ];
    Ok(tx.exec(&sql, values).await? > 0)
}

/// The order that has an idempotency key. The key of one that was placed before `since`, or is over, is free again, once the
/// caller's transaction commits.
///
/// # Errors
/// Any database failure.
pub async fn by_idempotency(
    tx: &mut Conn,
    tenant: Uuid,
    scope: Uuid,
    kind: &str,
    key: &str,
    since: Micros,
    now: Micros,
) -> Result<Option<Order>> {
    tx.exec(
        "UPDATE orders SET idempotency_key = NULL WHERE tenant_id = $1 AND idempotency_scope = $2 AND kind = $3
         AND idempotency_key = $4 AND (created_at < $5 OR expires_at <= $6)",
        args![tenant, scope, kind, key, since, now],
    )
    .await?;
    tx.optional(
        &format!(
            "SELECT {COLUMNS} FROM orders WHERE tenant_id = $1 AND idempotency_scope = $2 AND kind = $3
             AND idempotency_key = $4"
        ),
        args![tenant, scope, kind, key],
    )
    .await
}

/// An order of anybody.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid) -> Result<Option<Order>> {
    conn.optional(&format!("SELECT {COLUMNS} FROM orders WHERE id = $1"), args![id]).await
}

/// An order of anybody, which nobody else changes until the transaction ends.
///
/// # Errors
/// Any database failure.
pub async fn lock(tx: &mut Conn, id: Uuid) -> Result<Option<Order>> {
    let lock = dialect::for_update(tx.engine());
    tx.optional(&format!("SELECT {COLUMNS} FROM orders WHERE id = $1{lock}"), args![id]).await
}

/// An order, for who may see it.
///
/// # Errors
/// Any database failure.
pub async fn find(conn: &mut Conn, whose: Whose, id: Uuid) -> Result<Option<Order>> {
    conn.optional(
        &format!(
            "SELECT {COLUMNS} FROM orders WHERE id = $1 AND tenant_id = $2 AND ($3 IS NULL OR owner_id = $3)
             AND ($4 IS NULL OR key_id = $4)"
        ),
        args![id, whose.tenant, whose.owner, whose.key],
    )
    .await
}

/// Says which job of the queue does it.
///
/// # Errors
/// Any database failure.
pub async fn set_job(tx: &mut Conn, id: Uuid, job: i64) -> Result<()> {
    tx.exec("UPDATE orders SET queue_job = $2 WHERE id = $1", args![id, job]).await?;
    Ok(())
}

/// Work on it begins; answers whether it is the first time. States only move forward.
///
/// # Errors
/// Any database failure.
pub async fn start(tx: &mut Conn, id: Uuid, now: Micros) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE orders SET state = 'processing', updated_at = $2 WHERE id = $1 AND state = 'queued'",
            args![id, now],
        )
        .await?;
    tx.signal(Signal::Order).await?;
    Ok(changed > 0)
}

/// Tells how far it is, percent.
///
/// # Errors
/// Any database failure.
pub async fn advance(tx: &mut Conn, id: Uuid, progress: i64, now: Micros) -> Result<()> {
    tx.exec(
        "UPDATE orders SET progress = $2, updated_at = $3 WHERE id = $1 AND state = 'processing'",
        args![id, progress, now],
    )
    .await?;
    tx.signal(Signal::Order).await?;
    Ok(())
}

/// How an order ended.
#[derive(Debug, Clone)]
pub enum End {
    /// With a result.
    Success {
        /// The object.
        result: Uuid,
        /// Its media type.
        content_type: String,
        /// Its file name.
        name: String,
        /// Its bytes.
        size: i64,
        /// Its beginning, where it is text.
        preview: Option<String>,
        /// What the kind tells besides.
        data: Option<serde_json::Value>,
    },
    /// Without one.
    Failed {
        /// Stable word.
        error: String,
        /// For people.
        message: String,
    },
    /// By somebody's wish.
    Cancelled,
}

impl End {
    /// Bytes that are kept from now on.
    #[must_use]
    pub fn kept(&self) -> u64 {
        match self {
            Self::Success { size, .. } => u64::try_from(*size).unwrap_or(0),
            Self::Failed { .. } | Self::Cancelled => 0,
        }
    }
}

/// Ends an order that is alive; answers whether it was. Of all attempts the first one wins.
///
/// # Errors
/// Any database failure.
pub async fn finish(tx: &mut Conn, id: Uuid, end: End, now: Micros, expires_at: Micros) -> Result<bool> {
    const ALIVE: &str =
        "url = NULL, updated_at = $2, expires_at = $3 WHERE id = $1 AND state IN ('queued', 'processing')";
    let changed = match end {
        End::Success { result, content_type, name, size, preview, data } => {
            tx.exec(
                &format!(
                    "UPDATE orders SET state = 'success', progress = 100, result_id = $4, result_type = $5,
                     result_name = $6, result_size = $7, preview = $8, data = $9, {ALIVE}"
                ),
                args![id, now, expires_at, result, content_type, name, size, preview, data],
            )
            .await?
        }
        End::Failed { error, message } => {
            tx.exec(
                &format!("UPDATE orders SET state = 'failed', error = $4, error_message = $5, {ALIVE}"),
                args![id, now, expires_at, error, message],
            )
            .await?
        }
        End::Cancelled => {
            tx.exec(&format!("UPDATE orders SET state = 'cancelled', {ALIVE}"), args![id, now, expires_at])
                .await?
        }
    };
    tx.signal(Signal::Order).await?;
    Ok(changed > 0)
}

/// The orders alive that work on a deposit.
///
/// # Errors
/// Any database failure.
pub async fn using(conn: &mut Conn, deposit: Uuid) -> Result<Vec<Order>> {
    conn.all(
        &format!(
            "SELECT {COLUMNS} FROM orders WHERE deposit_id = $1 AND state IN ('queued', 'processing') ORDER BY id"
        ),
        args![deposit],
    )
    .await
}

/// Removes orders whose time is over; answers what they were.
///
/// # Errors
/// Any database failure.
pub async fn expire(tx: &mut Conn, now: Micros) -> Result<Vec<Order>> {
    let skip = dialect::skip_locked(tx.engine());
    tx.all(
        &format!(
            "DELETE FROM orders WHERE id IN (SELECT id FROM orders WHERE expires_at IS NOT NULL AND expires_at <= $1
             ORDER BY expires_at LIMIT 500 {skip}) RETURNING {COLUMNS}"
        ),
        args![now],
    )
    .await
}

/// Those of some ids that are results of orders of the tenant.
///
/// # Errors
/// Any database failure.
pub async fn known_results(conn: &mut Conn, tenant: Uuid, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let wanted = dialect::id_in(conn.engine(), "result_id", "$2");
    let list = dialect::id_list(conn.engine(), ids);
    let sql = format!("SELECT result_id FROM orders WHERE tenant_id = $1 AND {wanted}");
    let rows: Vec<(Uuid,)> = conn.all(&sql, Values(vec![crate::value(tenant), list])).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
