//! `/repositories/{id}/scan…`: looking for what appeared, changed, moved and vanished in a folder.

pub mod look;
pub mod request;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(request::request))
        .routes(routes!(look::list))
        .routes(routes!(look::latest))
}
