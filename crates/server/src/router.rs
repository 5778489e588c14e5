//! The whole routing table. Static paths first, then prefixes; a duplicate route stops the process at start.

use axum::Router;
use calotype_core::App;

use crate::{blob, bucket, commands, documents, face, hosting, library, middleware, site, upload};

/// The service.
pub fn router(app: &App) -> Router {
    let (library, _) = library::routes().split_for_parts();
    let library = library
        .layer(middleware::compression::json())
        .layer(axum::middleware::from_fn_with_state(app.clone(), middleware::cors::library));
    let (upload, _) = upload::routes().split_for_parts();
    let gate = |gate| axum::middleware::from_fn_with_state(gate, middleware::gate::pass);
    let upload = upload
        .method_not_allowed_fallback(upload::error::no_method)
        .layer(gate(middleware::gate::upload(app)))
        .layer(axum::middleware::from_fn(upload::finish))
        .layer(axum::middleware::from_fn_with_state(app.clone(), upload::cors::upload));
    let (face, _) = face::routes().split_for_parts();
    let face =
        face.method_not_allowed_fallback(face::error::no_method).layer(gate(middleware::gate::face(app)));
    let (hosting, _) = hosting::routes_at(site::prefix(app)).split_for_parts();
    // Once more around the gate, which refuses in the same dialect.
    let hosting = hosting
        .layer(gate(middleware::gate::hosting(app)))
        .layer(axum::middleware::from_fn(hosting::error::render));
    middleware::around(
        library
            .merge(hosting)
            .merge(upload)
            .merge(face)
            .merge(blob::routes())
            .merge(bucket::routes(app))
            .merge(commands::routes())
            .merge(documents::routes(site::prefix(app)))
            .fallback(commands::fallback)
            .with_state(app.clone()),
        app,
    )
}
