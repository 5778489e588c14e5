//! Forms several hosting answers share.

use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// A stored time on the wire: ISO 8601 in UTC with milliseconds and `Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time(pub i64);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = crate::library::wire::rfc3339(self.0 - self.0.rem_euclid(1_000_000));
        let millis = self.0.rem_euclid(1_000_000) / 1000;
        serializer.serialize_str(&format!("{}.{millis:03}Z", whole.trim_end_matches('Z')))
    }
}

impl utoipa::PartialSchema for Time {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::DateTime)))
            .into()
    }
}

impl ToSchema for Time {}

/// What a deletion answers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HostingDone)]
pub struct Done {
    /// Always true.
    success: bool,
    /// One sentence.
    message: String,
}

impl Done {
    /// An answer with this text.
    pub fn new(message: impl Into<String>) -> axum::Json<Self> {
        axum::Json(Self { success: true, message: message.into() })
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HostingList)]
pub struct List<T> {
    data: Vec<T>,
    pagination: Pagination,
}

/// Where a page stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Pagination {
    page: i64,
    per_page: i64,
    total: i64,
    /// 0 when there is nothing.
    total_pages: i64,
}

impl<T> List<T> {
    /// A page of `total` things.
    pub fn new(data: Vec<T>, page: i64, per_page: i64, total: i64) -> Self {
        let total_pages = (total + per_page - 1) / per_page;
        Self { data, pagination: Pagination { page, per_page, total, total_pages } }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn times_have_milliseconds() {
        let text = |micros| serde_json::to_value(Time(micros)).unwrap();
        assert_eq!(text(1_700_000_000_123_456), "2023-11-14T22:13:20.123Z");
        assert_eq!(text(0), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn an_empty_list_has_no_pages() {
        let pages = |total| List::<()>::new(Vec::new(), 1, 20, total).pagination.total_pages;
        assert_eq!((pages(0), pages(1), pages(20), pages(21)), (0, 1, 1, 2));
    }
}
