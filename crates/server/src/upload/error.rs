//! How the upload surface says no: `{"status":"error","request_id","error":"<CODE>","details":{"message", …}}`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use calotype_core::codes::CODES;
use calotype_core::{Error, Kind};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// The error body of every route of this surface.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = UploadError)]
pub struct ErrorBody {
    /// Always `error`.
    pub status: &'static str,
    /// Names the request in the record of events and in the log.
    pub request_id: String,
    /// A stable word: `UPLOAD_NOT_FOUND`.
    pub error: String,
    /// `message`, a sentence for people, and what else helps: `field`, `limit`, `retry_after`.
    #[schema(value_type = Object)]
    pub details: Map<String, Value>,
}

/// A domain error on its way to a program.
#[derive(Debug)]
pub struct ApiError(pub Error);

/// Result of a handler.
pub type ApiResult<T> = Result<T, ApiError>;

impl<E: Into<Error>> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// Codes that programs meet under their own name; all others under that of their class.
const NAMED: &[(&str, &str)] = &[
    ("address_not_allowed", "URL_NOT_ALLOWED"),
    ("checksum_mismatch", "CONTENT_MISMATCH"),
    ("content_mismatch", "CONTENT_MISMATCH"),
    ("input_too_large", "FILE_TOO_LARGE"),
    ("invalid_filename", "INVALID_FILENAME"),
    ("invalid_source_type", "INVALID_SOURCE_TYPE"),
    ("invalid_status", "INVALID_STATUS"),
    ("invalid_url", "URL_NOT_ALLOWED"),
    ("job_not_found", "JOB_NOT_FOUND"),
    ("missing_filename", "MISSING_FILENAME"),
    ("missing_upload_id", "MISSING_UPLOAD_ID"),
    ("quota_exceeded", "STORAGE_LIMIT_EXCEEDED"),
    ("storage_limit_exceeded", "STORAGE_LIMIT_EXCEEDED"),
    ("too_many_pending_uploads", "TOO_MANY_PENDING_UPLOADS"),
    ("unsupported_extension", "UNSUPPORTED_EXTENSION"),
    ("upload_file_not_found", "FILE_NOT_FOUND"),
    ("upload_in_use", "UPLOAD_IN_USE"),
    ("upload_not_found", "UPLOAD_NOT_FOUND"),
    ("upload_not_ready", "UPLOAD_NOT_READY"),
    ("upload_too_large", "FILE_TOO_LARGE"),
];

fn class(kind: Kind) -> (StatusCode, &'static str) {
    match kind {
        Kind::Invalid | Kind::TooLarge => (StatusCode::BAD_REQUEST, "INVALID_REQUEST"),
        Kind::Conflict => (StatusCode::CONFLICT, "INVALID_REQUEST"),
        // The content, or where it came from, is the problem; the program can act on either.
        Kind::Unprocessable | Kind::BadGateway => (StatusCode::BAD_REQUEST, "PROCESSING_FAILED"),
        Kind::Unauthenticated => (StatusCode::UNAUTHORIZED, "UNAUTHORIZED"),
        Kind::Forbidden => (StatusCode::FORBIDDEN, "FORBIDDEN"),
        Kind::NotFound | Kind::Gone => (StatusCode::NOT_FOUND, "UPLOAD_NOT_FOUND"),
        Kind::RateLimited => (StatusCode::TOO_MANY_REQUESTS, "RATE_LIMIT_EXCEEDED"),
        Kind::Unavailable | Kind::InsufficientStorage => {
            (StatusCode::SERVICE_UNAVAILABLE, "STORAGE_UNAVAILABLE")
        }
        Kind::Unsupported | Kind::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_ERROR"),
    }
}

fn words(code: &str, kind: Kind) -> (StatusCode, &'static str) {
    let (status, class) = class(kind);
    (status, NAMED.iter().find(|(known, _)| *known == code).map_or(class, |(_, name)| name))
}

/// Status and word of a code that was written down.
pub(super) fn words_of(code: &str) -> (StatusCode, &'static str) {
    let kind =
        CODES.iter().find(|(known, ..)| *known == code).map_or(Kind::Unprocessable, |(_, kind, _)| *kind);
    words(code, kind)
}

/// A refusal in words that are settled already.
pub(super) fn named(status: u16, word: &str, message: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut details = Map::new();
    details.insert("message".to_owned(), message.into());
    let body = ErrorBody { status: "error", request_id: String::new(), error: word.to_owned(), details };
    let mut response = status.into_response();
    response.extensions_mut().insert(body);
    response
}

/// A method that a path of this surface does not have.
pub(crate) async fn no_method() -> Response {
    named(405, "INVALID_REQUEST", "This path has no such method.".to_owned())
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let (status, name) = words(error.code, error.kind);
        if status.is_server_error() {
            tracing::error!(code = error.code, %error, "request failed");
        } else if error.source.is_some() {
            tracing::debug!(code = error.code, %error, "request refused");
        }
        let mut details = Map::new();
        details.insert("message".to_owned(), error.message.into());
        for (field, problem) in error.fields {
            if matches!(field.as_str(), "limit" | "job_id") {
                details.insert(field, problem.parse::<u64>().map_or(problem.clone().into(), Value::from));
            } else {
                details.insert("field".to_owned(), field.into());
            }
        }
        if let Some(delay) = error.retry_after {
            details.insert("retry_after".to_owned(), delay.as_secs().max(1).into());
        }
        let body = ErrorBody { status: "error", request_id: String::new(), error: name.to_owned(), details };
        let mut response = status.into_response();
        if let Some(delay) = error.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(delay.as_secs().max(1)));
        }
        response.extensions_mut().insert(body);
        response
    }
}

/// Gives a refusal its body. An error does not know the request it belongs to; the layer around the surface does.
pub(super) fn name_request(mut response: Response, id: &str) -> Response {
    let Some(mut body) = response.extensions_mut().remove::<ErrorBody>() else { return response };
    id.clone_into(&mut body.request_id);
    let mut named = (response.status(), Json(body)).into_response();
    for (name, value) in response.headers() {
        if name != header::CONTENT_LENGTH {
            named.headers_mut().insert(name, value.clone());
        }
    }
    named
}
