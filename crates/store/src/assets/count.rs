//! How many assets match.

use super::filter::{Clause, Filter, Scope};
use crate::{Conn, Result, value};

/// Totals of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Matching assets.
    pub assets: i64,
    /// Items after a stack's members became one; equal to `assets` in an expanded list.
    pub visible: i64,
}

/// Counts what [`super::list`] lists.
///
/// Whole libraries, repositories and kinds are read from the counters; anything narrower is counted.
///
/// # Errors
/// Any database failure.
pub async fn count(conn: &mut Conn, filter: &Filter, collapsed: bool) -> Result<Totals> {
    let mut c = Clause::default();
    if filter.is_counted(collapsed) {
        c.push(
            "SELECT CAST(COALESCE(SUM(total), 0) AS BIGINT), CAST(COALESCE(SUM(visible), 0) AS BIGINT)
             FROM asset_counts_by_span WHERE by_upload = FALSE AND ",
            [],
        );
        counted(&mut c, filter);
    } else {
        let visible =
            if collapsed { "COUNT(*) - COUNT(a.stack_id) + COUNT(DISTINCT a.stack_id)" } else { "COUNT(*)" };
        c.push(&format!("SELECT COUNT(*), {visible} FROM assets a WHERE "), []);
        c.filter(filter, "a", conn.engine());
    }
    let (assets, visible): (i64, i64) = conn.one(&c.sql, sea_query::Values(c.values)).await?;
    Ok(Totals { assets, visible: if collapsed { visible } else { assets } })
}

/// The conditions on a table of counters for a filter that [`Filter::is_counted`].
pub(crate) fn counted(c: &mut Clause, filter: &Filter) {
    c.push("shelf = ?", [value(filter.shelf.number())]);
    if let Scope::Owner(owner) = filter.scope {
        c.push(" AND owner_key = ?", [value(owner)]);
    }
    if let Some(repository) = filter.repository {
        c.push(" AND repository_key = ?", [value(repository)]);
    }
    if !filter.kinds.is_empty() {
        let marks = vec!["?"; filter.kinds.len()].join(", ");
        c.push(&format!(" AND kind IN ({marks})"), filter.kinds.iter().map(|k| value(k.as_str())));
    }
}
