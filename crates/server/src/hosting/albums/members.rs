//! What is in an album.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::albums::hosted::{self as albums, Key};
use calotype_core::clients::Caller;
use calotype_core::stored::Page;
use calotype_core::{App, Error};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::wire::{Added, Removed};
use crate::hosting::caller::{Guest, Program};
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Json, OptionalJson, Path, Query};
use crate::hosting::images::list::words;
use crate::hosting::images::wire::Image;
use crate::hosting::paging::Paging;
use crate::hosting::wire::List;
use crate::site::Site;

/// Which images.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingImageIds)]
pub(super) struct ImageIds {
    /// 1 to 500.
    image_ids: Vec<Uuid>,
}

/// Which images, where a proxy drops the bodies of deletions.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Separated by commas.
    image_ids: Option<String>,
}

/// The images of an album in their order, as far as the caller sees them.
#[utoipa::path(get, path = "/albums/{id}/images", tag = "albums", operation_id = "list_album_images", params(("id" = Uuid, Path), Paging,
        ("token" = Option<String>, Query, description = "A token of the album"),
        ("X-User-Id" = Option<String>, Header, description = "The user in the client's own system")),
    responses((status = 200, body = List<Image>), (status = 400, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security((), ("key" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    site: Site,
    Guest(visitor): Guest,
    Path(id): Path<Uuid>,
    Query(paging): Query<Paging>,
) -> ApiResult<Answer<List<Image>>> {
    let page = paging.read()?;
    let window = Page { limit: page.limit, offset: page.offset };
    let found = albums::images(&app, &visitor, &Key::Id(id), window).await?;
    let data = found.images.into_iter().map(|image| Image::new(&site, image)).collect();
    Ok(Answer(page.answer(data, found.total)))
}

async fn put(app: &App, caller: &Caller, key: &Key, ids: &[Uuid]) -> ApiResult<(StatusCode, Answer<Added>)> {
    let added = albums::add(app, caller, key, ids).await?;
    let message = format!("{added} images were added.");
    Ok((StatusCode::CREATED, Answer(Added { success: true, message, added })))
}

/// Appends images of the user to their album.
#[utoipa::path(post, path = "/albums/{id}/images", tag = "albums", operation_id = "add_album_images", params(("id" = Uuid, Path),
        ("X-User-Id" = String, Header, description = "The user, who must be its owner")), request_body = ImageIds,
    responses((status = 201, body = Added), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn add(
    State(app): State<App>,
    Program(caller): Program,
    Path(id): Path<Uuid>,
    Json(request): Json<ImageIds>,
) -> ApiResult<(StatusCode, Answer<Added>)> {
    put(&app, &caller, &Key::Id(id), &request.image_ids).await
}

/// Appends images of the user to their album, by the client's own id.
#[utoipa::path(post, path = "/albums/external/{externalAlbumId}/images", tag = "albums", operation_id = "add_external_album_images",
    params(("externalAlbumId" = String, Path), ("X-User-Id" = String, Header, description = "The user, who must be its owner")),
    request_body = ImageIds,
    responses((status = 201, body = Added), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn add_external(
    State(app): State<App>,
    Program(caller): Program,
    Path(id): Path<String>,
    Json(request): Json<ImageIds>,
) -> ApiResult<(StatusCode, Answer<Added>)> {
    put(&app, &caller, &Key::External(id), &request.image_ids).await
}

async fn take(
    app: &App,
    caller: &Caller,
    key: &Key,
    body: Option<ImageIds>,
    which: &Which,
) -> ApiResult<Answer<Removed>> {
    let ids = match body {
        Some(body) => body.image_ids,
        None => {
            let ids = words(which.image_ids.as_deref());
            let ids: Result<Vec<Uuid>, _> = ids.iter().map(|id| Uuid::try_parse(id)).collect();
            ids.map_err(|_| Error::invalid("invalid_image_ids", "imageIds has ids, separated by commas."))?
        }
    };
    let removed = albums::remove(app, caller, key, &ids).await?;
    Ok(Answer(Removed { success: true, message: format!("{removed} images were removed."), removed }))
}

/// Takes images out of an album of the user; ids that are not in it do no harm.
#[utoipa::path(delete, path = "/albums/{id}/images", tag = "albums", operation_id = "remove_album_images", params(("id" = Uuid, Path), Which,
        ("X-User-Id" = String, Header, description = "The user, who must be its owner")), request_body = ImageIds,
    responses((status = 200, body = Removed), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn remove(
    State(app): State<App>,
    Program(caller): Program,
    Path(id): Path<Uuid>,
    Query(which): Query<Which>,
    OptionalJson(request): OptionalJson<ImageIds>,
) -> ApiResult<Answer<Removed>> {
    take(&app, &caller, &Key::Id(id), request, &which).await
}

/// Takes images out of an album of the user, by the client's own id.
#[utoipa::path(delete, path = "/albums/external/{externalAlbumId}/images", tag = "albums", operation_id = "remove_external_album_images",
    params(("externalAlbumId" = String, Path), Which, ("X-User-Id" = String, Header, description = "The user, who must be its owner")),
    request_body = ImageIds,
    responses((status = 200, body = Removed), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn remove_external(
    State(app): State<App>,
    Program(caller): Program,
    Path(id): Path<String>,
    Query(which): Query<Which>,
    OptionalJson(request): OptionalJson<ImageIds>,
) -> ApiResult<Answer<Removed>> {
    take(&app, &caller, &Key::External(id), request, &which).await
}
