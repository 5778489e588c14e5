//! `GET /admin/images`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::images::portal::{self, Wanted};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::AdminImage;
use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::Query;
use crate::hosting::images::list::{ascending, words};
use crate::hosting::paging::Paging;
use crate::hosting::wire::List;
use crate::site::Site;

/// What narrows the list, and its order.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Of this client; without: of all of the caller's set.
    client_id: Option<Uuid>,
    /// Of this user, by the client's id or ours.
    user_id: Option<String>,
    album_id: Option<Uuid>,
    /// In the name.
    name: Option<String>,
    /// With any of these, separated by commas.
    tags: Option<String>,
    /// `createdAt`, `size`, `originalName`, `views` or `downloads`.
    sort_by: Option<String>,
    /// `asc` or `desc`.
    sort_order: Option<String>,
}

/// The images of the caller's clients, newest first.
#[utoipa::path(get, path = "/images", tag = "admin images", operation_id = "admin_list_images", params(Filter, Paging),
    responses((status = 200, body = List<AdminImage>), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    site: Site,
    Portal(actor): Portal,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> ApiResult<Answer<List<AdminImage>>> {
    let page = paging.forgive();
    let wanted = Wanted {
        client: filter.client_id,
        user: filter.user_id,
        album: filter.album_id,
        name: filter.name.filter(|text| !text.trim().is_empty()),
        tags: words(filter.tags.as_deref()),
        sort: filter.sort_by,
        ascending: ascending(filter.sort_order.as_deref())?,
        limit: page.limit,
        offset: page.offset,
    };
    let found = portal::list(&app, &actor, &wanted).await?;
    let data = found.images.into_iter().map(|image| AdminImage::new(&site, image)).collect();
    Ok(Answer(page.answer(data, found.total)))
}
