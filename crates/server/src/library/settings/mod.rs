//! `/settings`: what administrators change while the server runs, and what they can only look at.

mod runtime_info;
mod system;
mod validate_llm;
mod wire;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(system::get, system::update))
        .routes(routes!(validate_llm::validate_llm))
        .routes(routes!(runtime_info::get))
}
