//! How the bucket says no: `<Error><Code/><Message/><RequestId/></Error>`.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use calotype_core::bucket::{Refusal, Why};

use crate::middleware::request_id;

/// A refusal on its way to an S3 client.
#[derive(Debug)]
pub(super) struct BucketError(pub(super) Refusal);

impl From<Refusal> for BucketError {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

/// What a response remembers of its refusal until it is given a body.
#[derive(Debug, Clone)]
struct Words(Why, &'static str);

fn status(why: Why) -> StatusCode {
    match why {
        Why::AccessDenied | Why::SignatureDoesNotMatch | Why::InvalidAccessKeyId => StatusCode::FORBIDDEN,
        Why::EntityTooLarge
        | Why::EntityTooSmall
        | Why::InvalidPolicyDocument
        | Why::InvalidArgument
        | Why::MalformedPostRequest
        | Why::MaxPostPreDataLengthExceeded
        | Why::IncorrectNumberOfFilesInPostRequest => StatusCode::BAD_REQUEST,
        Why::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
        Why::NoSuchKey | Why::NoSuchBucket => StatusCode::NOT_FOUND,
        Why::InvalidRange => StatusCode::RANGE_NOT_SATISFIABLE,
        Why::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Why::ServiceUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        Why::InternalError => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The code as S3 spells it.
fn code(why: Why) -> String {
    match why {
        Why::MalformedPostRequest => "MalformedPOSTRequest".to_owned(),
        other => format!("{other:?}"),
    }
}

impl IntoResponse for BucketError {
    fn into_response(self) -> Response {
        let Self(refusal) = self;
        let status = status(refusal.why);
        if status.is_server_error() {
            tracing::error!(%refusal, cause = ?refusal.cause, "the bucket failed");
        } else {
            tracing::debug!(%refusal, cause = ?refusal.cause, "the bucket refused");
        }
        let mut response = status.into_response();
        response.extensions_mut().insert(Words(refusal.why, refusal.message));
        response
    }
}

/// Everything but forms and links.
pub(super) async fn no_method() -> BucketError {
    BucketError(Refusal::new(Why::MethodNotAllowed, "This bucket takes signed forms and presigned links."))
}

/// Gives a refusal its body, with the id of the request.
pub(super) async fn name_request(request: Request, next: Next) -> Response {
    let id = request_id::of(request.extensions()).to_owned();
    let mut response = next.run(request).await;
    let Some(Words(why, message)) = response.extensions_mut().remove::<Words>() else { return response };
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{}</Code><Message>{}</Message><RequestId>{}</RequestId></Error>",
        code(why),
        escape(message),
        escape(&id)
    );
    (response.status(), [(header::CONTENT_TYPE, "application/xml")], body).into_response()
}

/// Text as it may stand in XML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
