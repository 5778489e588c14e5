//! `/admin/clients`: the applications that keep images here.

mod edit;
mod list;
mod quota;
mod rotate;
mod usage;
pub(super) mod wire;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, edit::create))
        .routes(routes!(list::get, edit::update))
        .routes(routes!(rotate::rotate))
        .routes(routes!(quota::get, quota::set))
        .routes(routes!(usage::get))
}
