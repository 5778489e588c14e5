//! The whole routing table. Static paths first, then prefixes; a duplicate route stops the process at start.

use axum::Router;
use calotype_core::App;
use utoipa_swagger_ui::SwaggerUi;

use crate::{bucket, documents, hosting, library, middleware, upload, web};

/// The service.
pub fn router(app: &App) -> Router {
    let (library, _) = library::routes().split_for_parts();
    let mut docs = SwaggerUi::new("/docs");
    for (name, document) in documents::openapi() {
        docs = docs.url(format!("/openapi/{name}.json"), document);
    }
    let library = library.layer(axum::middleware::from_fn_with_state(app.clone(), middleware::cors::library));
    let (upload, _) = upload::routes().split_for_parts();
    let upload = upload
        .merge(upload::link_routes())
        .method_not_allowed_fallback(upload::error::no_method)
        .layer(axum::middleware::from_fn(upload::finish));
    middleware::around(
        Router::new()
            .merge(library)
            .merge(hosting::routes().split_for_parts().0)
            .merge(upload)
            .merge(bucket::routes(app))
            .merge(docs)
            .fallback(web::fallback)
            .with_state(app.clone()),
        app,
    )
}
