//! `GET /albums` and `GET /albums/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::albums::list;
use calotype_core::stored::Page;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::wire::{GetAlbumResponseDTO, InRepository};
use crate::auth::Member;
use crate::extract::{Path, Query, clamped};
use crate::library::error::{ApiResult, ErrorBody};

/// Which albums.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// 1 to 100, default 20; more is 100.
    #[param(value_type = Option<i64>)]
    limit: Option<String>,
    /// Default 0.
    #[param(value_type = Option<i64>)]
    offset: Option<String>,
    /// Only albums that show something of this repository, counted there.
    repository_id: Option<String>,
}

/// A page of albums.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListAlbumsResponseDTO {
    albums: Vec<GetAlbumResponseDTO>,
    total: i64,
    limit: i64,
    offset: i64,
}

/// Lists the caller's albums, newest first.
#[utoipa::path(get, path = "/albums", tag = "albums", params(Wanted), operation_id = "list_albums",
    responses((status = 200, body = ListAlbumsResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Member(actor): Member,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Answer<ListAlbumsResponseDTO>> {
    let page = Page {
        limit: clamped(wanted.limit.as_deref(), 20, 1..=100),
        offset: clamped(wanted.offset.as_deref(), 0, 0..=i64::MAX),
    };
    let (albums, total) = list::list(&app, &actor, wanted.repository_id.as_deref(), page).await?;
    let albums = albums.into_iter().map(Into::into).collect();
    Ok(Answer(ListAlbumsResponseDTO { albums, total, limit: page.limit, offset: page.offset }))
}

/// One album.
#[utoipa::path(get, path = "/albums/{id}", tag = "albums", params(("id" = i64, Path), InRepository), operation_id = "get_album",
    responses((status = 200, body = GetAlbumResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Member(actor): Member,
    Path(id): Path<i64>,
    Query(part): Query<InRepository>,
) -> ApiResult<Answer<GetAlbumResponseDTO>> {
    Ok(Answer(list::get(&app, &actor, id, part.repository_id.as_deref()).await?.into()))
}
