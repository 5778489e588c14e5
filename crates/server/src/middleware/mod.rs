//! What happens to every request before and after its handler.

pub(crate) mod compression;
pub mod cors;
pub(crate) mod gate;
mod lingering;
pub mod request_id;
pub mod uploads;

use axum::Router;
use calotype_core::App;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::Level;

/// Wraps the routing table. The last layer added is the first a request meets.
pub(crate) fn around(router: Router, _app: &App) -> Router {
    router
        .layer(CatchPanicLayer::custom(panic_answer))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(|request: &axum::http::Request<axum::body::Body>| {
                    // The path only: queries carry tokens.
                    tracing::info_span!(
                        "request",
                        method = %request.method(),
                        path = request.uri().path(),
                        id = request_id::of(request.extensions()),
                    )
                })
                .on_response(DefaultOnResponse::new().level(Level::DEBUG)),
        )
        .layer(axum::middleware::from_fn(request_id::assign))
        .layer(axum::middleware::from_fn(lingering::linger))
}

// The layer fixes the signature.
#[allow(clippy::needless_pass_by_value)]
/// A panic is our fault: the caller gets a plain 500 and the log has the text.
fn panic_answer(panic: Box<dyn std::any::Any + Send + 'static>) -> axum::response::Response {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    tracing::error!(panic = text, "a handler panicked");
    axum::response::IntoResponse::into_response(crate::library::error::ApiError::from(
        calotype_core::Error::internal(text.to_owned()),
    ))
}
