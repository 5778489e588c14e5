//! At what hour and in which months pictures were taken, in UTC.

use calotype_store::stats as store;

use crate::actor::Actor;
use crate::app::App;
use crate::assets::query;
use crate::error::{Error, Result};
use crate::stats::activity::calendar_day;

/// How many months are told.
const MONTHS: usize = 24;

/// A part of time and how much it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeBucket {
    /// `7:00` or `2024-05`.
    pub label: String,
    /// The hour, or seconds from 1970 to the start of the month.
    pub value: i64,
    /// Assets.
    pub count: i64,
}

/// What a distribution is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// The hours of the day.
    Hourly,
    /// The newest 24 months that have something.
    Monthly,
}

impl Unit {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hourly => "hourly",
            Self::Monthly => "monthly",
        }
    }
}

/// Counts by hour (ascending) or by month (descending); what has nothing is left out. `unit` is `hourly`, the default,
/// or `monthly`.
///
/// # Errors
/// `unauthenticated`, `invalid_repository_id`, `invalid_unit`.
pub async fn distribution(
    app: &App,
    actor: &Actor,
    repository: Option<&str>,
    unit: Option<&str>,
) -> Result<(Unit, Vec<TimeBucket>)> {
    let view = query::view(actor, repository)?;
    let unit = match unit {
        None | Some("" | "hourly") => Unit::Hourly,
        Some("monthly") => Unit::Monthly,
        Some(_) => return Err(Error::invalid("invalid_unit", "type must be hourly or monthly.")),
    };
    let mut conn = app.db.read().await?;
    let buckets = match unit {
        Unit::Hourly => store::hours(&mut conn, view)
            .await?
            .into_iter()
            .map(|hour| TimeBucket {
                label: format!("{}:00", hour.unit),
                value: hour.unit,
                count: hour.count,
            })
            .collect(),
        Unit::Monthly => months(store::days(&mut conn, view, i64::MIN..=i64::MAX).await?),
    };
    Ok((unit, buckets))
}

/// Adds up days, given in order, to months, newest first.
fn months(days: Vec<store::Bucket>) -> Vec<TimeBucket> {
    let mut months: Vec<TimeBucket> = Vec::new();
    for day in days.into_iter().rev() {
        let date = calendar_day(day.unit);
        let value = (day.unit - (date % 100 - 1)) * 86_400;
        let full = months.len() == MONTHS;
        match months.last_mut() {
            Some(month) if month.value == value => month.count += day.count,
            _ if full => break,
            _ => months.push(TimeBucket {
                label: format!("{:04}-{:02}", date / 10_000, date / 100 % 100),
                value,
                count: day.count,
            }),
        }
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_add_up_to_the_newest_months() {
        let day = |unit| store::Bucket { unit, count: 2 };
        // 1969-12-31, 1970-01-01, 1970-01-31, 1970-02-01.
        let found = months(vec![day(-1), day(0), day(30), day(31)]);
        let found: Vec<_> = found.iter().map(|m| (m.label.as_str(), m.value, m.count)).collect();
        assert_eq!(found, [("1970-02", 31 * 86_400, 2), ("1970-01", 0, 4), ("1969-12", -31 * 86_400, 2)]);
    }

    #[test]
    fn no_more_than_two_years_are_told() {
        let days = (0..2000).map(|unit| store::Bucket { unit, count: 1 }).collect();
        let found = months(days);
        assert_eq!(found.len(), MONTHS);
        // 2000 days after 1970-01-01 is 1975-06-24.
        assert_eq!((found[0].label.as_str(), found[0].count), ("1975-06", 23));
        assert_eq!(found[23].label, "1973-07");
    }
}
