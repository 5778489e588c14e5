//! `/admin/clients/{id}/webhook-…`: the log of messages, sending once more, the secret.

mod deliveries;
mod secret;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(deliveries::list))
        .routes(routes!(deliveries::redeliver))
        .routes(routes!(secret::rotate))
}
