//! `/albums`, and the albums of an asset: one file an endpoint or a close family of them.

pub mod edit;
pub mod list;
pub mod members;
pub mod of_asset;
pub mod species;
pub mod wire;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, edit::create))
        .routes(routes!(list::get, edit::update, edit::delete))
        .routes(routes!(members::list))
        .routes(routes!(members::add, members::remove))
        .routes(routes!(members::position))
        .routes(routes!(species::rebuild))
        .routes(routes!(of_asset::get))
        .routes(routes!(of_asset::add))
}
