//! Pages of assets, newest first.

use std::collections::HashSet;

use sea_query::Value;
use sqlx::FromRow;
use uuid::Uuid;

use super::count::counted;
use super::filter::{Clause, Filter};
use super::row::{Asset, COLUMNS};
use crate::{Conn, Micros, Result, dialect, value};

/// The order of a list; always descending, ties by id descending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// By the time a picture was taken, else uploaded.
    Captured,
    /// By the time it came in.
    Added,
}

impl Sort {
    const fn column(self) -> &'static str {
        match self {
            Self::Captured => "sort_time",
            Self::Added => "upload_time",
        }
    }

    /// The counters that order like this sort.
    const fn counters(self) -> Counters {
        match self {
            Self::Captured => Counters {
                table: "asset_counts_by_day",
                unit: "utc_day",
                by_upload: "FALSE",
                length: 86_400_000_000,
                span: 64,
            },
            Self::Added => Counters {
                table: "asset_counts_by_hour",
                unit: "upload_hour",
                by_upload: "TRUE",
                length: 3_600_000_000,
                span: 1024,
            },
        }
    }
}

/// Where an order is counted: by spans of units, and by units.
struct Counters {
    table: &'static str,
    /// The column that orders.
    unit: &'static str,
    /// Which rows of the spans.
    by_upload: &'static str,
    /// Microseconds of a unit.
    length: i64,
    /// Units of a span.
    span: i64,
}

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// At most so many.
    pub limit: i64,
    /// Leave out so many first.
    pub offset: i64,
}

/// From here on, skipping rows one by one costs more than asking the counters where the page begins.
const JUMP_FROM: i64 = 500;

#[derive(Debug, FromRow)]
struct Key {
    id: Uuid,
}

/// One page of the assets a filter matches. Collapsed, a stack is one item, its cover, when any member matches.
///
/// # Errors
/// Any database failure.
pub async fn list(
    conn: &mut Conn,
    filter: &Filter,
    sort: Sort,
    collapsed: bool,
    page: Page,
) -> Result<Vec<Asset>> {
    let column = sort.column();
    let engine = conn.engine();
    let start = if page.offset >= JUMP_FROM && filter.is_counted(collapsed) {
        jump(conn, filter, sort, collapsed, page.offset).await?
    } else {
        Start { before: None, skip: page.offset }
    };
    // The ids of the page come from an index alone, however many rows are left out before it; only its rows are opened.
    let mut c = Clause::default();
    c.push(
        &format!("SELECT {COLUMNS} FROM assets a WHERE a.tenant_id = ? AND a.id IN ("),
        [value(filter.tenant)],
    );
    if !collapsed || filter.is_counted(true) {
        c.push("SELECT a.id FROM assets a WHERE ", []).filter(filter, "a", engine);
        if collapsed {
            c.push(" AND (a.stack_id IS NULL OR a.stack_cover)", []);
        }
        if let Some(before) = start.before {
            c.push(&format!(" AND a.{column} < ?"), [value(before)]);
        }
        c.push(&format!(" ORDER BY a.{column} DESC, a.id DESC"), []);
    } else {
        // Single pictures that match, and the covers of stacks in which something matches.
        c.push(&format!("SELECT id FROM (SELECT a.id, a.{column} AS at FROM assets a WHERE "), [])
            .filter(filter, "a", engine)
            .push(
                &format!(
                    " AND a.stack_id IS NULL UNION ALL SELECT s.id, s.{column} AS at FROM assets s
                     WHERE s.stack_cover AND s.shelf = ? AND s.stack_id IN (SELECT m.stack_id FROM assets m WHERE "
                ),
                [value(filter.shelf.number())],
            )
            .filter(filter, "m", engine)
            .push(" AND m.stack_id IS NOT NULL)) AS items ORDER BY at DESC, id DESC", []);
    }
    // Written out, for a planner that does not look at values must know that a page is small.
    c.push(&format!(" LIMIT {}", page.limit), []);
    if start.skip > 0 {
        c.push(" OFFSET ?", [value(start.skip)]);
    }
    c.push(&format!(") ORDER BY a.{column} DESC, a.id DESC"), []);
    conn.all(&c.sql, sea_query::Values(c.values)).await
}

/// Which of some assets a filter matches.
///
/// # Errors
/// Any database failure.
pub async fn matching(conn: &mut Conn, filter: &Filter, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let engine = conn.engine();
    let mut c = Clause::default();
    c.push("SELECT a.id FROM assets a WHERE ", []).filter(filter, "a", engine);
    let mark = format!("${}", c.values.len() + 1);
    c.sql.push_str(" AND ");
    c.sql.push_str(&dialect::id_in(engine, "a.id", &mark));
    c.values.push(dialect::id_list(engine, ids));
    let keys: Vec<Key> = conn.all(&c.sql, sea_query::Values(c.values)).await?;
    Ok(keys.into_iter().map(|k| k.id).collect())
}

/// Where a deep page begins.
struct Start {
    /// Only rows before this time.
    before: Option<Micros>,
    /// Of those, leave out so many.
    skip: i64,
}

/// Finds the day (or hour) in which a page begins, so that only rows of that day are skipped one by one: first its span, then
/// the day in it.
async fn jump(conn: &mut Conn, filter: &Filter, sort: Sort, collapsed: bool, offset: i64) -> Result<Start> {
    let Counters { table, unit, by_upload, length, span } = sort.counters();
    let amount = if collapsed { "visible" } else { "total" };
    let spans = format!("asset_counts_by_span WHERE by_upload = {by_upload} AND ");
    let Some((number, before)) = last_within(conn, filter, "span", amount, (&spans, []), offset).await?
    else {
        return Ok(Start { before: None, skip: offset });
    };
    // Division rounds towards zero, so the span and the unit around zero are twice as long, and those before it begin at their end.
    let (first, last) = match number {
        0 => (1 - span, span - 1),
        after if after > 0 => (after * span, after * span + span - 1),
        earlier => (earlier * span - span + 1, earlier * span),
    };
    let units = format!("{table} WHERE {unit} BETWEEN ? AND ? AND ");
    let within = (units.as_str(), [value(first), value(last)]);
    Ok(match last_within(conn, filter, unit, amount, within, offset - before).await? {
        Some((unit, skipped)) => Start {
            before: Some(if unit >= 0 { (unit + 1) * length } else { unit * length + 1 }),
            skip: offset - before - skipped,
        },
        None => Start { before: None, skip: offset },
    })
}

/// The earliest group before which, counted from the latest, at most `offset` items lie, with how many those are.
async fn last_within(
    conn: &mut Conn,
    filter: &Filter,
    group: &str,
    amount: &str,
    (counters, bounds): (&str, impl IntoIterator<Item = Value>),
    offset: i64,
) -> Result<Option<(i64, i64)>> {
    let mut c = Clause::default();
    c.push(
        &format!(
            "SELECT place, CAST(skipped AS BIGINT) FROM (SELECT {group} AS place,
             SUM(SUM({amount})) OVER (ORDER BY {group} DESC) - SUM({amount}) AS skipped FROM {counters}"
        ),
        bounds,
    );
    counted(&mut c, filter);
    c.push(
        &format!(" GROUP BY {group}) AS places WHERE skipped <= ? ORDER BY place LIMIT 1"),
        [value(offset)],
    );
    conn.optional(&c.sql, sea_query::Values(c.values)).await
}
