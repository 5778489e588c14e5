//! The hosting portal: `/{prefix}/admin/**`. People with a login administer clients and everything clients keep. This
//! file is its table of contents.

mod admins;
mod albums;
mod auth;
mod avatars;
mod caller;
mod clients;
mod delivery_keys;
mod images;
mod presets;
mod stats;
mod webhooks;
pub(super) mod wire;

use axum::http::{HeaderValue, header};
use calotype_core::App;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa_axum::router::OpenApiRouter;

/// The routes of the portal. Answers carry tokens, keys and secrets, so nobody on the way keeps them.
pub(super) fn routes() -> OpenApiRouter<App> {
    let nouns = OpenApiRouter::new()
        .merge(admins::routes())
        .merge(albums::routes())
        .merge(auth::routes())
        .merge(avatars::routes())
        .merge(clients::routes())
        .merge(delivery_keys::routes())
        .merge(images::routes())
        .merge(presets::routes())
        .merge(stats::routes())
        .merge(webhooks::routes());
    let private = HeaderValue::from_static("no-store");
    OpenApiRouter::new()
        .nest("/admin", nouns)
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, private))
}
