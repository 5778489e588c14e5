//! `GET /stats/time-distribution`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::stats::times;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::auth::Viewer;
use crate::extract::Query;
use crate::library::error::{ApiResult, ErrorBody};

/// Over what.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// `hourly` (default) or `monthly`.
    #[serde(rename = "type")]
    unit: Option<String>,
    /// Repository.
    repository_id: Option<String>,
}

/// An hour of the day or a month.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimeBucket {
    /// `7:00` or `2024-05`.
    label: String,
    /// The hour, or seconds from 1970 to the start of the month.
    value: i64,
    count: i64,
}

/// Hours in order, or the newest 24 months that have something, newest first. All in UTC.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimeDistributionResponse {
    data: Vec<TimeBucket>,
    #[serde(rename = "type")]
    unit: &'static str,
}

/// Counts by hour of the day or by month.
#[utoipa::path(get, path = "/stats/time-distribution", tag = "stats", params(Wanted), operation_id = "time_distribution",
    responses((status = 200, body = TimeDistributionResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn distribution(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Answer<TimeDistributionResponse>> {
    let (repository, unit) = (wanted.repository_id.as_deref(), wanted.unit.as_deref());
    let (unit, buckets) = times::distribution(&app, &actor, repository, unit).await?;
    let data =
        buckets.into_iter().map(|b| TimeBucket { label: b.label, value: b.value, count: b.count }).collect();
    Ok(Answer(TimeDistributionResponse { data, unit: unit.as_str() }))
}
