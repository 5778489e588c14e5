//! Sums over everything that is stored.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, args};

/// What the pictures of a tenant and the looks at them come to.
#[derive(Debug, Clone, FromRow)]
pub struct Stats {
    /// Pictures.
    pub images: i64,
    /// Runs.
    pub runs: i64,
    /// Faces of finished runs.
    pub faces: i64,
    /// Mean time of the model in finished runs, microseconds.
    pub inference_us: f64,
    /// Bytes of pictures and of what was made of them.
    pub bytes: i64,
    /// Runs that only looked.
    pub detect: i64,
    /// Runs that masked.
    pub mask: i64,
    /// Masks by blurring.
    pub gaussian: i64,
    /// Masks by squares.
    pub pixelate: i64,
    /// Masks of one colour.
    pub solid: i64,
}

/// The sums.
///
/// # Errors
/// Any database failure.
pub async fn stats(conn: &mut Conn, tenant: Uuid) -> Result<Stats> {
    let number = |what: &str| format!("CAST(COALESCE(SUM({what}), 0) AS BIGINT)");
    let how_many = |condition: &str| number(&format!("CASE WHEN {condition} THEN 1 ELSE 0 END"));
    let sql = format!(
        "SELECT (SELECT COUNT(*) FROM assets a WHERE a.origin = 'face' AND a.tenant_id = $1) AS images,
         COUNT(*) AS runs, {} AS faces,
         CAST(COALESCE(AVG(CASE WHEN r.state = 'done' THEN r.inference_us END), 0) AS DOUBLE PRECISION) AS inference_us,
         (SELECT CAST(COALESCE(SUM(a.file_size), 0) AS BIGINT) FROM assets a
          WHERE a.origin = 'face' AND a.tenant_id = $1) + {} AS bytes,
         {} AS detect, {} AS mask, {} AS gaussian, {} AS pixelate, {} AS solid
         FROM face_runs r WHERE r.tenant_id = $1",
        number("CASE WHEN r.state = 'done' THEN r.face_count ELSE 0 END"),
        number("COALESCE(r.result_size, 0)"),
        how_many("r.kind = 'detect'"),
        how_many("r.kind = 'mask'"),
        how_many("r.method = 'gaussian'"),
        how_many("r.method = 'pixelate'"),
        how_many("r.method = 'solid'"),
    );
    conn.one(&sql, args![tenant]).await
}
