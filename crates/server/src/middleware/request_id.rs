//! `X-Request-Id`: the caller's when it is a UUID, else a random one; in every answer and every log line.

use axum::extract::Request;
use axum::http::{Extensions, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use uuid::Uuid;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, as put into its extensions.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The id in a request's extensions; empty before [`assign`] ran.
#[must_use]
pub fn of(extensions: &Extensions) -> &str {
    extensions.get::<RequestId>().map_or("", |id| id.0.as_str())
}

/// Gives the request an id and the answer its header.
pub async fn assign(mut request: Request, next: Next) -> Response {
    let given = request.headers().get(&HEADER).and_then(|v| Uuid::try_parse_ascii(v.as_bytes()).ok());
    let id = given.unwrap_or_else(Uuid::new_v4).to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
