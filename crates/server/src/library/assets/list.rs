//! `POST /assets/list`, `GET /assets/rating/{rating}`, `GET /assets/liked`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::assets::list::{self, ListInput};
use calotype_core::stored::Page;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::wire::{AssetDTO, AssetFilterDTO, AssetListResponseDTO, BrowseItemDTO, PaginationDTO};
use crate::auth::{Member, Viewer};
use crate::extract::{Json, Path, Query, clamped};
use crate::library::error::{ApiResult, ErrorBody};

/// What to list.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct AssetQueryRequestDTO {
    /// Text the file name must contain.
    query: Option<String>,
    /// `filename` (default) or `semantic`.
    search_type: Option<String>,
    filter: Option<AssetFilterDTO>,
    /// `date_captured` (default) or `recently_added`.
    sort_by: Option<String>,
    /// IANA name; unknown: UTC.
    viewer_timezone: Option<String>,
    /// `collapsed` (default) or `expanded`.
    stack_mode: Option<String>,
    pagination: Option<PaginationDTO>,
}

/// A page.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueryAssetsResponseDTO {
    /// Omitted when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<BrowseItemDTO>,
    total_visible: i64,
    total_assets: i64,
    stack_mode: &'static str,
    limit: i64,
    offset: i64,
}

impl From<list::Listing> for QueryAssetsResponseDTO {
    fn from(listing: list::Listing) -> Self {
        Self {
            items: listing.items.into_iter().map(Into::into).collect(),
            total_visible: listing.totals.visible,
            total_assets: listing.totals.assets,
            stack_mode: if listing.collapsed { "collapsed" } else { "expanded" },
            limit: listing.limit,
            offset: listing.offset,
        }
    }
}

/// Lists assets by filter, newest first.
#[utoipa::path(post, path = "/assets/list", tag = "assets", request_body = AssetQueryRequestDTO,
    responses((status = 200, body = QueryAssetsResponseDTO), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 404, body = ErrorBody), (status = 503, body = ErrorBody, description = "No model for semantic search")),
    security(("bearer" = [])))]
pub(super) async fn query(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Json(request): Json<AssetQueryRequestDTO>,
) -> ApiResult<Answer<QueryAssetsResponseDTO>> {
    let page = request.pagination.unwrap_or_default();
    let input = ListInput {
        query: request.query,
        semantic: request.search_type.as_deref() == Some("semantic"),
        filter: request.filter.unwrap_or_default().into(),
        sort_by: request.sort_by,
        viewer_timezone: request.viewer_timezone,
        stack_mode: request.stack_mode,
        limit: page.limit.unwrap_or(20),
        offset: page.offset.unwrap_or(0),
    };
    Ok(Answer(list::list(&app, &actor, &input).await?.into()))
}

/// A part of a list, lenient: what cannot be read becomes the default.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// 1 to 100, default 20.
    #[param(value_type = Option<i64>)]
    limit: Option<String>,
    /// Default 0.
    #[param(value_type = Option<i64>)]
    offset: Option<String>,
}

impl Part {
    fn page(&self) -> Page {
        Page {
            limit: clamped(self.limit.as_deref(), 20, 1..=100),
            offset: clamped(self.offset.as_deref(), 0, 0..=i64::MAX),
        }
    }
}

fn answer(assets: Vec<calotype_core::stored::Asset>, page: Page) -> Answer<AssetListResponseDTO> {
    let assets = assets.into_iter().map(AssetDTO::from).collect();
    Answer(AssetListResponseDTO { assets, limit: page.limit, offset: page.offset })
}

/// Assets with exactly this rating, newest upload first.
#[utoipa::path(get, path = "/assets/rating/{rating}", tag = "assets", params(("rating" = i64, Path), Part),
    responses((status = 200, body = AssetListResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn rated(
    State(app): State<App>,
    Member(actor): Member,
    Path(rating): Path<i64>,
    Query(part): Query<Part>,
) -> ApiResult<Answer<AssetListResponseDTO>> {
    let page = part.page();
    Ok(answer(list::rated(&app, &actor, rating, page).await?, page))
}

/// Favourites, newest upload first.
#[utoipa::path(get, path = "/assets/liked", tag = "assets", params(Part),
    responses((status = 200, body = AssetListResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn liked(
    State(app): State<App>,
    Member(actor): Member,
    Query(part): Query<Part>,
) -> ApiResult<Answer<AssetListResponseDTO>> {
    let page = part.page();
    Ok(answer(list::liked(&app, &actor, page).await?, page))
}
