//! Photos with a position.

use sqlx::FromRow;
use uuid::Uuid;

use super::filter::{Clause, Filter};
use super::row::Kind;
use crate::{Conn, Micros, Result, value};

/// A photo on the map.
#[derive(Debug, Clone, FromRow)]
pub struct MapPoint {
    /// Asset.
    pub id: Uuid,
    /// File name.
    pub original_filename: String,
    /// When it came in.
    pub upload_time: Micros,
    /// When it was taken.
    pub taken_time: Option<Micros>,
    /// Degrees north.
    pub gps_latitude: f64,
    /// Degrees east.
    pub gps_longitude: f64,
}

/// Photos with a position that a filter matches, newest upload first, and how many there are.
///
/// # Errors
/// Any database failure.
pub async fn map_points(
    conn: &mut Conn,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> Result<(Vec<MapPoint>, i64)> {
    let filter = Filter { kinds: vec![Kind::Photo], ..filter.clone() };
    let mut condition = Clause::default();
    condition.filter(&filter, "a", conn.engine()).push(" AND a.gps_latitude IS NOT NULL", []);
    let total: i64 = conn
        .scalar(
            &format!("SELECT COUNT(*) FROM assets a WHERE {}", condition.sql),
            sea_query::Values(condition.values.clone()),
        )
        .await?;
    let mut c = Clause { sql: String::new(), values: condition.values };
    c.sql = format!(
        "SELECT a.id, a.original_filename, a.upload_time, a.taken_time, a.gps_latitude, a.gps_longitude
         FROM assets a WHERE {}",
        condition.sql
    );
    c.push(" ORDER BY a.upload_time DESC, a.id DESC LIMIT ? OFFSET ?", [value(limit), value(offset)]);
    Ok((conn.all(&c.sql, sea_query::Values(c.values)).await?, total))
}

/// Distinct camera models and lenses of the assets a filter matches, sorted.
///
/// Walks from value to value along the index instead of over all rows ("loose index scan"), so a million rows with
/// twenty cameras cost twenty probes.
///
/// # Errors
/// Any database failure.
pub async fn equipment(conn: &mut Conn, filter: &Filter) -> Result<(Vec<String>, Vec<String>)> {
    let mut answer = Vec::new();
    for column in ["camera_model", "lens_model"] {
        let mut c = Clause::default();
        c.push(&format!("WITH RECURSIVE steps (v) AS (SELECT MIN(a.{column}) FROM assets a WHERE "), [])
            .filter(filter, "a", conn.engine())
            .push(
                &format!(
                    " AND a.{column} IS NOT NULL
                     UNION ALL SELECT (SELECT MIN(a.{column}) FROM assets a WHERE "
                ),
                [],
            )
            .filter(filter, "a", conn.engine())
            .push(
                &format!(
                    " AND a.{column} IS NOT NULL AND a.{column} > steps.v) FROM steps WHERE steps.v IS NOT NULL)
                     SELECT v FROM steps WHERE v IS NOT NULL AND v <> '' ORDER BY v"
                ),
                [],
            );
        let rows: Vec<(String,)> = conn.all(&c.sql, sea_query::Values(c.values)).await?;
        answer.push(rows.into_iter().map(|(v,)| v).collect::<Vec<_>>());
    }
    let lenses = answer.pop().unwrap_or_default();
    Ok((answer.pop().unwrap_or_default(), lenses))
}
