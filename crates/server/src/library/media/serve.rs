//! Thumbnails, originals and web versions. All of them accept a media token (`?mt=`).

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use calotype_core::App;
use calotype_core::assets::media::{self, Sendable, Size};
use calotype_core::content::Content;
use calotype_core::stored::Kind;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::auth::MediaViewer;
use crate::extract::{Path, Query};
use crate::library::error::{ApiResult, ErrorBody};
use crate::send::{self, Outgoing};

/// Thumbnails: a day, asked about again afterwards.
const THUMBNAIL: &str = "public, max-age=86400, must-revalidate";
/// Originals and web versions: a day.
const DAY: &str = "public, max-age=86400";

/// Shows a file.
async fn show(method: &Method, headers: &HeaderMap, sendable: Sendable, cache: &str) -> ApiResult<Response> {
    let outgoing = Outgoing {
        content: Content::File(sendable.file, sendable.size),
        version: &sendable.version,
        mime_type: &sendable.mime_type,
        file_name: &sendable.file_name,
        disposition: "inline",
        cache,
    };
    Ok(send::send(method, headers, outgoing).await?)
}

/// Which thumbnail.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// small, medium (default) or large.
    size: Option<String>,
    /// Media token, in place of a bearer.
    #[allow(dead_code)] // read by the extractor
    mt: Option<String>,
}

/// A thumbnail as WebP.
#[utoipa::path(method(get, head), path = "/assets/{id}/thumbnail", tag = "media", params(("id" = Uuid, Path), Wanted),
    responses((status = 200, content_type = "image/webp", body = [u8]), (status = 304), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn thumbnail(
    State(app): State<App>,
    MediaViewer(actor): MediaViewer,
    method: Method,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Response> {
    calotype_core::access::scope(&actor)?;
    let size = match wanted.size.as_deref() {
        None | Some("") => Size::Medium,
        Some(word) => Size::parse(word)?,
    };
    let sendable = media::thumbnail(&app, &actor, id, size).await?;
    show(&method, &headers, sendable, THUMBNAIL).await
}

/// The file as it came in.
#[utoipa::path(method(get, head), path = "/assets/{id}/original", tag = "media", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "*/*", body = [u8]), (status = 206), (status = 304), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 416)),
    security(("bearer" = [])))]
pub(super) async fn original(
    State(app): State<App>,
    MediaViewer(actor): MediaViewer,
    method: Method,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> ApiResult<Response> {
    let sendable = media::original(&app, &actor, id).await?;
    show(&method, &headers, sendable, DAY).await
}

/// A film as browsers play it; the original until that version is made.
#[utoipa::path(method(get, head), path = "/assets/{id}/video/web", tag = "media", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "video/mp4", body = [u8]), (status = 206), (status = 304), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 416)),
    security(("bearer" = [])))]
pub(super) async fn video(
    State(app): State<App>,
    MediaViewer(actor): MediaViewer,
    method: Method,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> ApiResult<Response> {
    let sendable = media::web(&app, &actor, id, Kind::Video).await?;
    show(&method, &headers, sendable, DAY).await
}

/// A sound as browsers play it; the original until that version is made.
#[utoipa::path(method(get, head), path = "/assets/{id}/audio/web", tag = "media", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "audio/mpeg", body = [u8]), (status = 206), (status = 304), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 416)),
    security(("bearer" = [])))]
pub(super) async fn audio(
    State(app): State<App>,
    MediaViewer(actor): MediaViewer,
    method: Method,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> ApiResult<Response> {
    let sendable = media::web(&app, &actor, id, Kind::Audio).await?;
    show(&method, &headers, sendable, DAY).await
}
