//! The timeline in compact form: months with counts, and a month as columns.
//!
//! A month of a large library has thousands of assets. The database folds them into one text value, so that the
//! driver moves one row instead of thousands.

use sqlx::FromRow;
use uuid::Uuid;

use super::count::counted;
use super::filter::{Clause, Filter};
use crate::db::Engine;
use crate::{Conn, Result};

/// A month that has assets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Month {
    /// yyyymm.
    pub month: i64,
    /// Items.
    pub count: i64,
}

/// A month's assets, newest first; all columns have the same length.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MonthColumns {
    /// Ids.
    pub ids: Vec<Uuid>,
    /// Day of the month.
    pub days: Vec<u8>,
    /// Width over height in hundredths; 0: unknown.
    pub ratios: Vec<u32>,
    /// First letter of the kind.
    pub kinds: String,
    /// 1 liked, 2 live photo, 4 processing, 8 failed, 16 another stack.
    pub flags: Vec<u8>,
    /// ThumbHash; empty: none.
    pub thumbhashes: Vec<Vec<u8>>,
    /// Seconds of films and sounds; 0: none.
    pub seconds: Vec<u32>,
}

/// The months a filter has assets in, newest first. Stacks count once.
///
/// # Errors
/// Any database failure.
pub async fn months(conn: &mut Conn, filter: &Filter) -> Result<Vec<Month>> {
    let mut c = Clause::default();
    if filter.is_counted(true) {
        c.push(
            "SELECT local_day / 100 AS month, CAST(SUM(visible) AS BIGINT) AS count FROM asset_counts_by_day WHERE ",
            [],
        );
        counted(&mut c, filter);
        c.push(" GROUP BY local_day / 100 HAVING SUM(visible) > 0 ORDER BY 1 DESC", []);
    } else {
        c.push("SELECT a.day_key / 100 AS month, COUNT(*) AS count FROM assets a WHERE ", [])
            .filter(filter, "a", conn.engine())
            .push(" AND (a.stack_id IS NULL OR a.stack_cover) GROUP BY a.day_key / 100 ORDER BY 1 DESC", []);
    }
    conn.all(&c.sql, sea_query::Values(c.values)).await
}

/// One month as columns. Stacks are represented by their covers.
///
/// # Errors
/// Any database failure.
pub async fn month(conn: &mut Conn, filter: &Filter, month: i64) -> Result<MonthColumns> {
    let c = folded(filter, month, conn.engine());
    let text: String = conn.scalar(&c.sql, sea_query::Values(c.values)).await?;
    Ok(parse(&text))
}

/// The statement that folds a month into one text. An owner's is answered by an index that has every column named here.
fn folded(filter: &Filter, month: i64, engine: Engine) -> Clause {
    let filter = Filter { month: Some(month), ..filter.clone() };
    let (id, thumbhash) = match engine {
        Engine::Sqlite => ("hex(a.id)", "hex(a.thumbhash)"),
        Engine::Postgres => ("a.id", "encode(a.thumbhash, 'hex')"),
    };
    let mut c = Clause::default();
    // The rows come in the order of the index and are put together in it: an aggregate that sorts by itself, and texts made of
    // many small ones by `||`, took PostgreSQL three times as long.
    c.push(
        &format!(
            "SELECT COALESCE(string_agg(item, ';'), '') FROM (SELECT concat_ws(',', {id}, a.day_key % 100,
             CASE WHEN a.width > 0 AND a.height > 0 THEN a.width * 100 / a.height ELSE 0 END,
             substr(a.kind, 1, 1),
             (CASE WHEN a.liked THEN 1 ELSE 0 END)
               + (CASE WHEN a.stack_id IS NULL THEN 0
                  WHEN (SELECT s.kind FROM stacks s WHERE s.id = a.stack_id) = 'live_photo' THEN 2 ELSE 16 END)
               + (CASE a.state WHEN 'processing' THEN 4 WHEN 'failed' THEN 8 ELSE 0 END),
             COALESCE({thumbhash}, ''), COALESCE(a.duration_ms / 1000, 0)) AS item FROM assets a WHERE "
        ),
        [],
    )
    .filter(&filter, "a", engine)
    .push(
        " AND (a.stack_id IS NULL OR a.stack_cover)
         ORDER BY a.day_key DESC, a.sort_time DESC, a.id DESC) AS items",
        [],
    );
    c
}

/// Reads what [`month`] folded. The text is our own, so a malformed record cannot occur and is left out.
fn parse(text: &str) -> MonthColumns {
    let mut columns = MonthColumns::default();
    for record in text.split(';').filter(|r| !r.is_empty()) {
        let mut fields = record.split(',');
        let mut next = || fields.next().unwrap_or_default();
        let Ok(id) = Uuid::try_parse(next()) else { continue };
        columns.ids.push(id);
        columns.days.push(next().parse().unwrap_or(0));
        columns.ratios.push(next().parse().unwrap_or(0));
        columns.kinds.push_str(next());
        columns.flags.push(next().parse().unwrap_or(0));
        columns.thumbhashes.push(unhex(next()));
        columns.seconds.push(next().parse().unwrap_or(0));
    }
    columns
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok()).unwrap_or(0);
    text.as_bytes().chunks_exact(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::{Scope, Shelf};
    use crate::new_id;
    use crate::testing::TestDb;

    crate::on_both_engines![a_month_of_an_owner_opens_no_row];

    /// Asks SQLite how it will answer. PostgreSQL decides by its statistics, so there the statement only has to parse.
    async fn a_month_of_an_owner_opens_no_row(db: TestDb) {
        let mut conn = db.read().await.unwrap();
        let filter = Filter::new(new_id(), Scope::Owner(new_id()), Shelf::Listed);
        let c = folded(&filter, 202_405, conn.engine());
        if conn.engine() == Engine::Postgres {
            conn.scalar::<String>(&c.sql, sea_query::Values(c.values)).await.unwrap();
            return;
        }
        let plan: Vec<(i64, i64, i64, String)> =
            conn.all(&format!("EXPLAIN QUERY PLAN {}", c.sql), sea_query::Values(c.values)).await.unwrap();
        let read = plan.iter().map(|(_, _, _, step)| step).find(|step| step.contains(" a ")).unwrap();
        assert!(read.contains("COVERING INDEX assets_days_owner"), "{plan:?}");
    }
}
