//! `/stats`: what the caller's pictures have in common. One file a close family of endpoints.

pub mod activity;
pub mod equipment;
pub mod times;

use calotype_core::App;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(equipment::focal_length))
        .routes(routes!(equipment::camera_lens))
        .routes(routes!(times::distribution))
        .routes(routes!(activity::daily))
        .routes(routes!(activity::years))
}

/// One repository instead of all.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InRepository {
    /// Repository.
    repository_id: Option<String>,
}
