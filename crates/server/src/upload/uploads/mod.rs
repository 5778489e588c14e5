//! Uploads of programs: promised, listed, deleted. The noun is `deposits` below this surface.

pub mod arrived;
pub mod create;
pub mod delete;
pub mod list;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create::create))
        .routes(routes!(arrived::arrived))
        .routes(routes!(list::list))
        .routes(routes!(delete::delete))
}
