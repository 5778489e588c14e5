//! The embedded bucket, `/_s3/<bucket>`: takes signed forms and serves presigned links. Nothing else of S3 is there.

mod cors;
mod error;
mod form;
mod get;
mod post;
pub(crate) mod send;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use calotype_core::App;

/// The routes. They are for S3 clients, not part of a documented API.
pub(crate) fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/_s3/{bucket}", post(post::post).fallback(error::no_method))
        .route("/_s3/{bucket}/", post(post::post).fallback(error::no_method))
        .route("/_s3/{bucket}/{*key}", get(get::get).fallback(error::no_method))
        // The form says how large its file may be, and is held to it while it streams.
        .layer(DefaultBodyLimit::disable())
        .layer(axum::middleware::from_fn(error::name_request))
        .layer(axum::middleware::from_fn_with_state(app.clone(), cors::bucket))
}
