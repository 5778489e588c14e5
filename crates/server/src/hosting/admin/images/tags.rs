//! `GET /admin/images/tags`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::images::portal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::extract::clamped;
use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::Query;

/// Tags of a list.
const USUAL: i64 = 200;
/// Most of them.
const MOST: i64 = 500;

/// What narrows the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Of this client; without: of all of the caller's set.
    client_id: Option<Uuid>,
    /// In the tag.
    search: Option<String>,
    /// 1 to 500.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 500, default = 200)]
    limit: Option<String>,
}

/// Tags of images.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AdminTags {
    /// The most used first, then by name.
    tags: Vec<AdminTag>,
    /// How many there are in all.
    total: i64,
}

/// A tag.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AdminTag {
    name: String,
    /// Images that have it.
    image_count: i64,
}

/// The tags on the images of the caller's clients. Equal tags of several clients are one.
#[utoipa::path(get, path = "/images/tags", tag = "admin images", operation_id = "admin_list_tags", params(Filter),
    responses((status = 200, body = AdminTags), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Portal(actor): Portal,
    Query(filter): Query<Filter>,
) -> ApiResult<Answer<AdminTags>> {
    let limit = clamped(filter.limit.as_deref(), USUAL, 1..=MOST);
    let search = filter.search.as_deref().filter(|text| !text.trim().is_empty());
    let found = portal::tags(&app, &actor, filter.client_id, search, limit).await?;
    let tags = found.tags.into_iter().map(|(name, image_count)| AdminTag { name, image_count });
    Ok(Answer(AdminTags { tags: tags.collect(), total: found.total }))
}
