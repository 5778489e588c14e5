//! `GET /api/v1/admin/stats`.

use axum::Json;
use axum::extract::State;
use calotype_core::{App, faces};
use serde::Serialize;
use utoipa::ToSchema;

use crate::face::caller::Keeper;
use crate::face::error::{ApiResult, ErrorBody};

/// What everything that is kept comes to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StatsResponse)]
pub(super) struct Stats {
    total_images: i64,
    total_jobs: i64,
    /// Of finished jobs.
    total_faces_detected: i64,
    /// Of finished jobs; 0 where there is none.
    avg_inference_ms: f64,
    /// Of pictures as they came and of masked ones.
    storage_used_bytes: i64,
    jobs_by_type: ByType,
    /// Masks only.
    jobs_by_method: ByMethod,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobsByType)]
struct ByType {
    detect: i64,
    mask: i64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobsByMethod)]
struct ByMethod {
    gaussian: i64,
    pixelate: i64,
    solid: i64,
}

/// Sums over everything that is kept.
#[utoipa::path(get, path = "/stats", tag = "administration", operation_id = "face_stats",
    responses((status = 200, body = Stats), (status = 401, body = ErrorBody), (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn stats(State(app): State<App>, Keeper(actor): Keeper) -> ApiResult<Json<Stats>> {
    let sums = faces::stats(&app, &actor).await?;
    Ok(Json(Stats {
        total_images: sums.images,
        total_jobs: sums.runs,
        total_faces_detected: sums.faces,
        avg_inference_ms: faces::describe::round(sums.inference_us / 1000.0, 2),
        storage_used_bytes: sums.bytes,
        jobs_by_type: ByType { detect: sums.detect, mask: sums.mask },
        jobs_by_method: ByMethod { gaussian: sums.gaussian, pixelate: sums.pixelate, solid: sums.solid },
    }))
}
