//! `/setup`: the first-run wizard. Public, and never gated.

mod begin;
mod status;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(status::status)).routes(routes!(begin::begin))
}
