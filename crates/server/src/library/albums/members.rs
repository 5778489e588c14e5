//! `/albums/{id}/assets` and below: what is in an album.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::albums::members;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::wire::{AlbumAssetDTO, InRepository};
use crate::auth::Member;
use crate::extract::{Json, Path, Query};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::MessageResponse;

/// All assets of an album.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlbumAssetsResponseDTO {
    album_id: i64,
    /// By place, those without one last, then in the order they were added.
    assets: Vec<AlbumAssetDTO>,
    count: usize,
}

/// Lists the assets of an album.
#[utoipa::path(get, path = "/albums/{id}/assets", tag = "albums", params(("id" = i64, Path), InRepository),
    operation_id = "list_album_assets",
    responses((status = 200, body = AlbumAssetsResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Member(actor): Member,
    Path(id): Path<i64>,
    Query(part): Query<InRepository>,
) -> ApiResult<Answer<AlbumAssetsResponseDTO>> {
    let assets = members::list(&app, &actor, id, part.repository_id.as_deref()).await?;
    let count = assets.len();
    let assets = assets.into_iter().map(Into::into).collect();
    Ok(Answer(AlbumAssetsResponseDTO { album_id: id, assets, count }))
}

/// A place in an album.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AddAssetToAlbumRequestDTO {
    /// Absent or null: after those that have one.
    position: Option<i64>,
}

/// Puts an asset into an album. One that is there keeps its place.
#[utoipa::path(post, path = "/albums/{id}/assets/{assetId}", tag = "albums", params(("id" = i64, Path), ("assetId" = Uuid, Path)),
    request_body = AddAssetToAlbumRequestDTO, operation_id = "add_asset_to_album",
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn add(
    State(app): State<App>,
    Member(actor): Member,
    Path((id, asset)): Path<(i64, Uuid)>,
    Json(request): Json<AddAssetToAlbumRequestDTO>,
) -> ApiResult<Answer<MessageResponse>> {
    members::add(&app, &actor, id, asset, request.position).await?;
    Ok(MessageResponse::new("The photo is in the album."))
}

/// Takes an asset out of an album; harmless for one that is not in it.
#[utoipa::path(delete, path = "/albums/{id}/assets/{assetId}", tag = "albums", params(("id" = i64, Path), ("assetId" = Uuid, Path)),
    operation_id = "remove_asset_from_album",
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn remove(
    State(app): State<App>,
    Member(actor): Member,
    Path((id, asset)): Path<(i64, Uuid)>,
) -> ApiResult<Answer<MessageResponse>> {
    members::remove(&app, &actor, id, asset).await?;
    Ok(MessageResponse::new("The photo is not in the album any more."))
}

/// A new place in an album.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UpdateAssetPositionRequestDTO {
    /// Null: after those that have one. Must be there.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required = true)]
    position: Option<i64>,
}

/// Gives an asset of an album its place.
#[utoipa::path(put, path = "/albums/{id}/assets/{assetId}/position", tag = "albums",
    params(("id" = i64, Path), ("assetId" = Uuid, Path)), request_body = UpdateAssetPositionRequestDTO,
    operation_id = "place_asset_in_album",
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn position(
    State(app): State<App>,
    Member(actor): Member,
    Path((id, asset)): Path<(i64, Uuid)>,
    Json(request): Json<UpdateAssetPositionRequestDTO>,
) -> ApiResult<Answer<MessageResponse>> {
    members::place(&app, &actor, id, asset, request.position).await?;
    Ok(MessageResponse::new("The photo has its place."))
}
