//! The upload surface: programs bring files through signed forms and have work done on them. This file is its table of
//! contents.

pub(crate) mod cors;
pub mod error;
pub mod events;
pub mod jobs;
mod key;
pub mod processing;
pub mod resumable;
pub mod uploads;

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use calotype_core::App;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

use crate::middleware::request_id;

/// What the document says about the surface as a whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "calotype upload API", version = "1", description = "Files of programs, and work on them: ask for a signed form, post the file with it, order work, follow the job to its end. Every call needs a key in `x-api-key`. Errors have the body `{status, request_id, error, details}`. Only accepted work is billed (`x-billable: true`)."),
    modifiers(&Security),
)]
struct Document;

struct Security;

impl utoipa::Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
        openapi.components.get_or_insert_default().add_security_scheme(
            "key",
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("x-api-key"))),
        );
    }
}

/// Every route of the surface with its description.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .merge(events::routes())
        .merge(uploads::routes())
        .merge(resumable::routes())
        .merge(processing::routes())
        .merge(jobs::routes())
}

/// What every answer of the surface has: the request id in refusals, and whether the call is billed.
pub(crate) async fn finish(request: Request, next: Next) -> Response {
    let id = request_id::of(request.extensions()).to_owned();
    let mut response = error::name_request(next.run(request).await, &id);
    response.headers_mut().entry("x-billable").or_insert(HeaderValue::from_static("false"));
    response
}
