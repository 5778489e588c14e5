//! Processing endpoints: `x-source-type` says where the input is, the body brings it or names it.

pub mod image_converter;
pub mod json_formatter;
pub mod json_validator;
pub(crate) mod source;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(json_formatter::format))
        .routes(routes!(json_validator::validate))
        .routes(routes!(image_converter::convert))
}
