//! `/users`: accounts, for administrators and for their owners.

mod list;
mod password;
mod profile;
mod reset_access;
mod update;
pub(crate) mod wire;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(update::update))
        .routes(routes!(reset_access::reset_access))
        .routes(routes!(password::change))
        .routes(routes!(profile::update))
}
