//! `GET /stats/daily-activity` and `GET /stats/available-years`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::stats::activity::{self, ActivityInput};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::InRepository;
use crate::auth::Viewer;
use crate::extract::Query;
use crate::library::error::{ApiResult, ErrorBody};

/// Which days: one way of naming them, or none for the current year.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// 1900 to 2200.
    #[param(value_type = Option<i64>)]
    year: Option<String>,
    /// First day, YYYY-MM-DD; needs `end_date`.
    start_date: Option<String>,
    /// Last day, YYYY-MM-DD.
    end_date: Option<String>,
    /// So many days up to today, 1 to 36500.
    #[param(value_type = Option<i64>)]
    days: Option<String>,
    /// Repository.
    repository_id: Option<String>,
}

/// A day.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeatmapValue {
    /// YYYY-MM-DD in UTC.
    date: String,
    count: i64,
}

/// The days that have something, in order.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeatmapResponse {
    data: Vec<HeatmapValue>,
}

/// Counts by day.
#[utoipa::path(get, path = "/stats/daily-activity", tag = "stats", params(Wanted), operation_id = "daily_activity",
    responses((status = 200, body = HeatmapResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn daily(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Answer<HeatmapResponse>> {
    let input = ActivityInput {
        year: wanted.year,
        start_date: wanted.start_date,
        end_date: wanted.end_date,
        days: wanted.days,
    };
    let days = activity::days(&app, &actor, wanted.repository_id.as_deref(), &input).await?;
    let data = days
        .into_iter()
        .map(|day| {
            let (year, month, date) = (day.date / 10_000, day.date / 100 % 100, day.date % 100);
            HeatmapValue { date: format!("{year:04}-{month:02}-{date:02}"), count: day.count }
        })
        .collect();
    Ok(Answer(HeatmapResponse { data }))
}

/// The years that have something.
#[derive(Debug, Serialize, ToSchema)]
pub struct AvailableYearsResponse {
    /// Newest first.
    years: Vec<i64>,
}

/// Lists the years that have something.
#[utoipa::path(get, path = "/stats/available-years", tag = "stats", params(InRepository), operation_id = "available_years",
    responses((status = 200, body = AvailableYearsResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn years(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Query(part): Query<InRepository>,
) -> ApiResult<Answer<AvailableYearsResponse>> {
    let years = activity::years(&app, &actor, part.repository_id.as_deref()).await?;
    Ok(Answer(AvailableYearsResponse { years }))
}
