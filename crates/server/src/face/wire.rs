//! Shapes that several routes answer.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use calotype_core::faces::Page as Wanted;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::error::{ApiError, Problem};
use crate::extract::parameter;

/// A moment: UTC with its offset, to the second.
pub(super) fn time(micros: i64) -> String {
    let whole = crate::library::wire::rfc3339(micros - micros.rem_euclid(1_000_000));
    format!("{}+00:00", whole.trim_end_matches('Z'))
}

/// The word for a state of a run or an order.
pub(super) fn status(state: &str) -> &'static str {
    match state {
        "queued" => "queued",
        "running" | "processing" => "processing",
        "done" | "success" => "completed",
        _ => "failed",
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PaginatedResponse)]
pub(super) struct Paginated<T> {
    /// Newest first.
    items: Vec<T>,
    /// How many there are.
    total: i64,
    /// From 1.
    page: i64,
    /// Most that a page has.
    per_page: i64,
    /// How many pages there are.
    pages: i64,
}

impl<T> Paginated<T> {
    pub(super) fn new(items: Vec<T>, total: i64, page: Wanted) -> Self {
        let pages = (total + page.size - 1) / page.size;
        Self { items, total, page: page.number, per_page: page.size, pages }
    }
}

/// Which page is asked for: `page` from 1, `per_page` 1 to 100.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paging(pub(super) Wanted);

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let mut problems = Vec::new();
        let mut number = |name: &str, default: i64, most: i64| {
            let Some(text) = parameter(parts, name) else { return default };
            match text.parse::<i64>() {
                Ok(value) if (1..=most).contains(&value) => value,
                Ok(_) => {
                    let msg = format!("Input should be between 1 and {most}");
                    problems.push(Problem::new("query", name, msg, "value_error"));
                    default
                }
                Err(_) => {
                    problems.push(Problem::new(
                        "query",
                        name,
                        "Input should be a valid integer",
                        "int_parsing",
                    ));
                    default
                }
            }
        };
        // What a page is multiplied with stays a number of the database.
        let wanted = Wanted { number: number("page", 1, 1 << 40), size: number("per_page", 20, 100) };
        if problems.is_empty() { Ok(Self(wanted)) } else { Err(ApiError::Input(problems)) }
    }
}

/// The id in a path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Id(pub(super) Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let wrong = || Problem::new("path", "id", "Input should be a valid UUID", "uuid_parsing");
        let path =
            axum::extract::RawPathParams::from_request_parts(parts, state).await.map_err(|_| wrong())?;
        let (name, text) = path.iter().next().ok_or_else(wrong)?;
        Uuid::try_parse(text)
            .map(Self)
            .map_err(|_| Problem::new("path", name, "Input should be a valid UUID", "uuid_parsing").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_their_offset() {
        assert_eq!(time(1_775_471_400_123_456), "2026-04-06T10:30:00+00:00");
    }

    #[test]
    fn an_empty_list_has_no_pages() {
        let pages = |total| Paginated::<()>::new(Vec::new(), total, Wanted { number: 1, size: 20 }).pages;
        assert_eq!((pages(0), pages(1), pages(20), pages(21)), (0, 1, 1, 2));
    }
}
