//! `GET /admin/river/queue-summary`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::stored::{JobRow, QueueSummary};
use calotype_core::{App, queues};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::word;
use crate::auth::Admin;
use crate::extract::Query;
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::Time;

/// How much.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Jobs shown of each queue, 0 to 20; anything else is 5.
    #[param(value_type = Option<i64>)]
    error_limit: Option<String>,
}

/// A job that asks for attention.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueErrorSampleDTO {
    job_id: i64,
    kind: String,
    /// `retryable`, `cancelled` or `discarded`.
    state: &'static str,
    attempt: i64,
    max_attempts: i64,
    /// Why the last attempt failed; empty when none did.
    last_error: String,
    created_at: Time,
    scheduled_at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    attempted_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    finalized_at: Option<Time>,
}

impl From<JobRow> for QueueErrorSampleDTO {
    fn from(job: JobRow) -> Self {
        Self {
            last_error: job.last_error().to_owned(),
            job_id: job.id,
            kind: job.kind,
            state: word(job.state),
            attempt: job.attempt,
            max_attempts: job.max_attempts,
            created_at: Time(job.created_at),
            scheduled_at: Time(job.run_at),
            attempted_at: job.attempted_at.map(Time),
            finalized_at: job.finished_at.map(Time),
        }
    }
}

/// A queue in figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueSummaryDTO {
    name: String,
    total_jobs: i64,
    processed_jobs: i64,
    /// Waiting or running.
    remaining_jobs: i64,
    running_jobs: i64,
    /// Waiting after a failed attempt, cancelled or given up.
    attention_jobs: i64,
    /// From enqueueing to the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    average_latency_ms: Option<i64>,
    /// From the start of the last attempt to the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    average_runtime_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    oldest_remaining_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    latest_activity_at: Option<Time>,
    /// Newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    error_samples: Vec<QueueErrorSampleDTO>,
}

/// Whole milliseconds of a mean.
#[allow(clippy::cast_possible_truncation)] // A mean of job times is far below 2^63, and the cast saturates.
fn whole(milliseconds: f64) -> i64 {
    milliseconds.round() as i64
}

impl From<QueueSummary> for QueueSummaryDTO {
    fn from(summary: QueueSummary) -> Self {
        let QueueSummary { figures, samples } = summary;
        Self {
            name: figures.queue,
            total_jobs: figures.total,
            processed_jobs: figures.processed,
            remaining_jobs: figures.remaining,
            running_jobs: figures.running,
            attention_jobs: figures.attention,
            average_latency_ms: figures.average_latency_ms.map(whole),
            average_runtime_ms: figures.average_runtime_ms.map(whole),
            oldest_remaining_at: figures.oldest_remaining_at.map(Time),
            latest_activity_at: figures.latest_activity_at.map(Time),
            error_samples: samples.into_iter().map(Into::into).collect(),
        }
    }
}

/// All queues in figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueSummaryResponse {
    /// What asks for most attention comes first.
    queues: Vec<QueueSummaryDTO>,
    generated_at: Time,
}

/// Sums up every queue.
#[utoipa::path(get, path = "/admin/river/queue-summary", tag = "queues", params(Wanted), operation_id = "sum_up_queues",
    responses((status = 200, body = QueueSummaryResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Admin(actor): Admin,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Answer<QueueSummaryResponse>> {
    let samples =
        wanted.error_limit.and_then(|text| text.parse::<u32>().ok()).filter(|n| *n <= 20).unwrap_or(5);
    let queues = queues::summaries(&app, &actor, samples).await?.into_iter().map(Into::into).collect();
    Ok(Answer(QueueSummaryResponse { queues, generated_at: Time(app.clock.now()) }))
}
