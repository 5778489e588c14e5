//! On which days pictures were taken, in UTC.

use std::ops::RangeInclusive;

use calotype_store::Micros;
use calotype_store::assets::day_key;
use calotype_store::stats as store;
use chrono::{Datelike as _, NaiveDate};

use crate::actor::Actor;
use crate::app::App;
use crate::assets::query;
use crate::error::{Error, Result};

/// Microseconds of a day.
const DAY: Micros = 86_400_000_000;

/// Which days, as the caller said it: a year, a range, or the last so many days. Nothing means the current year.
#[derive(Debug, Clone, Default)]
pub struct ActivityInput {
    /// 1900 to 2200.
    pub year: Option<String>,
    /// First day, YYYY-MM-DD.
    pub start_date: Option<String>,
    /// Last day, YYYY-MM-DD.
    pub end_date: Option<String>,
    /// So many days up to today, 1 to 36,500.
    pub days: Option<String>,
}

/// A day and how much it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// yyyymmdd.
    pub date: i64,
    /// Assets.
    pub count: i64,
}

/// The days that have something, in order.
///
/// # Errors
/// `unauthenticated`, `invalid_repository_id`; `invalid_days` unless exactly one way of naming days is used well.
pub async fn days(
    app: &App,
    actor: &Actor,
    repository: Option<&str>,
    input: &ActivityInput,
) -> Result<Vec<Day>> {
    let view = query::view(actor, repository)?;
    let range = range(input, app.clock.now().div_euclid(DAY))?;
    let mut conn = app.db.read().await?;
    let days = store::days(&mut conn, view, range).await?;
    Ok(days.into_iter().map(|d| Day { date: calendar_day(d.unit), count: d.count }).collect())
}

/// The years that have something, newest first.
///
/// # Errors
/// `unauthenticated`, `invalid_repository_id`.
pub async fn years(app: &App, actor: &Actor, repository: Option<&str>) -> Result<Vec<i64>> {
    let view = query::view(actor, repository)?;
    let mut conn = app.db.read().await?;
    let days = store::days(&mut conn, view, i64::MIN..=i64::MAX).await?;
    let mut years: Vec<i64> = days.into_iter().rev().map(|d| calendar_day(d.unit) / 10_000).collect();
    years.dedup();
    Ok(years)
}

/// The date of a day counted from 1970-01-01, as yyyymmdd.
pub(super) fn calendar_day(day: i64) -> i64 {
    day_key(day * DAY, 0)
}

fn refused(field: &str, problem: &str) -> Error {
    Error::invalid(
        "invalid_days",
        "Name days by a year, by start_date and end_date, or by a number of days up to today.",
    )
    .field(field, problem)
}

/// First and last day a request means, counted from 1970-01-01.
fn range(input: &ActivityInput, today: i64) -> Result<RangeInclusive<i64>> {
    let said = |text: &Option<String>| text.clone().filter(|t| !t.is_empty());
    match (said(&input.year), said(&input.start_date), said(&input.end_date), said(&input.days)) {
        (None, None, None, None) => year(calendar_day(today) / 10_000),
        (Some(text), None, None, None) => year(text.parse().unwrap_or(0)),
        (None, Some(start), Some(end), None) => {
            let (start, end) = (date("start_date", &start)?, date("end_date", &end)?);
            if end < start {
                return Err(refused("end_date", "is before start_date"));
            }
            Ok(start..=end)
        }
        (None, None, None, Some(text)) => match text.parse() {
            Ok(days @ 1..=36_500) => Ok(today - days + 1..=today),
            _ => Err(refused("days", "must be a whole number from 1 to 36500")),
        },
        (None, Some(_), None, None) => Err(refused("end_date", "is missing")),
        (None, None, Some(_), None) => Err(refused("start_date", "is missing")),
        _ => Err(refused("query", "names days in more than one way")),
    }
}

fn year(year: i64) -> Result<RangeInclusive<i64>> {
    let first = |year: i64| {
        i32::try_from(year)
            .ok()
            .filter(|year| (1900..=2201).contains(year))
            .and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1))
            .map(days_since_1970)
    };
    match (first(year), first(year.saturating_add(1))) {
        (Some(start), Some(next)) => Ok(start..=next - 1),
        _ => Err(refused("year", "must be a whole number from 1900 to 2200")),
    }
}

fn date(field: &str, text: &str) -> Result<i64> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map(days_since_1970)
        .map_err(|_| refused(field, "must be a day, YYYY-MM-DD"))
}

fn days_since_1970(day: NaiveDate) -> i64 {
    // Day 1 of the common era is 0001-01-01.
    i64::from(day.num_days_from_ce()) - 719_163
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ask(year: &str, start: &str, end: &str, days: &str) -> Result<RangeInclusive<i64>> {
        let said = |text: &str| Some(text.to_owned());
        let input = ActivityInput {
            year: said(year),
            start_date: said(start),
            end_date: said(end),
            days: said(days),
        };
        // 2024-05-01.
        range(&input, 19_844)
    }

    #[test]
    fn each_way_of_naming_days_means_its_days() {
        assert_eq!(ask("", "", "", "").unwrap(), 19_723..=20_088, "the current year, a leap year");
        assert_eq!(ask("1970", "", "", "").unwrap(), 0..=364);
        assert_eq!(ask("1900", "", "", "").unwrap(), -25_567..=-25_203);
        assert_eq!(ask("", "1970-01-02", "1970-01-02", "").unwrap(), 1..=1);
        assert_eq!(ask("", "", "", "1").unwrap(), 19_844..=19_844);
        assert_eq!(ask("", "", "", "36500").unwrap(), -16_655..=19_844);
        assert!(ask("2200", "", "", "").is_ok());
    }

    #[test]
    fn anything_else_is_refused() {
        for (year, start, end, days) in [
            ("1899", "", "", ""),
            ("2201", "", "", ""),
            ("9223372036854775807", "", "", ""),
            ("now", "", "", ""),
            ("2024", "2024-01-01", "2024-01-02", ""),
            ("2024", "", "", "5"),
            ("", "2024-01-01", "", ""),
            ("", "", "2024-01-01", ""),
            ("", "2024-01-02", "2024-01-01", ""),
            ("", "2024-02-30", "2024-03-01", ""),
            ("", "2024-01-01", "2024-01-02", "5"),
            ("", "", "", "0"),
            ("", "", "", "36501"),
            ("", "", "", "-1"),
        ] {
            assert_eq!(
                ask(year, start, end, days).unwrap_err().code,
                "invalid_days",
                "{year} {start} {end} {days}"
            );
        }
    }
}
