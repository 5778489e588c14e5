//! `GET /assets/batch/config` and `GET /assets/batch/progress`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::uploads::{config, progress};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::auth::Viewer;
use crate::extract::Query;
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::Time;

/// Recommendations for clients.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadConfigResponseDTO {
    /// Size of a piece, bytes.
    chunk_size: u64,
    /// Pieces on the way at the same time.
    max_concurrent: u32,
    /// Memory set aside, bytes.
    memory_buffer: u64,
    /// Files made whole at the same time.
    merge_concurrency: u32,
    /// Requests on the way at the same time.
    max_in_flight_requests: u32,
}

/// Recommends sizes and numbers that suit this machine.
#[utoipa::path(get, path = "/assets/batch/config", tag = "uploads",
    responses((status = 200, body = UploadConfigResponseDTO), (status = 401, body = ErrorBody)), security(("bearer" = [])))]
pub(super) async fn config(Viewer(actor): Viewer) -> ApiResult<Answer<UploadConfigResponseDTO>> {
    let config = config::config(&actor)?;
    Ok(Answer(UploadConfigResponseDTO {
        chunk_size: config.chunk_size,
        max_concurrent: config.max_concurrent,
        memory_buffer: config.memory_buffer,
        merge_concurrency: config.merge_concurrency,
        max_in_flight_requests: config.max_in_flight_requests,
    }))
}

/// Which sessions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Names with commas between them; absent: all of the caller.
    session_ids: Option<String>,
}

/// How far uploads in pieces are.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadProgressResponseDTO {
    sessions: Vec<SessionProgressDTO>,
    summary: ProgressSummaryDTO,
}

/// How far one is.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionProgressDTO {
    session_id: String,
    filename: String,
    /// pending, uploading, merging, completed or failed.
    status: String,
    /// 0 to 1.
    progress: f64,
    received_chunks: i64,
    total_chunks: i64,
    bytes_done: i64,
    /// Estimated from the pieces that have arrived until all have.
    bytes_total: i64,
    last_activity: Time,
}

/// All of them together.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressSummaryDTO {
    total_sessions: usize,
    /// Of everybody.
    active_sessions: i64,
    completed_files: usize,
    failed_sessions: usize,
    /// 0 to 1, by bytes.
    overall_progress: f64,
}

/// Reports how far uploads in pieces are.
#[utoipa::path(get, path = "/assets/batch/progress", tag = "uploads", params(Wanted),
    responses((status = 200, body = UploadProgressResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("bearer" = [])))]
#[allow(clippy::cast_precision_loss)] // shares of sizes: the last bits do not matter
pub(super) async fn progress(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Answer<UploadProgressResponseDTO>> {
    let names: Option<Vec<String>> = wanted
        .session_ids
        .filter(|text| !text.is_empty())
        .map(|text| text.split(',').map(|name| name.trim().to_owned()).collect());
    let report = progress::report(&app, &actor, names.as_deref()).await?;
    let sessions: Vec<SessionProgressDTO> = report
        .sessions
        .into_iter()
        .map(|s| {
            let bytes_total = match s.received_chunks {
                0 => 0,
                received => s.bytes_done / received * s.total_chunks + s.bytes_done % received,
            };
            SessionProgressDTO {
                session_id: s.id,
                filename: s.file_name,
                progress: s.received_chunks as f64 / s.total_chunks.max(1) as f64,
                status: s.status,
                received_chunks: s.received_chunks,
                total_chunks: s.total_chunks,
                bytes_done: s.bytes_done,
                bytes_total: if s.received_chunks == s.total_chunks { s.bytes_done } else { bytes_total },
                last_activity: Time(s.last_activity_at),
            }
        })
        .collect();
    let count = |status: &str| sessions.iter().filter(|s| s.status == status).count();
    let (done, total) = sessions.iter().fold((0, 0), |(d, t), s| (d + s.bytes_done, t + s.bytes_total));
    let summary = ProgressSummaryDTO {
        total_sessions: sessions.len(),
        active_sessions: report.active,
        completed_files: count("completed"),
        failed_sessions: count("failed"),
        overall_progress: if total > 0 { done as f64 / total as f64 } else { 0.0 },
    };
    Ok(Answer(UploadProgressResponseDTO { sessions, summary }))
}
