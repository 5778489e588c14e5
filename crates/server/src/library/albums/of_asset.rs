//! `GET /assets/{id}/albums` and `POST /assets/{id}/albums/{albumId}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::albums::members;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::wire::AssetAlbumDTO;
use crate::auth::{Member, Ready, Viewer};
use crate::extract::Path;
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::MessageResponse;

/// The albums an asset is in.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetAlbumsResponseDTO {
    asset_id: String,
    albums: Vec<AssetAlbumDTO>,
    count: usize,
}

/// Lists the caller's albums an asset is in; for an administrator all of them.
#[utoipa::path(get, path = "/assets/{id}/albums", tag = "albums", params(("id" = Uuid, Path)), operation_id = "list_asset_albums",
    responses((status = 200, body = AssetAlbumsResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<AssetAlbumsResponseDTO>> {
    let albums = members::of_asset(&app, &actor, id).await?;
    let count = albums.len();
    let albums = albums.into_iter().map(Into::into).collect();
    Ok(Answer(AssetAlbumsResponseDTO { asset_id: id.to_string(), albums, count }))
}

/// Puts an asset into an album, without a place. One that is there keeps its place.
#[utoipa::path(post, path = "/assets/{id}/albums/{albumId}", tag = "albums", params(("id" = Uuid, Path), ("albumId" = i64, Path)),
    operation_id = "add_album_to_asset",
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn add(
    State(app): State<App>,
    _ready: Ready,
    Member(actor): Member,
    Path((id, album)): Path<(Uuid, i64)>,
) -> ApiResult<Answer<MessageResponse>> {
    members::add(&app, &actor, album, id, None).await?;
    Ok(MessageResponse::new("The photo is in the album."))
}
