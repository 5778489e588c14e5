//! Jobs of programs: followed to their end, and cancelled. Below this surface they are orders.

pub mod cancel;
mod follow;
pub mod status;
pub(crate) mod wire;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(status::status, cancel::cancel))
        .routes(routes!(status::status_of_job, cancel::cancel_job))
}
