//! Scripts of pages that call commands: those of the configured origins, and no others.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::App;

/// Headers that a script may send.
const SENT: HeaderValue =
    HeaderValue::from_static("Authorization, Content-Type, WWW-Authenticate, X-API-Key, X-Request-Id");

fn allowed(app: &App, origin: &HeaderValue) -> bool {
    app.config.commands.cors_origins.iter().any(|known| known.as_bytes() == origin.as_bytes())
}

/// Answers a preflight, which needs no key.
pub(super) fn preflight(app: &App, origin: Option<HeaderValue>, methods: &'static str) -> Response {
    let mut answer = StatusCode::NO_CONTENT.into_response();
    answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods));
    let mut answer = readable(app, origin, answer);
    let headers: &mut HeaderMap = answer.headers_mut();
    if headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(methods));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, SENT);
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
    }
    answer
}

/// Lets the page read the answer, if it is one of ours.
pub(super) fn readable(app: &App, origin: Option<HeaderValue>, mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin.filter(|origin| allowed(app, origin)) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    answer
}
