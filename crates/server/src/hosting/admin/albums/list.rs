//! `GET /admin/albums` and `GET /admin/albums/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::albums::hosted::portal::{self, Wanted};
use calotype_core::{App, images};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::AdminAlbum;
use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Path, Query};
use crate::hosting::paging::Paging;
use crate::hosting::wire::List;
use crate::site::Site;

/// What narrows the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Of this client; without: of all of the caller's set.
    client_id: Option<Uuid>,
    /// Of this user, by the client's id or ours.
    user_id: Option<String>,
    /// In the name.
    search: Option<String>,
    /// `true` or `false`.
    public: Option<String>,
}

/// The albums of the caller's clients, newest first.
#[utoipa::path(get, path = "/albums", tag = "admin albums", operation_id = "admin_list_albums", params(Filter, Paging),
    responses((status = 200, body = List<AdminAlbum>), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    site: Site,
    Portal(actor): Portal,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> ApiResult<Answer<List<AdminAlbum>>> {
    let page = paging.forgive();
    let wanted = Wanted {
        client: filter.client_id,
        user: filter.user_id,
        search: filter.search.filter(|text| !text.trim().is_empty()),
        public: filter.public.as_deref().map(|word| images::flag("public", Some(word))).transpose()?,
        limit: page.limit,
        offset: page.offset,
    };
    let found = portal::list(&app, &actor, &wanted).await?;
    let data = found.albums.into_iter().map(|album| AdminAlbum::new(&site, album)).collect();
    Ok(Answer(page.answer(data, found.total)))
}

/// One album.
#[utoipa::path(get, path = "/albums/{id}", tag = "admin albums", operation_id = "admin_get_album", params(("id" = Uuid, Path)),
    responses((status = 200, body = AdminAlbum), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    site: Site,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<AdminAlbum>> {
    Ok(Answer(AdminAlbum::new(&site, portal::get(&app, &actor, id).await?)))
}
