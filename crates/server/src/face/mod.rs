//! The face surface: faces found on pictures and masked, and the administration of what was kept of that. This file is its
//! table of contents.

mod admin;
mod caller;
mod detect;
pub mod error;
mod form;
mod health;
mod indirect;
mod mask;
mod parameters;
mod schema;
mod wire;

use axum::extract::DefaultBodyLimit;
use calotype_core::App;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What the document says about the surface as a whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "calotype face API", version = "1", description = "Finds the faces of a picture and masks them. `detect` and `mask` take a key in `X-API-Key`. The administration under `/api/v1/admin` takes HTTP Basic, the cookie of its login, the bearer token of an administrator of the library, or a key with the scope `admin`. Errors have the body `{\"detail\": …}`: a sentence, or for 422 a list of `{loc, msg, type}`."),
    modifiers(&Security),
)]
struct Document;

struct Security;

impl utoipa::Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme(
            "key",
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-API-Key"))),
        );
        components.add_security_scheme(
            "basic",
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Basic).build()),
        );
        components.add_security_scheme(
            "bearer",
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
        );
        components.add_security_scheme(
            "cookie",
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(admin::COOKIE))),
        );
    }
}

/// Every route of the surface with its description.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(health::health))
        .routes(routes!(detect::detect))
        .routes(routes!(mask::mask))
        // The form bounds itself, by the configuration.
        .layer(DefaultBodyLimit::disable())
        .nest("/api/v1/admin", admin::routes())
}
