//! `/admin/admins`, and who reaches a client: for super administrators.

mod access;
mod edit;
mod list;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, edit::create))
        .routes(routes!(edit::update, edit::remove))
        .routes(routes!(access::grant))
        .routes(routes!(access::revoke))
}
