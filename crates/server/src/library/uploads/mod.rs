//! Uploads: `POST /assets`, `POST /assets/batch`, its configuration and progress.

pub mod batch;
pub mod form;
pub mod progress;
pub mod single;

use axum::extract::DefaultBodyLimit;
use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(single::upload))
        .routes(routes!(batch::upload))
        .routes(routes!(progress::config))
        .routes(routes!(progress::progress))
        // The framework's two megabytes would be the end of every film. What counts here is what staging accepts: the largest
        // file, the largest piece.
        .layer(DefaultBodyLimit::disable())
}
