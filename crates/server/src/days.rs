//! Days on the wire: `YYYY-MM-DD`, UTC. Inside they are counted from 1970.

use calotype_core::Error;
use time::macros::{date, format_description};
use time::{Date, Duration};

const EPOCH: Date = date!(1970 - 01 - 01);

/// A day as text.
pub(crate) fn text(day: i64) -> String {
    let date = EPOCH.checked_add(Duration::days(day)).unwrap_or(EPOCH);
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// The number of a day; `None` for what was not said.
///
/// # Errors
/// `invalid_query` with the parameter's name.
pub(crate) fn number(name: &'static str, text: Option<&str>) -> Result<Option<i64>, Error> {
    let Some(text) = text else { return Ok(None) };
    let date = Date::parse(text, format_description!("[year]-[month]-[day]")).map_err(|e| {
        Error::invalid("invalid_query", "A date looks like 2026-01-31.")
            .field(name, "must be a date")
            .because(e)
    })?;
    Ok(Some((date - EPOCH).whole_days()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_day_is_its_text_and_back() {
        for (day, written) in [(0, "1970-01-01"), (-1, "1969-12-31"), (20_783, "2026-11-26")] {
            assert_eq!(text(day), written);
            assert_eq!(number("from", Some(written)).unwrap(), Some(day));
        }
        assert_eq!(number("from", None).unwrap(), None);
        for bad in ["", "2026-13-01", "26-01-01", "yesterday"] {
            assert_eq!(number("from", Some(bad)).unwrap_err().code, "invalid_query", "{bad}");
        }
    }
}
