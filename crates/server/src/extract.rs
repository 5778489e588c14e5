//! Extractors that refuse in the library's dialect instead of axum's plain text.

use axum::body::Bytes;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use calotype_core::Error;
use serde::de::DeserializeOwned;

use crate::library::error::ApiError;

/// A JSON body. Unknown fields are ignored, wrong or missing ones are 400 with the reason.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state)
            .await
            .map_err(|rejection| refuse_json(&JsonRejection::BytesRejection(rejection)))?;
        refuse_nul(&bytes)?;
        match axum::Json::<T>::from_request(Request::from_parts(parts, bytes.into()), state).await {
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(refuse_json(&rejection)),
        }
    }
}

/// A JSON body that may be left out.
#[derive(Debug)]
pub struct OptionalJson<T>(pub Option<T>);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for OptionalJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = Bytes::from_request(request, state).await.map_err(|e| {
            ApiError(Error::invalid("invalid_body", "The body could not be read.").because(e))
        })?;
        if bytes.is_empty() {
            return Ok(Self(None));
        }
        refuse_nul(&bytes)?;
        serde_json::from_slice(&bytes).map(|v| Self(Some(v))).map_err(|e| {
            ApiError(
                Error::invalid("invalid_body", "The body is not the expected JSON.")
                    .field("body", e.to_string()),
            )
        })
    }
}

/// No text of ours has a NUL in it: one engine cannot store it, and what reads the text later may stop there.
fn refuse_nul(json: &[u8]) -> Result<(), ApiError> {
    let escapes = json.windows(6).enumerate().filter(|(_, text)| text == b"\\u0000");
    for (at, _) in escapes {
        // A backslash that is escaped itself begins no escape.
        let before = json[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
        if before % 2 == 0 {
            let error = Error::invalid("invalid_body", "The body is not the expected JSON.");
            return Err(ApiError(error.field("body", "a text with a NUL character".to_owned())));
        }
    }
    Ok(())
}

fn refuse_json(rejection: &JsonRejection) -> ApiError {
    let (code, message) = match rejection {
        JsonRejection::MissingJsonContentType(_) => {
            ("invalid_content_type", "Send the body with Content-Type: application/json.")
        }
        _ if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
            return ApiError(Error::too_large("body_too_large", "The body is too large."));
        }
        _ => ("invalid_body", "The body is not the expected JSON."),
    };
    ApiError(Error::invalid(code, message).field("body", rejection.body_text()))
}

/// Query parameters; unreadable ones are 400.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            let error = Error::invalid("invalid_query", "A query parameter is not valid.");
            return Err(ApiError(error.field("query", "a text with a NUL character".to_owned())));
        }
        axum::extract::Query::<T>::from_request_parts(parts, state).await.map(|q| Self(q.0)).map_err(
            |rejection: QueryRejection| {
                ApiError(
                    Error::invalid("invalid_query", "A query parameter is not valid.")
                        .field("query", rejection.body_text()),
                )
            },
        )
    }
}

/// Path parameters; malformed ids are 400.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        if parts.uri.path().contains("%00") {
            return Err(ApiError(Error::invalid("invalid_id", "The id in the path is not valid.")));
        }
        axum::extract::Path::<T>::from_request_parts(parts, state).await.map(|p| Self(p.0)).map_err(
            |rejection: PathRejection| {
                ApiError(
                    Error::invalid("invalid_id", "The id in the path is not valid.")
                        .field("path", rejection.body_text()),
                )
            },
        )
    }
}

/// A parameter of the address; of one that comes twice the first.
pub(crate) fn parameter(parts: &Parts, name: &str) -> Option<String> {
    let query = parts.uri.query()?;
    form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// A number of a query whose documented style is strict: absent is the default, anything else must be in range.
///
/// # Errors
/// `invalid_query`, naming the parameter and its range.
pub(crate) fn strict(
    name: &str,
    text: Option<&str>,
    default: i64,
    range: std::ops::RangeInclusive<i64>,
) -> Result<i64, ApiError> {
    match text.filter(|t| !t.is_empty()) {
        None => Ok(default),
        Some(text) => text.parse().ok().filter(|n| range.contains(n)).ok_or_else(|| {
            ApiError(
                Error::invalid("invalid_query", "A query parameter is out of range.")
                    .field(name, format!("must be a whole number from {} to {}", range.start(), range.end())),
            )
        }),
    }
}

/// A number of a query whose documented style is clamped: too large is the largest, anything else that is not in range
/// is the default.
pub(crate) fn clamped(text: Option<&str>, default: i64, range: std::ops::RangeInclusive<i64>) -> i64 {
    text.and_then(|t| t.parse::<i64>().ok())
        .filter(|n| n >= range.start())
        .map_or(default, |n| n.min(*range.end()))
}

#[cfg(test)]
mod tests {
    use super::refuse_nul;

    #[test]
    fn a_nul_is_found_and_a_text_about_one_is_not() {
        for json in [r#"{"a":"\u0000"}"#, r#"{"a":"x\\\u0000y"}"#, r#"{"\u0000":1}"#] {
            assert!(refuse_nul(json.as_bytes()).is_err(), "{json}");
        }
        for json in [r#"{"a":"\\u0000"}"#, r#"{"a":"\u0001"}"#, r#"{"a":"u0000"}"#, ""] {
            assert!(refuse_nul(json.as_bytes()).is_ok(), "{json}");
        }
    }
}
