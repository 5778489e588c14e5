//! `GET /images`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::images::{self, Wanted};
use calotype_core::{App, Error};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::Image;
use crate::hosting::caller::Program;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::Query;
use crate::hosting::paging::Paging;
use crate::hosting::wire::List;
use crate::site::Site;

/// What narrows the list, and its order.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Of this user, by the client's id.
    user_id: Option<String>,
    album_id: Option<Uuid>,
    /// With any of these, separated by commas.
    tags: Option<String>,
    /// In name and description.
    search: Option<String>,
    /// `true` or `false`.
    is_private: Option<String>,
    /// `createdAt`, `size`, `originalName`, `views` or `downloads`.
    sort_by: Option<String>,
    /// `asc` or `desc`.
    sort_order: Option<String>,
}

/// Whether an order begins with the smallest.
///
/// # Errors
/// `invalid_sort`.
pub(crate) fn ascending(word: Option<&str>) -> ApiResult<bool> {
    match word {
        None | Some("desc") => Ok(false),
        Some("asc") => Ok(true),
        Some(_) => Err(Error::invalid("invalid_sort", "sortOrder is asc or desc.").into()),
    }
}

/// Words separated by commas.
pub(crate) fn words(list: Option<&str>) -> Vec<String> {
    let words = list.unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The images of the client, newest first. For a user who is named, private images of others are left out.
#[utoipa::path(get, path = "/images", tag = "images", operation_id = "list_images", params(Filter, Paging,
        ("X-User-Id" = Option<String>, Header, description = "The user in the client's own system")),
    responses((status = 200, body = List<Image>), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    site: Site,
    Program(caller): Program,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> ApiResult<Answer<List<Image>>> {
    let page = paging.read()?;
    let private =
        filter.is_private.as_deref().map(|word| images::flag("isPrivate", Some(word))).transpose()?;
    let wanted = Wanted {
        user: filter.user_id,
        album: filter.album_id,
        tags: words(filter.tags.as_deref()),
        search: filter.search.filter(|text| !text.trim().is_empty()),
        private,
        sort: filter.sort_by,
        ascending: ascending(filter.sort_order.as_deref())?,
        limit: page.limit,
        offset: page.offset,
    };
    let found = images::list(&app, &caller, &wanted).await?;
    let data = found.images.into_iter().map(|image| Image::new(&site, image)).collect();
    Ok(Answer(page.answer(data, found.total)))
}
