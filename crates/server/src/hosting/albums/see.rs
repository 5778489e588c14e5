//! Looking at albums.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::albums::hosted::{self as albums, Key, Wanted};
use calotype_core::images::{self, Visitor};
use calotype_core::stored::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::{Album, AlbumWithImages};
use crate::hosting::caller::{Guest, Program};
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Path, Query};
use crate::hosting::images::wire::Image;
use crate::hosting::paging::Paging;
use crate::hosting::wire::List;
use crate::site::Site;

/// Images shown with an album.
const FIRST: i64 = 100;

/// What narrows the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Of this user, by the client's id.
    user_id: Option<String>,
    /// `true` or `false`.
    public: Option<String>,
    /// In the name.
    search: Option<String>,
}

/// The user's own albums and the public ones of the client, newest first.
#[utoipa::path(get, path = "/albums", tag = "albums", operation_id = "list_hosted_albums", params(Filter, Paging,
        ("X-User-Id" = String, Header, description = "The user in the client's own system")),
    responses((status = 200, body = List<Album>), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    site: Site,
    Program(caller): Program,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> ApiResult<Answer<List<Album>>> {
    let page = paging.read()?;
    let wanted = Wanted {
        user: filter.user_id,
        public: filter.public.as_deref().map(|word| images::flag("public", Some(word))).transpose()?,
        search: filter.search.filter(|text| !text.trim().is_empty()),
        limit: page.limit,
        offset: page.offset,
    };
    let (found, total) = albums::list(&app, &caller, &wanted).await?;
    let data = found.into_iter().map(|album| Album::new(&site, album)).collect();
    Ok(Answer(page.answer(data, total)))
}

async fn show(app: &App, site: &Site, visitor: &Visitor, key: &Key) -> ApiResult<Answer<AlbumWithImages>> {
    let album = albums::see(app, visitor, key).await?;
    let page = Page { limit: FIRST, offset: 0 };
    let images = albums::images(app, visitor, &Key::Id(album.row.id), page).await?;
    Ok(Answer(AlbumWithImages {
        album: Album::new(site, album),
        images: images.images.into_iter().map(|image| Image::new(site, image)).collect(),
    }))
}

/// An album and its first images, for its owner, for everybody when it is public, and for who has a token.
#[utoipa::path(get, path = "/albums/{id}", tag = "albums", operation_id = "get_hosted_album", params(("id" = Uuid, Path),
        ("token" = Option<String>, Query, description = "A token of the album"),
        ("X-User-Id" = Option<String>, Header, description = "The user in the client's own system")),
    responses((status = 200, body = AlbumWithImages), (status = 400, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security((), ("key" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    site: Site,
    Guest(visitor): Guest,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<AlbumWithImages>> {
    show(&app, &site, &visitor, &Key::Id(id)).await
}

/// An album by the client's own id.
#[utoipa::path(get, path = "/albums/external/{externalAlbumId}", tag = "albums", operation_id = "get_external_album",
    params(("externalAlbumId" = String, Path), ("X-User-Id" = Option<String>, Header, description = "The user in the client's own system")),
    responses((status = 200, body = AlbumWithImages), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn get_external(
    State(app): State<App>,
    site: Site,
    Program(caller): Program,
    Path(id): Path<String>,
) -> ApiResult<Answer<AlbumWithImages>> {
    let visitor = Visitor { caller: Some(caller), ..Visitor::default() };
    show(&app, &site, &visitor, &Key::External(id)).await
}
