//! What keys did, by day and surface.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, args};

/// A row of `usage_days`, or the sum of several.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Day {
    /// Tenant.
    pub tenant_id: Uuid,
    /// Key.
    pub key_id: Uuid,
    /// Surface: `hosting`, `upload` …
    pub surface: String,
    /// Days since 1970, UTC.
    pub day: i64,
    /// Requests.
    pub requests: i64,
    /// Of them, refused (4xx).
    pub refused: i64,
    /// Of them, failed (5xx).
    pub failed: i64,
    /// Bytes of bodies received.
    pub bytes_in: i64,
    /// Bytes of bodies sent.
    pub bytes_out: i64,
    /// Pictures computed for an answer.
    pub transforms: i64,
    /// Answers that began within 10 ms.
    pub under_10ms: i64,
    /// Within 50 ms, and not in the column before; and so on.
    pub under_50ms: i64,
    /// Within 200 ms.
    pub under_200ms: i64,
    /// Within a second.
    pub under_1s: i64,
    /// Within five seconds.
    pub under_5s: i64,
    /// After more than five seconds.
    pub longer: i64,
}

/// Adds to a day.
///
/// # Errors
/// Any database failure.
pub async fn add(tx: &mut Conn, day: &Day) -> Result<()> {
    tx.exec(
        "INSERT INTO usage_days (tenant_id, key_id, surface, day, requests, refused, failed, bytes_in, bytes_out,
            transforms, under_10ms, under_50ms, under_200ms, under_1s, under_5s, longer)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (tenant_id, day, key_id, surface) DO UPDATE SET
            requests = usage_days.requests + excluded.requests,
            refused = usage_days.refused + excluded.refused,
            failed = usage_days.failed + excluded.failed,
            bytes_in = usage_days.bytes_in + excluded.bytes_in,
            bytes_out = usage_days.bytes_out + excluded.bytes_out,
            transforms = usage_days.transforms + excluded.transforms,
            under_10ms = usage_days.under_10ms + excluded.under_10ms,
            under_50ms = usage_days.under_50ms + excluded.under_50ms,
            under_200ms = usage_days.under_200ms + excluded.under_200ms,
            under_1s = usage_days.under_1s + excluded.under_1s,
            under_5s = usage_days.under_5s + excluded.under_5s,
            longer = usage_days.longer + excluded.longer",
        args![
            day.tenant_id,
            day.key_id,
            day.surface.clone(),
            day.day,
            day.requests,
            day.refused,
            day.failed,
            day.bytes_in,
            day.bytes_out,
            day.transforms,
            day.under_10ms,
            day.under_50ms,
            day.under_200ms,
            day.under_1s,
            day.under_5s,
            day.longer
        ],
    )
    .await?;
    Ok(())
}

/// Which days.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Tenant; `None`: all.
    pub tenant: Option<Uuid>,
    /// Key; `None`: all.
    pub key: Option<Uuid>,
    /// First day.
    pub from: i64,
    /// Last day.
    pub to: i64,
}

/// Days that fit, in order.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, filter: &Filter, limit: i64) -> Result<Vec<Day>> {
    conn.all(
        "SELECT tenant_id, key_id, surface, day, requests, refused, failed, bytes_in, bytes_out, transforms,
            under_10ms, under_50ms, under_200ms, under_1s, under_5s, longer
         FROM usage_days WHERE day BETWEEN $1 AND $2 AND ($3 IS NULL OR tenant_id = $3) AND ($4 IS NULL OR key_id = $4)
         ORDER BY day, tenant_id, key_id, surface LIMIT $5",
        args![filter.from, filter.to, filter.tenant, filter.key, limit],
    )
    .await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::TestDb;

    crate::on_both_engines![a_day_is_the_sum_of_what_was_added];

    async fn a_day_is_the_sum_of_what_was_added(db: TestDb) {
        let (tenant, key) = (crate::new_id(), crate::new_id());
        let day = |day, n| Day {
            tenant_id: tenant,
            key_id: key,
            surface: "test".to_owned(),
            day,
            requests: n,
            refused: 2 * n,
            failed: 3 * n,
            bytes_in: 4 * n,
            bytes_out: 5 * n,
            transforms: 6 * n,
            under_10ms: 7 * n,
            under_50ms: 8 * n,
            under_200ms: 9 * n,
            under_1s: 10 * n,
            under_5s: 11 * n,
            longer: 12 * n,
        };
        let mut tx = db.write().await.unwrap();
        for (number, n) in [(10, 1), (11, 5), (10, 2)] {
            add(&mut tx, &day(number, n)).await.unwrap();
        }
        let read = |tenant, key, from, to| Filter { tenant, key, from, to };
        let all = list(&mut tx, &read(None, None, 0, 20), 9).await.unwrap();
        assert_eq!(all, [day(10, 3), day(11, 5)]);
        assert_eq!(list(&mut tx, &read(Some(tenant), Some(key), 11, 11), 9).await.unwrap(), [day(11, 5)]);
        assert!(list(&mut tx, &read(Some(key), None, 0, 20), 9).await.unwrap().is_empty());
    }
}
