//! How the face surface says no: `{"detail": "<sentence>"}`, and for 422 `{"detail": [{"loc", "msg", "type"}]}`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use calotype_core::{Error, Kind};
use serde::Serialize;
use utoipa::ToSchema;

/// The error body of every route of this surface.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FaceError)]
pub struct ErrorBody {
    detail: Detail,
}

/// A sentence, or what is wrong with the input.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum Detail {
    One(String),
    Many(Vec<Problem>),
}

/// What is wrong with one part of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Where: `query`, `path`, `body` or `header`, then the name.
    loc: Vec<String>,
    /// What, for people.
    msg: String,
    /// What, for programs.
    r#type: &'static str,
}

impl Problem {
    /// A problem at a place.
    pub(super) fn new(place: &str, name: &str, msg: impl Into<String>, kind: &'static str) -> Self {
        Self { loc: vec![place.to_owned(), name.to_owned()], msg: msg.into(), r#type: kind }
    }
}

/// A refusal on its way to a caller.
#[derive(Debug)]
pub(crate) enum ApiError {
    /// A domain error.
    Domain(Error),
    /// Input that is not understood.
    Input(Vec<Problem>),
    /// A browser is to ask for a password, too.
    Challenge(Error),
}

/// Result of a handler.
pub(crate) type ApiResult<T> = Result<T, ApiError>;

impl<E: Into<Error>> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self::Domain(error.into())
    }
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self::Input(vec![problem])
    }
}

/// Status of a domain error here.
pub(super) fn status(error: &Error) -> StatusCode {
    match (error.code, error.kind) {
        // A key for something else is no key here.
        ("scope_missing", _) => StatusCode::UNAUTHORIZED,
        ("unsupported_format", _) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ("empty_file" | "upload_interrupted", _) => StatusCode::BAD_REQUEST,
        ("too_many_pixels" | "picture_too_large", _) => StatusCode::PAYLOAD_TOO_LARGE,
        (_, Kind::Invalid) => StatusCode::UNPROCESSABLE_ENTITY,
        (_, Kind::Unauthenticated) => StatusCode::UNAUTHORIZED,
        (_, Kind::Forbidden) => StatusCode::FORBIDDEN,
        (_, Kind::NotFound | Kind::Gone) => StatusCode::NOT_FOUND,
        (_, Kind::Conflict) => StatusCode::CONFLICT,
        (_, Kind::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
        (_, Kind::Unprocessable) => StatusCode::BAD_REQUEST,
        (_, Kind::RateLimited) => StatusCode::TOO_MANY_REQUESTS,
        (_, Kind::Unavailable | Kind::InsufficientStorage) => StatusCode::SERVICE_UNAVAILABLE,
        (_, Kind::Unsupported) => StatusCode::NOT_IMPLEMENTED,
        (_, Kind::BadGateway) => StatusCode::BAD_GATEWAY,
        (_, Kind::Internal) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (error, challenge) = match self {
            Self::Input(problems) => {
                let body = ErrorBody { detail: Detail::Many(problems) };
                return (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response();
            }
            Self::Domain(error) => (error, false),
            Self::Challenge(error) => (error, true),
        };
        let status = status(&error);
        if status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED {
            tracing::error!(code = error.code, %error, "request failed");
        } else if error.source.is_some() {
            tracing::debug!(code = error.code, %error, "request refused");
        }
        let message = error.message.into_owned();
        let detail = if status == StatusCode::UNPROCESSABLE_ENTITY {
            let named = |(name, problem): &(String, String)| {
                Problem::new("body", name, problem.as_str(), "value_error")
            };
            let mut problems: Vec<Problem> = error.fields.iter().map(named).collect();
            if problems.is_empty() {
                problems.push(Problem { loc: vec!["body".to_owned()], msg: message, r#type: "value_error" });
            }
            Detail::Many(problems)
        } else {
            Detail::One(message)
        };
        let mut response = (status, Json(ErrorBody { detail })).into_response();
        let headers = response.headers_mut();
        if let Some(delay) = error.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(delay.as_secs().max(1)));
        }
        if challenge && status == StatusCode::UNAUTHORIZED {
            let basic = HeaderValue::from_static("Basic realm=\"face-admin\", charset=\"UTF-8\"");
            headers.insert(header::WWW_AUTHENTICATE, basic);
        }
        response
    }
}

/// A method that a path of this surface does not have.
pub(crate) async fn no_method() -> Response {
    let body = ErrorBody { detail: Detail::One("Method Not Allowed".to_owned()) };
    (StatusCode::METHOD_NOT_ALLOWED, Json(body)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_documented_status() {
        let status = |error: Error| status(&error).as_u16();
        assert_eq!(status(Error::forbidden("scope_missing", "")), 401);
        assert_eq!(status(Error::forbidden("key_switched_off", "")), 403);
        assert_eq!(status(Error::unprocessable("unsupported_format", "")), 415);
        assert_eq!(status(Error::unprocessable("corrupt_file", "")), 400);
        assert_eq!(status(Error::invalid("too_many_pixels", "")), 413);
        assert_eq!(status(Error::invalid("face_not_found", "")), 422);
        assert_eq!(status(Error::unsupported("face_storage_off", "")), 501);
        assert_eq!(status(Error::insufficient_storage("storage_full", "")), 503);
    }
}
