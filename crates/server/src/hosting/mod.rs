//! The hosting surface: `/v2/**`. This file is its table of contents.

pub mod admin;
mod albums;
mod avatars;
mod caller;
pub mod error;
pub mod extract;
mod images;
mod paging;
mod status;
pub mod wire;

use calotype_core::App;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

/// What the document says about the surface as a whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "calotype hosting API", version = "2", description = "Image hosting for applications, and the portal of its administrators. Errors have the body `{statusCode, message, errors, timestamp, path, requestId}`."),
    modifiers(&Security),
)]
struct Document;

struct Security;

impl utoipa::Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
        openapi
            .components
            .get_or_insert_default()
            .add_security_scheme("admin", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        openapi.components.get_or_insert_default().add_security_scheme(
            "key",
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-API-Key"))),
        );
    }
}

/// Every route of the surface with its description, under a prefix; an empty one is the root.
#[must_use]
pub fn routes_at(prefix: &str) -> OpenApiRouter<App> {
    let nouns = OpenApiRouter::new()
        .merge(albums::routes())
        .merge(avatars::routes())
        .merge(images::routes())
        .merge(status::routes())
        .merge(admin::routes());
    let whole = OpenApiRouter::with_openapi(Document::openapi());
    let whole = match prefix {
        // At the root what is no route is somebody else's.
        "" => whole.merge(nouns),
        prefix => whole.nest(&format!("/{prefix}"), nouns.fallback(nothing)),
    };
    whole.layer(axum::middleware::from_fn(error::render))
}

/// What no route answers, in the dialect of the surface also for browsers.
async fn nothing() -> error::ApiError {
    calotype_core::Error::not_found("not_found", "There is nothing at this address.").into()
}
