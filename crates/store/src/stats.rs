//! Aggregates over the listed assets of a library.
//!
//! Times are counted from `asset_counts_by_day`; everything else comes from an index that holds all it needs, so that a
//! million rows are never opened. As with those counters, the listed shelf is one tenant's: the people at home.

use std::ops::RangeInclusive;

use sqlx::FromRow;

use crate::assets::{Scope, View};
use crate::{Conn, Result, args};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// A focal length and how often it was used.
#[derive(Debug, Clone, Copy, PartialEq, FromRow)]
pub struct FocalLength {
    /// Millimetres.
    pub focal_length: f64,
    /// Assets.
    pub count: i64,
}

/// A camera with a lens and how often they were used together.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct CameraLens {
    /// Camera.
    pub camera_model: String,
    /// Lens.
    pub lens_model: String,
    /// Assets.
    pub count: i64,
}

/// A day or an hour and how much it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Bucket {
    /// Days since 1970, or the hour of the day, in UTC.
    pub unit: i64,
    /// Assets.
    pub count: i64,
}

/// The condition on `assets a` of statements that read all of a partial index, with `$1` the one owner and `$2` the
/// one repository. Written so that SQLite, which knows no statistics, is not drawn to an index of the shelf or of
/// the repository, where it would have to open every row.
fn partial(view: View) -> &'static str {
    match view.scope {
        Scope::Owner(_) => "a.owner_id = $1 AND a.shelf = 0 AND ($2 IS NULL OR a.repository_id = $2)",
        Scope::Everything => "$1 IS NULL AND +a.shelf = 0 AND ($2 IS NULL OR a.repository_id = $2)",
    }
}

/// As [`partial`], for statements that range over a whole index beginning with owner, repository or shelf.
fn whole(view: View) -> String {
    let owner = if view.owner().is_some() { "a.owner_id = $1" } else { "$1 IS NULL" };
    let repository = if view.repository.is_some() { "a.repository_id = $2" } else { "$2 IS NULL" };
    format!("{owner} AND {repository} AND a.shelf = 0")
}

fn focal_lengths_sql(view: View) -> String {
    format!(
        "SELECT a.focal_length, COUNT(*) AS count FROM assets a WHERE {} AND a.focal_length > 0
         GROUP BY a.focal_length ORDER BY COUNT(*) DESC, a.focal_length LIMIT $3",
        partial(view)
    )
}

/// The most used focal lengths, most used first.
///
/// # Errors
/// Any database failure.
pub async fn focal_lengths(conn: &mut Conn, view: View, limit: i64) -> Result<Vec<FocalLength>> {
    conn.all(&focal_lengths_sql(view), args![view.owner(), view.repository, limit]).await
}

fn cameras_and_lenses_sql(view: View) -> String {
    format!(
        "SELECT a.camera_model, a.lens_model, COUNT(*) AS count FROM assets a
         WHERE {} AND a.camera_model <> '' AND a.lens_model <> ''
         GROUP BY a.camera_model, a.lens_model
         ORDER BY COUNT(*) DESC, a.camera_model, a.lens_model LIMIT $3",
        partial(view)
    )
}

/// The most used pairs of camera and lens, most used first.
///
/// # Errors
/// Any database failure.
pub async fn cameras_and_lenses(conn: &mut Conn, view: View, limit: i64) -> Result<Vec<CameraLens>> {
    conn.all(&cameras_and_lenses_sql(view), args![view.owner(), view.repository, limit]).await
}

fn hours_sql(view: View) -> String {
    // Remainders are negative before 1970.
    format!(
        "SELECT ((a.sort_time % {DAY}) + {DAY}) % {DAY} / 3600000000 AS unit, COUNT(*) AS count FROM assets a
         WHERE {} GROUP BY 1 ORDER BY 1",
        whole(view)
    )
}

/// The hours of the day that have something, in order.
///
/// # Errors
/// Any database failure.
pub async fn hours(conn: &mut Conn, view: View) -> Result<Vec<Bucket>> {
    conn.all(&hours_sql(view), args![view.owner(), view.repository]).await
}

fn days_sql(view: View) -> String {
    let owner = if view.owner().is_some() { "c.owner_key = $1" } else { "$1 IS NULL" };
    // The counters round towards zero, which is the day itself only from 1970-01-02 on. The few older pictures are
    // counted one by one.
    format!(
        "SELECT unit, CAST(SUM(amount) AS BIGINT) AS count FROM (
            SELECT c.utc_day AS unit, c.total AS amount FROM asset_counts_by_day c
            WHERE {owner} AND c.shelf = 0 AND ($2 IS NULL OR c.repository_key = $2) AND c.utc_day BETWEEN $3 AND $4
            UNION ALL
            SELECT CASE WHEN a.sort_time < 0 THEN (a.sort_time - {DAY} + 1) / {DAY} ELSE 0 END, 1 FROM assets a
            WHERE {} AND a.sort_time BETWEEN $5 AND $6) AS days
         GROUP BY unit HAVING SUM(amount) > 0 ORDER BY unit",
        whole(view)
    )
}

/// The days of a range that have something, in order. Days are counted from 1970-01-01, which is 0.
///
/// # Errors
/// Any database failure.
pub async fn days(conn: &mut Conn, view: View, range: RangeInclusive<i64>) -> Result<Vec<Bucket>> {
    let (first, last) = (*range.start(), *range.end());
    let early =
        (first.saturating_mul(DAY), last.saturating_add(1).min(1).saturating_mul(DAY).saturating_sub(1));
    let values = args![view.owner(), view.repository, first.max(1), last, early.0, early.1];
    conn.all(&days_sql(view), values).await
}

#[cfg(test)]
mod tests;
