//! `/assets` and what else lists or changes assets: one file an endpoint or a close family of them.

pub mod detail;
pub mod edit;
pub mod exist;
pub mod featured;
pub mod list;
pub mod map_points;
pub mod options;
pub mod reprocess;
pub mod sidecar;
pub mod specific;
pub mod stack;
pub mod timeline;
pub mod trash;
pub mod wire;

use calotype_core::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::query))
        .routes(routes!(list::rated))
        .routes(routes!(list::liked))
        .routes(routes!(options::filter_options))
        .routes(routes!(options::types))
        .routes(routes!(featured::featured))
        .routes(routes!(map_points::map_points))
        .routes(routes!(timeline::buckets))
        .routes(routes!(timeline::bucket))
        .routes(routes!(detail::get, edit::put, trash::delete))
        .routes(routes!(detail::exif))
        .routes(routes!(edit::rating))
        .routes(routes!(edit::like))
        .routes(routes!(edit::rating_and_like))
        .routes(routes!(edit::description))
        .routes(routes!(trash::restore))
        .routes(routes!(reprocess::reprocess))
        .routes(routes!(sidecar::get, sidecar::put))
        .routes(routes!(exist::exist))
        .routes(routes!(stack::create))
        .routes(routes!(stack::get, stack::leave))
}
