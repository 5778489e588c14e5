//! The timeline in the compact form our web app scrolls through.

use calotype_store::assets::{self as store, Month, MonthColumns};

use crate::actor::Actor;
use crate::app::App;
use crate::assets::query::{self, FilterInput};
use crate::error::{Error, Result};

/// The months that have something, newest first.
///
/// # Errors
/// What [`query::filter`] refuses.
pub async fn months(app: &App, actor: &Actor, input: &FilterInput) -> Result<Vec<Month>> {
    let mut conn = app.db.read().await?;
    let filter = query::filter(&mut conn, actor, input, None).await?;
    Ok(store::months(&mut conn, &filter).await?)
}

/// One month as columns, newest first. `month` is `YYYY-MM`.
///
/// # Errors
/// `invalid_month`; what [`query::filter`] refuses.
pub async fn month(app: &App, actor: &Actor, month: &str, input: &FilterInput) -> Result<MonthColumns> {
    crate::access::scope(actor)?;
    let number =
        parse(month).ok_or_else(|| Error::invalid("invalid_month", "A month is written YYYY-MM."))?;
    let mut conn = app.db.read().await?;
    let filter = query::filter(&mut conn, actor, input, None).await?;
    Ok(store::month(&mut conn, &filter, number).await?)
}

fn parse(month: &str) -> Option<i64> {
    let (year, month) = month.split_once('-')?;
    let digits = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(year, 4) || !digits(month, 2) {
        return None;
    }
    let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some(year * 100 + month)
}
