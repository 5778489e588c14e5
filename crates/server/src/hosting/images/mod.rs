//! `/images`: pictures that clients keep here for their users.

mod edit;
pub(crate) mod list;
pub(crate) mod send;
pub(crate) mod serve;
mod share;
pub(crate) mod upload;
pub(crate) mod wire;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::App;
use calotype_core::images::Details;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::site::Site;

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    // The form is read as a stream, and counted.
    let upload = OpenApiRouter::new().routes(routes!(upload::upload)).layer(DefaultBodyLimit::disable());
    upload
        .routes(routes!(list::list))
        .routes(routes!(serve::get, edit::update, edit::delete))
        .routes(routes!(share::share))
        .routes(routes!(share::open, share::revoke))
}

/// What is known of an image, as JSON that nobody on the way keeps.
pub(crate) fn described(site: &Site, details: Details) -> Response {
    let mut response = axum::Json(wire::Image::new(site, details)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}
