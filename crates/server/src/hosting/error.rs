//! How the hosting surface says no: `{statusCode, message, errors, timestamp, path, requestId}`.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use calotype_core::Error;
use serde::Serialize;
use utoipa::ToSchema;

use super::wire::Time;
use crate::library::error::status;
use crate::middleware::request_id;

/// The error body of every hosting route.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingError)]
pub struct ErrorBody {
    /// Equals the HTTP status.
    status_code: u16,
    message: Message,
    /// What is wrong with the input, when that is known.
    errors: Option<Vec<String>>,
    timestamp: Time,
    path: String,
    /// Equals the header `X-Request-Id`.
    request_id: String,
}

/// One sentence, or what is wrong with each field.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum Message {
    One(String),
    Many(Vec<String>),
}

/// A domain error on its way to a hosting client.
#[derive(Debug)]
pub struct ApiError(pub Error);

/// Result of a handler.
pub type ApiResult<T> = Result<T, ApiError>;

impl<E: Into<Error>> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// What [`render`] still has to write down, since a handler does not know path and request.
#[derive(Debug, Clone)]
struct Refusal {
    message: String,
    problems: Vec<String>,
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
        let problems = error.fields.iter().map(|(field, problem)| format!("{field} {problem}")).collect();
        let mut response = status.into_response();
        response.extensions_mut().insert(Refusal { message: error.message.into_owned(), problems });
        if let Some(delay) = error.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(delay.as_secs().max(1)));
        }
        response
    }
}

/// Writes the bodies of refusals.
pub(crate) async fn render(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let id = request_id::of(request.extensions()).to_owned();
    let mut response = next.run(request).await;
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    let status: StatusCode = response.status();
    let (message, errors) = match refusal.problems {
        problems if problems.is_empty() => (Message::One(refusal.message), None),
        problems => (Message::Many(problems.clone()), Some(problems)),
    };
    let now = Time(now());
    let body =
        ErrorBody { status_code: status.as_u16(), message, errors, timestamp: now, path, request_id: id };
    let mut rendered = (status, Json(body)).into_response();
    // When to come back, and where the caller stands.
    for (name, value) in response.headers() {
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            rendered.headers_mut().append(name, value.clone());
        }
    }
    rendered
}

fn now() -> i64 {
    i64::try_from(time::OffsetDateTime::now_utc().unix_timestamp_nanos() / 1000).unwrap_or(0)
}
