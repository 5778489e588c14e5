//! How a command says no: `{"status":<code>,"error":"<text>"}`, and the HTTP status is the same number.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use calotype_commands::{Disabled, Refusal};
use calotype_core::{Error, Kind};
use serde_json::json;

/// A refusal on its way to a program.
#[derive(Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    message: String,
    retry_after: Option<u64>,
    allow: Option<&'static str>,
}

/// Result of what leads to an answer.
pub(super) type Outcome<T> = Result<T, Failure>;

impl Failure {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), retry_after: None, allow: None }
    }

    /// A request that cannot be read.
    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// A body of a kind that is not read.
    pub(super) fn media_type() -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Send the body as application/json, multipart/form-data or application/x-www-form-urlencoded",
        )
    }

    /// A body that is too long.
    pub(super) fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "The request is too large")
    }

    /// Nobody who may call commands.
    pub(super) fn key() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Missing or invalid API key")
    }

    /// A name that is no command.
    pub(super) fn unknown(name: &str) -> Self {
        let name: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
        Self::new(StatusCode::NOT_FOUND, format!("There is no command '{name}'"))
    }

    /// A command that is known and not enabled.
    pub(super) fn disabled(command: &Disabled) -> Self {
        Self::new(StatusCode::NOT_IMPLEMENTED, format!("{} {}", command.name, command.reason))
    }

    /// A method that the command does not take.
    pub(super) fn method(allow: &'static str) -> Self {
        let failure = Self::new(StatusCode::METHOD_NOT_ALLOWED, "This command does not take that method");
        Self { allow: Some(allow), ..failure }
    }

    /// The whole answer as JSON, for an answer inside another one.
    pub(super) fn body(&self) -> serde_json::Value {
        json!({"status": self.status.as_u16(), "error": self.message})
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let status = match (error.code, error.kind) {
            // One answer for whatever is wrong at the other side, so that nobody explores a network through us.
            ("address_not_allowed" | "fetch_failed" | "output_not_found", _) => {
                tracing::debug!(code = error.code, %error, "a picture was not fetched");
                let what = match error.code {
                    "output_not_found" => error.message.into_owned(),
                    _ => "The picture could not be fetched".to_owned(),
                };
                return Self::new(StatusCode::NOT_FOUND, what);
            }
            // A key without the scope is no key here.
            (_, Kind::Unauthenticated | Kind::Forbidden) => return Self::key(),
            (_, Kind::Invalid | Kind::Conflict) => StatusCode::BAD_REQUEST,
            (_, Kind::NotFound | Kind::Gone | Kind::BadGateway) => StatusCode::NOT_FOUND,
            (_, Kind::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
            (_, Kind::Unprocessable) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            (_, Kind::Unsupported) => StatusCode::NOT_IMPLEMENTED,
            (_, Kind::RateLimited) => StatusCode::TOO_MANY_REQUESTS,
            (_, Kind::Unavailable | Kind::InsufficientStorage) => StatusCode::SERVICE_UNAVAILABLE,
            (_, Kind::Internal) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED {
            tracing::error!(code = error.code, %error, "command failed");
        }
        let retry_after = error.retry_after.map(|delay| delay.as_secs().max(1));
        Self { retry_after, ..Self::new(status, error.message.into_owned()) }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let text = refusal.to_string();
        match refusal {
            Refusal::Missing(_) | Refusal::Invalid { .. } | Refusal::Unfit(_) => Self::invalid(text),
            Refusal::Unsupported(_) => Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, text),
            Refusal::TooLarge(_) => Self::new(StatusCode::PAYLOAD_TOO_LARGE, text),
            Refusal::TimedOut => Self::new(StatusCode::GATEWAY_TIMEOUT, text),
            Refusal::Busy { retry_after } => Self {
                retry_after: Some(retry_after.max(1)),
                ..Self::new(StatusCode::SERVICE_UNAVAILABLE, text)
            },
            Refusal::Disabled(_) | Refusal::Unavailable(_) => Self::new(StatusCode::NOT_IMPLEMENTED, text),
            Refusal::Failed(reason) => {
                tracing::error!(reason, "command failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong here; the log has the cause",
                )
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body())).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(allow) = self.allow {
            headers.insert(header::ALLOW, HeaderValue::from_static(allow));
        }
        response
    }
}
