//! `GET /admin/river/stats`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, queues};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Admin;
use crate::library::error::{ApiResult, ErrorBody};

/// How many jobs are in each state.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobStatsResponse {
    /// Waiting for a worker.
    available: i64,
    /// Waiting for a given time.
    scheduled: i64,
    running: i64,
    /// Waiting after a failed attempt.
    retryable: i64,
    completed: i64,
    cancelled: i64,
    /// Given up.
    discarded: i64,
}

/// Counts jobs by state.
#[utoipa::path(get, path = "/admin/river/stats", tag = "queues", operation_id = "count_jobs",
    responses((status = 200, body = JobStatsResponse), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn get(State(app): State<App>, Admin(actor): Admin) -> ApiResult<Answer<JobStatsResponse>> {
    let counts = queues::counts(&app, &actor).await?;
    Ok(Answer(JobStatsResponse {
        available: counts.queued,
        scheduled: counts.scheduled,
        running: counts.running,
        retryable: counts.retryable,
        completed: counts.done,
        cancelled: counts.cancelled,
        discarded: counts.failed,
    }))
}
