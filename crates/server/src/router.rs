//! The whole routing table. Static paths first, then prefixes; a duplicate route stops the process at start.

use axum::Router;
use axum::http::header;
use axum::routing::get;
use calotype_core::App;
use utoipa_swagger_ui::SwaggerUi;

use crate::{blob, bucket, commands, documents, face, hosting, library, middleware, site, upload};

/// The service.
pub fn router(app: &App) -> Router {
    let (library, _) = library::routes().split_for_parts();
    let mut docs = SwaggerUi::new("/docs");
    let mut whole = Router::new();
    let documents = documents::openapi_at(site::prefix(app));
    let contents = documents::contents(&documents);
    let listed = move || async move { axum::Json(contents) };
    whole = whole.route("/openapi/documents.json", get(listed));
    for (name, document) in documents {
        if name == "hosting" {
            // Where the document of that API says it is.
            let text = bytes::Bytes::from(serde_json::to_vec(&document).unwrap_or_default());
            let answer = move || async move { ([(header::CONTENT_TYPE, "application/json")], text) };
            whole = whole.route("/docs/openapi.json", get(answer));
        }
        docs = docs.url(format!("/openapi/{name}.json"), document);
    }
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
        whole
            .merge(library)
            .merge(hosting)
            .merge(upload)
            .merge(face)
            .merge(blob::routes())
            .merge(bucket::routes(app))
            .merge(commands::routes())
            .merge(docs)
            .fallback(commands::fallback)
            .with_state(app.clone()),
        app,
    )
}
