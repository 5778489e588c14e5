//! `GET /stats/focal-length` and `GET /stats/camera-lens`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::stats::equipment;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::InRepository;
use crate::auth::Viewer;
use crate::extract::{Query, strict};
use crate::library::error::{ApiResult, ErrorBody};

/// A focal length.
#[derive(Debug, Serialize, ToSchema)]
pub struct FocalLengthBucket {
    /// Millimetres.
    focal_length: f64,
    count: i64,
}

/// The most used focal lengths.
#[derive(Debug, Serialize, ToSchema)]
pub struct FocalLengthDistributionResponse {
    /// At most fifty, most used first.
    data: Vec<FocalLengthBucket>,
    /// Assets in `data`.
    total: i64,
}

/// Counts focal lengths.
#[utoipa::path(get, path = "/stats/focal-length", tag = "stats", params(InRepository),
    responses((status = 200, body = FocalLengthDistributionResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn focal_length(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Query(part): Query<InRepository>,
) -> ApiResult<Answer<FocalLengthDistributionResponse>> {
    let found = equipment::focal_lengths(&app, &actor, part.repository_id.as_deref()).await?;
    Ok(Answer(FocalLengthDistributionResponse {
        total: found.iter().map(|f| f.count).sum(),
        data: found
            .into_iter()
            .map(|f| FocalLengthBucket { focal_length: f.focal_length, count: f.count })
            .collect(),
    }))
}

/// Which pairs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// From 1, default 20.
    #[param(value_type = Option<i64>)]
    limit: Option<String>,
    /// Repository.
    repository_id: Option<String>,
}

/// A camera with a lens.
#[derive(Debug, Serialize, ToSchema)]
pub struct CameraLensCombination {
    camera_model: String,
    lens_model: String,
    count: i64,
}

/// The most used pairs of camera and lens.
#[derive(Debug, Serialize, ToSchema)]
pub struct CameraLensStatsResponse {
    /// Most used first.
    data: Vec<CameraLensCombination>,
    /// Assets in `data`.
    total: i64,
}

/// Counts pairs of camera and lens.
#[utoipa::path(get, path = "/stats/camera-lens", tag = "stats", params(Wanted),
    responses((status = 200, body = CameraLensStatsResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn camera_lens(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Answer<CameraLensStatsResponse>> {
    let limit = strict("limit", wanted.limit.as_deref(), 20, 1..=i64::MAX)?;
    let found = equipment::cameras_and_lenses(&app, &actor, wanted.repository_id.as_deref(), limit).await?;
    Ok(Answer(CameraLensStatsResponse {
        total: found.iter().map(|p| p.count).sum(),
        data: found
            .into_iter()
            .map(|p| CameraLensCombination {
                camera_model: p.camera_model,
                lens_model: p.lens_model,
                count: p.count,
            })
            .collect(),
    }))
}
