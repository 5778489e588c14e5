//! `GET /assets/map-points`: photos with a position.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::assets::map;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::auth::Viewer;
use crate::extract::{Query, strict};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::Time;

/// Which part.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// 1 to 5000, default 1000.
    #[param(value_type = Option<i64>)]
    limit: Option<String>,
    /// 0 to 10,000,000, default 0.
    #[param(value_type = Option<i64>)]
    offset: Option<String>,
    /// Repository.
    repository_id: Option<String>,
}

/// A photo on the map.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetMapPointDTO {
    asset_id: String,
    original_filename: String,
    upload_time: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    taken_time: Option<Time>,
    gps_latitude: f64,
    gps_longitude: f64,
}

/// A page of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetMapPointListResponseDTO {
    points: Vec<AssetMapPointDTO>,
    total: i64,
    limit: i64,
    offset: i64,
}

/// Lists photos with a position, newest upload first.
#[utoipa::path(get, path = "/assets/map-points", tag = "assets", params(Wanted),
    responses((status = 200, body = AssetMapPointListResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn map_points(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Answer<AssetMapPointListResponseDTO>> {
    let limit = strict("limit", wanted.limit.as_deref(), 1000, 1..=5000)?;
    let offset = strict("offset", wanted.offset.as_deref(), 0, 0..=10_000_000)?;
    let (points, total) = map::points(&app, &actor, wanted.repository_id.as_deref(), limit, offset).await?;
    let points = points
        .into_iter()
        .map(|p| AssetMapPointDTO {
            asset_id: p.id.to_string(),
            original_filename: p.original_filename,
            upload_time: Time(p.upload_time),
            taken_time: p.taken_time.map(Time),
            gps_latitude: p.gps_latitude,
            gps_longitude: p.gps_longitude,
        })
        .collect();
    Ok(Answer(AssetMapPointListResponseDTO { points, total, limit, offset }))
}
