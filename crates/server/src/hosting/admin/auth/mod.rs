//! `/admin/auth`: logins of the portal.

mod cookie;
mod login;
mod logout;
mod me;
mod password;
mod refresh;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(login::login))
        .routes(routes!(refresh::refresh))
        .routes(routes!(logout::logout))
        .routes(routes!(me::get, me::patch))
        .routes(routes!(password::change))
}
