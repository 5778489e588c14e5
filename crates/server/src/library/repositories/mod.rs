//! `/repositories`: the users' folder trees.

pub mod create;
pub mod edit;
pub mod scans;
pub mod stacks;
pub mod wire;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(edit::list, create::create))
        .routes(routes!(edit::get, edit::change, edit::unregister))
        .routes(routes!(scans::scan))
        .routes(routes!(scans::list))
        .routes(routes!(scans::latest))
        .routes(routes!(stacks::detect))
}
