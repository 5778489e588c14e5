//! `POST /albums`, `PUT /albums/{id}`, `DELETE /albums/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::albums::edit::{self, AlbumInput};
use serde::Deserialize;
use utoipa::ToSchema;

use super::wire::GetAlbumResponseDTO;
use crate::auth::Member;
use crate::extract::{Json, Path};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::MessageResponse;

/// A new album.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateAlbumRequestDTO {
    /// 1 to 100 characters.
    album_name: String,
    /// At most 10,000 characters.
    description: Option<String>,
    /// Id of a photo in the library.
    cover_asset_id: Option<String>,
    /// `default` or `bio`.
    album_type: Option<String>,
}

/// Makes an album.
#[utoipa::path(post, path = "/albums", tag = "albums", request_body = CreateAlbumRequestDTO, operation_id = "create_album",
    responses((status = 200, body = GetAlbumResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn create(
    State(app): State<App>,
    Member(actor): Member,
    Json(request): Json<CreateAlbumRequestDTO>,
) -> ApiResult<Answer<GetAlbumResponseDTO>> {
    let input = AlbumInput {
        name: Some(request.album_name),
        description: request.description,
        cover: request.cover_asset_id,
        album_type: request.album_type,
    };
    Ok(Answer(edit::create(&app, &actor, &input).await?.into()))
}

/// What changes of an album; what is absent or null stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UpdateAlbumRequestDTO {
    /// 1 to 100 characters.
    album_name: Option<String>,
    /// At most 10,000 characters; empty is a description, too.
    description: Option<String>,
    /// Id of a photo in the library; it can be replaced but not taken away.
    cover_asset_id: Option<String>,
    /// `default` or `bio`.
    album_type: Option<String>,
}

/// Changes an album.
#[utoipa::path(put, path = "/albums/{id}", tag = "albums", params(("id" = i64, Path)), request_body = UpdateAlbumRequestDTO,
    operation_id = "update_album",
    responses((status = 200, body = GetAlbumResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn update(
    State(app): State<App>,
    Member(actor): Member,
    Path(id): Path<i64>,
    Json(request): Json<UpdateAlbumRequestDTO>,
) -> ApiResult<Answer<GetAlbumResponseDTO>> {
    let input = AlbumInput {
        name: request.album_name,
        description: request.description,
        cover: request.cover_asset_id,
        album_type: request.album_type,
    };
    Ok(Answer(edit::update(&app, &actor, id, &input).await?.into()))
}

/// Deletes an album; its photos stay in the library.
#[utoipa::path(delete, path = "/albums/{id}", tag = "albums", params(("id" = i64, Path)), operation_id = "delete_album",
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn delete(
    State(app): State<App>,
    Member(actor): Member,
    Path(id): Path<i64>,
) -> ApiResult<Answer<MessageResponse>> {
    edit::delete(&app, &actor, id).await?;
    Ok(MessageResponse::new("The album was deleted; its photos stay in the library."))
}
