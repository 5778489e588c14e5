//! Looks at pictures.

use sea_query::Values;
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Json, Micros, Result, args, dialect};

/// A row of `face_runs`, with what is shown of its picture.
#[derive(Debug, Clone, FromRow)]
pub struct Run {
    /// Id.
    pub id: Uuid,
    /// Tenant.
    pub tenant_id: Uuid,
    /// Its picture, once it has come.
    pub asset_id: Option<Uuid>,
    /// The key that asked.
    pub key_id: Option<Uuid>,
    /// The request that asked.
    pub request_id: String,
    /// `detect` or `mask`.
    pub kind: String,
    /// Of a mask, how.
    pub method: Option<String>,
    /// Everything that was asked for.
    pub parameters: Json<Value>,
    /// `queued`, `running`, `done` or `failed`.
    pub state: String,
    /// Channels of the picture's file.
    pub channels: Option<i64>,
    /// What was found.
    pub faces: Option<Json<Value>>,
    /// How many.
    pub face_count: i64,
    /// Name of the model.
    pub model: Option<String>,
    /// Time of the model, microseconds.
    pub inference_us: Option<i64>,
    /// Time of everything, microseconds.
    pub total_us: Option<i64>,
    /// What a second look found.
    pub certificate: Option<Json<Value>>,
    /// Media type of the masked picture.
    pub result_type: Option<String>,
    /// Its bytes.
    pub result_size: Option<i64>,
    /// Why it failed.
    pub error: Option<String>,
    /// Creation.
    pub created_at: Micros,
    /// End.
    pub completed_at: Option<Micros>,
    /// Name of the picture; empty until it has come.
    #[sqlx(default)]
    pub filename: String,
}

/// How a run ended well.
#[derive(Debug, Clone)]
pub struct Done {
    /// Channels of the picture's file.
    pub channels: i64,
    /// What was found.
    pub faces: Value,
    /// How many.
    pub face_count: i64,
    /// Name of the model.
    pub model: String,
    /// Time of the model, microseconds.
    pub inference_us: i64,
    /// Time of everything, microseconds.
    pub total_us: i64,
    /// What a second look found.
    pub certificate: Option<Value>,
    /// Media type and bytes of the masked picture.
    pub result: Option<(String, i64)>,
}

/// Which runs are listed.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// `detect` or `mask`.
    pub kind: Option<String>,
    /// How something was masked.
    pub method: Option<String>,
}

fn select(rest: &str) -> String {
    format!(
        "SELECT r.id, r.tenant_id, r.asset_id, r.key_id, r.request_id, r.kind, r.method, r.parameters, r.state, r.channels,
         r.faces, r.face_count, r.model, r.inference_us, r.total_us, r.certificate, r.result_type, r.result_size, r.error,
         r.created_at, r.completed_at, COALESCE(a.original_filename, '') AS filename
         FROM face_runs r LEFT JOIN assets a ON a.id = r.asset_id {rest}"
    )
}

/// Inserts a run that has just begun, or waits.
///
/// # Errors
/// `ForeignKey` when its picture is gone.
pub async fn insert(tx: &mut Conn, run: &Run) -> Result<()> {
    tx.exec(
        "INSERT INTO face_runs (id, tenant_id, asset_id, key_id, request_id, kind, method, parameters, state, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            run.id,
            run.tenant_id,
            run.asset_id,
            run.key_id,
            run.request_id.as_str(),
            run.kind.as_str(),
            run.method.as_deref(),
            run.parameters.0.clone(),
            run.state.as_str(),
            run.created_at
        ],
    )
    .await?;
    Ok(())
}

/// A run of a tenant.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, tenant: Uuid, id: Uuid) -> Result<Option<Run>> {
    conn.optional(&select("WHERE r.tenant_id = $1 AND r.id = $2"), args![tenant, id]).await
}

/// Runs of a tenant, newest first.
///
/// # Errors
/// Any database failure.
pub async fn list(
    conn: &mut Conn,
    tenant: Uuid,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> Result<Vec<Run>> {
    let sql = select(
        "WHERE r.tenant_id = $1 AND ($2 IS NULL OR r.kind = $2) AND ($3 IS NULL OR r.method = $3)
         ORDER BY r.created_at DESC, r.id DESC LIMIT $4 OFFSET $5",
    );
    conn.all(&sql, args![tenant, filter.kind.as_deref(), filter.method.as_deref(), limit, offset]).await
}

/// How many there are.
///
/// # Errors
/// Any database failure.
pub async fn count(conn: &mut Conn, tenant: Uuid, filter: &Filter) -> Result<i64> {
    conn.scalar(
        "SELECT COUNT(*) FROM face_runs r
         WHERE r.tenant_id = $1 AND ($2 IS NULL OR r.kind = $2) AND ($3 IS NULL OR r.method = $3)",
        args![tenant, filter.kind.as_deref(), filter.method.as_deref()],
    )
    .await
}

/// Every run of a picture, newest first.
///
/// # Errors
/// Any database failure.
pub async fn of_image(conn: &mut Conn, image: Uuid) -> Result<Vec<Run>> {
    conn.all(&select("WHERE r.asset_id = $1 ORDER BY r.created_at DESC, r.id DESC"), args![image]).await
}

/// A run begins; answers whether it waited or ran already.
///
/// # Errors
/// Any database failure.
pub async fn start(tx: &mut Conn, id: Uuid) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE face_runs SET state = 'running' WHERE id = $1 AND state IN ('queued', 'running')",
            args![id],
        )
        .await?;
    Ok(changed > 0)
}

/// The picture of a run has come.
///
/// # Errors
/// Any database failure.
pub async fn take_picture(tx: &mut Conn, id: Uuid, image: Uuid) -> Result<bool> {
    let changed = tx
        .exec("UPDATE face_runs SET asset_id = $2 WHERE id = $1 AND asset_id IS NULL", args![id, image])
        .await?;
    Ok(changed > 0)
}

/// A run ends well; answers whether it was there and had not ended.
///
/// # Errors
/// Any database failure.
pub async fn finish(tx: &mut Conn, id: Uuid, done: Done, now: Micros) -> Result<bool> {
    let (result_type, result_size) = done.result.unzip();
    let changed = tx
        .exec(
            "UPDATE face_runs SET state = 'done', channels = $2, faces = $3, face_count = $4, model = $5, inference_us = $6,
             total_us = $7, certificate = $8, result_type = $9, result_size = $10, error = NULL, completed_at = $11
             WHERE id = $1 AND state IN ('queued', 'running')",
            args![
                id,
                done.channels,
                done.faces,
                done.face_count,
                done.model,
                done.inference_us,
                done.total_us,
                done.certificate,
                result_type,
                result_size,
                now
            ],
        )
        .await?;
    Ok(changed > 0)
}

/// A run ends badly.
///
/// # Errors
/// Any database failure.
pub async fn fail(tx: &mut Conn, id: Uuid, error: &str, now: Micros) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE face_runs SET state = 'failed', error = $2, completed_at = $3
             WHERE id = $1 AND state IN ('queued', 'running')",
            args![id, error, now],
        )
        .await?;
    Ok(changed > 0)
}

/// Those of some ids that are finished masks of the tenant.
///
/// # Errors
/// Any database failure.
pub async fn known(conn: &mut Conn, tenant: Uuid, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let wanted = dialect::id_in(conn.engine(), "id", "$2");
    let list = dialect::id_list(conn.engine(), ids);
    let sql =
        format!("SELECT id FROM face_runs WHERE tenant_id = $1 AND result_type IS NOT NULL AND {wanted}");
    let rows: Vec<(Uuid,)> = conn.all(&sql, Values(vec![crate::value(tenant), list])).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
