//! Resumable uploads: tus 1.0 (core, creation, expiration, checksum, termination) at `/upload-api/tus`. Every request needs
//! the key; only `OPTIONS` tells everybody what is spoken here.

pub mod create;
pub mod describe;
mod headers;
pub mod patch;
pub mod position;
pub mod terminate;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    let limit = axum::extract::DefaultBodyLimit::disable();
    OpenApiRouter::new()
        .routes(routes!(describe::describe, create::create))
        .routes(routes!(
            describe::describe_one,
            position::position,
            patch::patch,
            patch::overridden,
            terminate::terminate
        ))
        // The announced size is the limit, and held to while the bytes come.
        .layer(limit)
        .layer(axum::middleware::from_fn(headers::version))
}
