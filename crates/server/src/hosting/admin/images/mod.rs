//! `/admin/images`: the images of the clients that an administrator reaches.

mod edit;
mod list;
mod see;
mod tags;
mod upload;
pub(super) mod wire;

use axum::extract::DefaultBodyLimit;
use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    // The form is read as a stream, and counted.
    let upload = OpenApiRouter::new().routes(routes!(upload::upload)).layer(DefaultBodyLimit::disable());
    upload.routes(routes!(list::list)).routes(routes!(tags::list)).routes(routes!(
        see::get,
        edit::update,
        edit::delete
    ))
}
