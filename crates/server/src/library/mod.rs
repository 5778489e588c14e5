//! The library surface: `/api/v1/**`. This file is its table of contents.

pub mod albums;
pub mod assets;
pub mod audit_events;
pub mod auth;
pub mod capabilities;
pub mod error;
pub mod health;
pub mod media;
pub mod paging;
pub mod queues;
pub mod repositories;
pub mod settings;
pub mod setup;
pub mod stats;
pub mod uploads;
pub mod usage;
pub mod users;
pub mod wire;

use calotype_core::App;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

/// What the document says about the surface as a whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "calotype library API", version = "1", description = "The photo library for people: accounts, repositories, uploads, timeline, albums, media. Errors have the body `{code, message, error}`."),
    modifiers(&Security),
)]
struct Document;

struct Security;

impl utoipa::Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
        openapi
            .components
            .get_or_insert_default()
            .add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// Every route of the surface with its description. One noun, one line.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    let nouns = OpenApiRouter::new()
        .merge(albums::routes())
        .merge(assets::routes())
        .merge(audit_events::routes())
        .merge(auth::routes())
        .merge(capabilities::routes())
        .merge(health::routes())
        .merge(media::routes())
        .merge(queues::routes())
        .merge(repositories::routes())
        .merge(settings::routes())
        .merge(setup::routes())
        .merge(stats::routes())
        .merge(uploads::routes())
        .merge(usage::routes())
        .merge(users::routes());
    OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", nouns)
}
