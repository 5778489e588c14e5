//! `/admin/albums`: the albums of the clients that an administrator reaches.

mod edit;
mod list;
mod wire;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list)).routes(routes!(list::get, edit::update, edit::delete))
}
