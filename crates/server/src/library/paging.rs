//! `limit` and `offset` of the query, in the three documented manners. The route table says which route has which.

use calotype_core::Error;
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiResult;

/// What was typed. Texts, because two of the manners forgive what is no number.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// How many.
    #[param(value_type = Option<i64>)]
    limit: Option<String>,
    /// How many to pass over.
    #[param(value_type = Option<i64>, minimum = 0)]
    offset: Option<String>,
}

impl Paging {
    /// Out of range or no number: the default.
    #[must_use]
    pub fn lenient(&self, default: i64, most: i64) -> i64 {
        number(self.limit.as_deref()).filter(|limit| (1..=most).contains(limit)).unwrap_or(default)
    }

    /// Too large: the maximum. Too small or no number: the default.
    #[must_use]
    pub fn clamped(&self, default: i64, most: i64) -> i64 {
        number(self.limit.as_deref()).filter(|limit| *limit >= 1).unwrap_or(default).min(most)
    }

    /// Out of range or no number: 400.
    ///
    /// # Errors
    /// `invalid_query` with the field.
    pub fn strict(&self, default: i64, most: i64) -> ApiResult<i64> {
        strict("limit", self.limit.as_deref(), default, 1, most)
    }

    /// A bad offset is 0.
    #[must_use]
    pub fn offset(&self) -> i64 {
        number(self.offset.as_deref()).filter(|offset| *offset >= 0).unwrap_or(0)
    }

    /// A bad offset is 400.
    ///
    /// # Errors
    /// `invalid_query` with the field.
    pub fn strict_offset(&self, most: i64) -> ApiResult<i64> {
        strict("offset", self.offset.as_deref(), 0, 0, most)
    }
}

fn number(text: Option<&str>) -> Option<i64> {
    text?.trim().parse().ok()
}

fn strict(name: &str, text: Option<&str>, default: i64, least: i64, most: i64) -> ApiResult<i64> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(default) };
    match number(Some(text)) {
        Some(value) if (least..=most).contains(&value) => Ok(value),
        _ => Err(Error::invalid("invalid_query", format!("{name} must be {least} to {most}."))
            .field(name, format!("must be {least} to {most}"))
            .into()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn limit(text: &str) -> Paging {
        Paging { limit: Some(text.into()), offset: None }
    }

    #[test]
    fn each_manner_has_its_own_answer_to_a_bad_limit() {
        for (text, lenient, clamped, strict) in [
            ("7", 7, 7, Some(7)),
            ("100", 100, 100, Some(100)),
            ("101", 20, 100, None),
            ("0", 20, 20, None),
            ("-3", 20, 20, None),
            ("many", 20, 20, None),
            ("", 20, 20, Some(20)),
        ] {
            let paging = limit(text);
            assert_eq!(paging.lenient(20, 100), lenient, "{text}");
            assert_eq!(paging.clamped(20, 100), clamped, "{text}");
            assert_eq!(paging.strict(20, 100).ok(), strict, "{text}");
        }
    }

    #[test]
    fn a_bad_offset_is_nothing_or_an_error() {
        for (text, lenient, strict) in [("5", 5, Some(5)), ("-1", 0, None), ("x", 0, None), ("11", 11, None)]
        {
            let paging = Paging { limit: None, offset: Some(text.into()) };
            assert_eq!((paging.offset(), paging.strict_offset(10).ok()), (lenient, strict), "{text}");
        }
        assert_eq!(Paging::default().strict_offset(10).unwrap(), 0);
    }
}
