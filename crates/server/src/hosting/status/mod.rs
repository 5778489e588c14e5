//! `/status` and `/client/stats`: is the server well, is this key good, and what does the client keep.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::{App, clients};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::caller::{Guest, Program};
use super::error::{ApiResult, ErrorBody};
use super::wire::Time;

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(status)).routes(routes!(stats))
}

/// What is known of the key of the request.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingApiKeyStatus)]
struct ApiKey {
    provided: bool,
    valid: bool,
    client_id: Option<Uuid>,
    client_name: Option<String>,
    /// How it begins and ends.
    key_preview: Option<String>,
}

/// How the server is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingStatus)]
struct Status {
    /// `ok`, or `degraded` while the database or the store cannot be reached.
    status: &'static str,
    version: &'static str,
    timestamp: Time,
    api_key: ApiKey,
}

/// Is the server well, and is this key good?
#[utoipa::path(get, path = "/status", tag = "status", operation_id = "hosting_status",
    responses((status = 200, body = Status), (status = 503, body = Status)), security((), ("key" = [])))]
async fn status(
    State(app): State<App>,
    Guest(visitor): Guest,
    headers: axum::http::HeaderMap,
) -> (StatusCode, Answer<Status>) {
    let client = match &visitor.caller {
        Some(caller) => clients::own(&app, caller).await.ok(),
        None => None,
    };
    let is_well = clients::is_well(&app).await;
    let answer = Status {
        status: if is_well { "ok" } else { "degraded" },
        version: env!("CARGO_PKG_VERSION"),
        timestamp: Time(app.clock.now()),
        api_key: ApiKey {
            provided: headers.contains_key("x-api-key"),
            valid: visitor.caller.is_some(),
            client_id: client.as_ref().map(|client| client.id),
            client_name: client.as_ref().map(|client| client.name.clone()),
            key_preview: client.and_then(|client| client.key_preview),
        },
    };
    (if is_well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Answer(answer))
}

/// One of the images that were saved most often.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingTopImage)]
struct TopImage {
    id: Uuid,
    original_name: String,
    downloads: i64,
    /// Bytes.
    size: i64,
}

/// What the client keeps.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingOwnStats)]
struct ClientStats {
    total_images: i64,
    total_albums: i64,
    total_avatars: i64,
    total_users: i64,
    /// Bytes of images and avatars.
    total_storage: i64,
    total_views: i64,
    total_downloads: i64,
    /// Images of the last seven days.
    #[serde(rename = "uploadedLast7Days")]
    uploaded_last_7_days: i64,
    top_images: Vec<TopImage>,
}

/// What the client keeps, in numbers.
#[utoipa::path(get, path = "/client/stats", tag = "status", operation_id = "client_stats",
    responses((status = 200, body = ClientStats), (status = 401, body = ErrorBody)), security(("key" = [])))]
async fn stats(State(app): State<App>, Program(caller): Program) -> ApiResult<Answer<ClientStats>> {
    let own = clients::own_stats(&app, &caller).await?;
    let top = own.top.into_iter().map(|image| TopImage {
        id: image.id,
        original_name: image.original_filename,
        downloads: image.downloads,
        size: image.file_size,
    });
    Ok(Answer(ClientStats {
        total_images: own.all.images,
        total_albums: own.all.albums,
        total_avatars: own.all.avatars,
        total_users: own.all.users,
        total_storage: own.all.storage,
        total_views: own.views,
        total_downloads: own.downloads,
        uploaded_last_7_days: own.fresh.images,
        top_images: top.collect(),
    }))
}
