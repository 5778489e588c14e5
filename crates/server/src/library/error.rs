//! How the library says no: `{"code": <status>, "message": "<sentence>", "error": "<detail>"}`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use calotype_core::{Error, Kind};
use serde::Serialize;
use utoipa::ToSchema;

/// The error body of every library route.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ErrorResponse)]
pub struct ErrorBody {
    /// Equals the HTTP status.
    pub code: u16,
    /// A short sentence for people; `app_not_initialized` for the first-run gate.
    pub message: String,
    /// A stable machine-readable word and details, when there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub error: Option<String>,
}

/// A domain error on its way to a library client.
#[derive(Debug)]
pub struct ApiError(pub Error);

/// Result of a handler.
pub type ApiResult<T> = Result<T, ApiError>;

impl<E: Into<Error>> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// The status of a kind. The library never uses 202, 204 or 412.
#[must_use]
pub fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::BAD_REQUEST,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Gone => StatusCode::GONE,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Unsupported => StatusCode::NOT_IMPLEMENTED,
        Kind::BadGateway => StatusCode::BAD_GATEWAY,
        Kind::InsufficientStorage => StatusCode::INSUFFICIENT_STORAGE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let status = status(error.kind);
        if status.is_server_error() {
            tracing::error!(code = error.code, %error, "request failed");
        } else if error.source.is_some() {
            tracing::debug!(code = error.code, %error, "request refused");
        }
        let detail = if error.fields.is_empty() {
            error.code.to_owned()
        } else {
            let fields: Vec<String> = error.fields.iter().map(|(f, p)| format!("{f}: {p}")).collect();
            format!("{} ({})", error.code, fields.join("; "))
        };
        let body =
            ErrorBody { code: status.as_u16(), message: error.message.into_owned(), error: Some(detail) };
        let mut response = (status, Json(body)).into_response();
        if let Some(delay) = error.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(delay.as_secs().max(1)));
        }
        response
    }
}
