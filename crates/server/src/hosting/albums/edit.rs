//! Making, changing and deleting albums.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::App;
use calotype_core::albums::hosted::{self as albums, Key, NewAlbum, Patch};
use calotype_core::clients::Caller;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::wire::Album;
use crate::hosting::admin::wire::nullable;
use crate::hosting::caller::Program;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Json, Path};
use crate::hosting::wire::Done;
use crate::site::Site;

/// An album to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingCreateAlbum)]
pub(super) struct CreateAlbumRequest {
    /// 1 to 255 characters.
    name: String,
    /// At most 1000 characters.
    description: Option<String>,
    #[serde(default)]
    is_public: bool,
    /// Its id in the client's own system, one of a kind there.
    album_id: Option<String>,
    /// Another name of `albumId`.
    external_album_id: Option<String>,
}

/// Makes an album of the user.
#[utoipa::path(post, path = "/albums", tag = "albums", operation_id = "create_hosted_album", request_body = CreateAlbumRequest,
    params(("X-User-Id" = String, Header, description = "The user in the client's own system")),
    responses((status = 201, body = Album), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 409, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn create(
    State(app): State<App>,
    site: Site,
    Program(caller): Program,
    Json(request): Json<CreateAlbumRequest>,
) -> ApiResult<(StatusCode, Answer<Album>)> {
    let new = NewAlbum {
        name: request.name,
        description: request.description,
        is_public: request.is_public,
        external_id: request.album_id.or(request.external_album_id),
    };
    let row = albums::create(&app, &caller, &new).await?;
    Ok((StatusCode::CREATED, Answer(Album::new(&site, albums::Album { row, sees_all: true }))))
}

/// What changes; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingUpdateAlbum)]
pub(in crate::hosting) struct UpdateAlbumRequest {
    /// 1 to 255 characters.
    name: Option<String>,
    /// Null clears.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    description: Option<Option<String>>,
    is_public: Option<bool>,
    /// One of its images; null: its first one.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<Uuid>)]
    cover_image_id: Option<Option<Uuid>>,
    /// Its id in the client's own system; null: none.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    external_album_id: Option<Option<String>>,
}

impl From<UpdateAlbumRequest> for Patch {
    fn from(request: UpdateAlbumRequest) -> Self {
        Self {
            name: request.name,
            description: request.description,
            is_public: request.is_public,
            external_id: request.external_album_id,
            cover: request.cover_image_id,
        }
    }
}

async fn change(
    app: &App,
    site: &Site,
    caller: &Caller,
    key: &Key,
    request: UpdateAlbumRequest,
) -> ApiResult<Answer<Album>> {
    let row = albums::update(app, caller, key, &request.into()).await?;
    Ok(Answer(Album::new(site, albums::Album { row, sees_all: true })))
}

/// Changes an album of the user.
#[utoipa::path(patch, path = "/albums/{id}", tag = "albums", operation_id = "update_hosted_album", params(("id" = Uuid, Path),
        ("X-User-Id" = String, Header, description = "The user, who must be its owner")), request_body = UpdateAlbumRequest,
    responses((status = 200, body = Album), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn update(
    State(app): State<App>,
    site: Site,
    Program(caller): Program,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateAlbumRequest>,
) -> ApiResult<Answer<Album>> {
    change(&app, &site, &caller, &Key::Id(id), request).await
}

/// Changes an album of the user, by the client's own id.
#[utoipa::path(patch, path = "/albums/external/{externalAlbumId}", tag = "albums", operation_id = "update_external_album",
    params(("externalAlbumId" = String, Path), ("X-User-Id" = String, Header, description = "The user, who must be its owner")),
    request_body = UpdateAlbumRequest,
    responses((status = 200, body = Album), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn update_external(
    State(app): State<App>,
    site: Site,
    Program(caller): Program,
    Path(id): Path<String>,
    Json(request): Json<UpdateAlbumRequest>,
) -> ApiResult<Answer<Album>> {
    change(&app, &site, &caller, &Key::External(id), request).await
}

/// Deletes an album of the user with its tokens. Its images stay.
#[utoipa::path(delete, path = "/albums/{id}", tag = "albums", operation_id = "delete_hosted_album", params(("id" = Uuid, Path),
        ("X-User-Id" = String, Header, description = "The user, who must be its owner")),
    responses((status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn delete(
    State(app): State<App>,
    Program(caller): Program,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<Done>> {
    albums::delete(&app, &caller, &Key::Id(id)).await?;
    Ok(Done::new("The album is deleted; its images stay."))
}
