//! Pages of the configured origins may post forms. No credentials: the form is one.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use calotype_core::App;

/// Echoes a known origin, and answers `OPTIONS` itself.
pub(super) async fn bucket(State(app): State<App>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned().filter(|origin| {
        app.config.http.cors_origins.iter().any(|known| known.as_bytes() == origin.as_bytes())
    });
    let preflight = request.method() == Method::OPTIONS;
    let mut response = match (preflight, &origin) {
        (true, Some(_)) => StatusCode::OK.into_response(),
        (true, None) => StatusCode::FORBIDDEN.into_response(),
        (false, _) => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag, Location"));
        if preflight {
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST, GET, HEAD"));
            headers.insert(
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                HeaderValue::from_static("Content-Type, Range"),
            );
        }
    }
    response
}
