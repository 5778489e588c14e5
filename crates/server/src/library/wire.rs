//! Forms several library answers share.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use utoipa::ToSchema;

/// An answer of an operation that has nothing to return. Clients must not depend on the text.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MessageResponseDTO)]
pub struct MessageResponse {
    /// One sentence.
    pub message: String,
}

impl MessageResponse {
    /// An answer with this text.
    pub fn new(message: impl Into<String>) -> axum::Json<Self> {
        axum::Json(Self { message: message.into() })
    }
}

/// As [`MessageResponse`], under the other name documented clients have for it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuccessResponse {
    /// One sentence.
    pub message: String,
}

impl SuccessResponse {
    /// An answer with this text.
    pub fn new(message: impl Into<String>) -> axum::Json<Self> {
        axum::Json(Self { message: message.into() })
    }
}

/// Reads a required text, which must not be empty: `#[serde(deserialize_with = "filled")]`.
///
/// # Errors
/// For anything but a text with at least one character.
pub fn filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Err(serde::de::Error::custom("a required field is empty"));
    }
    Ok(text)
}

/// A stored time on the wire: RFC 3339 in UTC with microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time(pub i64);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&rfc3339(self.0))
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

/// RFC 3339 text of microseconds since 1970. Times outside the years 0 to 9999 clamp to 1970: no client reads them.
#[must_use]
pub fn rfc3339(micros: i64) -> String {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000)
        .ok()
        .and_then(|t| t.format(&Rfc3339).ok())
        .unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())
}
