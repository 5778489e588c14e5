//! The bytes of assets: thumbnails, originals, web versions, exports, bundles.

pub mod archive;
pub mod export;
pub mod serve;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(serve::thumbnail))
        .routes(routes!(serve::original))
        .routes(routes!(serve::video))
        .routes(routes!(serve::audio))
        .routes(routes!(export::export))
        .routes(routes!(archive::download))
}
