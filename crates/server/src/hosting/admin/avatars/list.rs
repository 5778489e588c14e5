//! `GET /admin/avatars` and `GET /admin/avatars/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::avatars::portal::{self, Wanted};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::AdminAvatar;
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
}

/// The avatars of the caller's clients, newest first.
#[utoipa::path(get, path = "/avatars", tag = "admin avatars", operation_id = "admin_list_avatars", params(Filter, Paging),
    responses((status = 200, body = List<AdminAvatar>), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    site: Site,
    Portal(actor): Portal,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> ApiResult<Answer<List<AdminAvatar>>> {
    let page = paging.forgive();
    let wanted =
        Wanted { client: filter.client_id, user: filter.user_id, limit: page.limit, offset: page.offset };
    let found = portal::list(&app, &actor, &wanted).await?;
    let data = found.avatars.into_iter().map(|avatar| AdminAvatar::new(&site, avatar)).collect();
    Ok(Answer(page.answer(data, found.total)))
}

/// One avatar, by the id of its picture.
#[utoipa::path(get, path = "/avatars/{id}", tag = "admin avatars", operation_id = "admin_get_avatar", params(("id" = Uuid, Path)),
    responses((status = 200, body = AdminAvatar), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    site: Site,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<AdminAvatar>> {
    Ok(Answer(AdminAvatar::new(&site, portal::get(&app, &actor, id).await?)))
}
