//! `/albums`: users' choices of images, public or not.

pub(in crate::hosting) mod edit;
mod members;
mod see;
mod tokens;
pub(crate) mod wire;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(edit::create, see::list))
        .routes(routes!(see::get, edit::update, edit::delete))
        .routes(routes!(members::list, members::add, members::remove))
        .routes(routes!(tokens::make))
        .routes(routes!(tokens::revoke))
        .routes(routes!(see::get_external, edit::update_external))
        .routes(routes!(members::add_external, members::remove_external))
}
