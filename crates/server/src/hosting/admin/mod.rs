//! The hosting portal: `/{prefix}/admin/**`. People with a login administer clients and everything clients keep. This
//! file is its table of contents.

mod admins;
mod auth;
mod caller;
mod clients;
mod paging;
mod stats;
mod webhooks;
mod wire;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;

/// The routes of the portal.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().nest(
        "/admin",
        OpenApiRouter::new()
            .merge(auth::routes())
            .merge(admins::routes())
            .merge(clients::routes())
            .merge(stats::routes())
            .merge(webhooks::routes()),
    )
}
