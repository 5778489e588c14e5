//! `POST /repositories/{id}/scan`, `GET /repositories/{id}/scans` and `…/scans/latest`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::scans::{Mode, request};
use calotype_core::stored::ScanRun;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Admin;
use crate::extract::{OptionalJson, Path, Query};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::paging::Paging;
use crate::library::wire::Time;

/// How to scan.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct RepositoryScanRequestDTO {
    /// Read every file again, also what has not changed.
    force: Option<bool>,
}

/// A scan that will run.
#[derive(Debug, Serialize, ToSchema)]
pub struct RepositoryScanQueuedDTO {
    /// The same number when asked again within a minute.
    job_id: i64,
    repository_id: String,
    /// `manual`.
    mode: &'static str,
    /// `queued`.
    status: &'static str,
}

/// One look through a repository.
#[derive(Debug, Serialize, ToSchema)]
pub struct RepositoryScanRunDTO {
    scan_id: String,
    repository_id: String,
    /// `manual` or `periodic`.
    mode: &'static str,
    /// User name of who asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    requested_by: Option<String>,
    /// `running`, `completed` or `failed`.
    status: String,
    started_at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    finished_at: Option<Time>,
    /// New files.
    discovered_count: i64,
    /// Changed, moved and returned files.
    updated_count: i64,
    /// Assets whose file is gone.
    deleted_count: i64,
    /// Files passed over: not supported, still being written, unreadable.
    skipped_count: i64,
    /// Why it failed, or why nothing was taken for deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error: Option<String>,
}

/// Scan runs.
#[derive(Debug, Serialize, ToSchema)]
pub struct RepositoryScanRunListDTO {
    /// Newest first.
    scans: Vec<RepositoryScanRunDTO>,
}

/// The documented word for what made a scan happen. Clients know two, so a scan that the watcher asked for is one that nobody
/// asked for: it shows as `periodic`.
fn on_the_wire(mode: &str) -> &'static str {
    if mode == Mode::Manual.as_str() { Mode::Manual.as_str() } else { Mode::Periodic.as_str() }
}

impl From<ScanRun> for RepositoryScanRunDTO {
    fn from(run: ScanRun) -> Self {
        Self {
            scan_id: run.id.to_string(),
            repository_id: run.repository_id.to_string(),
            mode: on_the_wire(&run.mode),
            requested_by: run.requested_by,
            status: run.status,
            started_at: Time(run.started_at),
            finished_at: run.finished_at.map(Time),
            discovered_count: run.counts.discovered,
            updated_count: run.counts.updated,
            deleted_count: run.counts.deleted,
            skipped_count: run.counts.skipped,
            error: run.error,
        }
    }
}

/// Queues a scan of a repository.
#[utoipa::path(post, path = "/repositories/{id}/scan", tag = "repositories", params(("id" = Uuid, Path)),
    request_body = Option<RepositoryScanRequestDTO>,
    responses((status = 200, body = RepositoryScanQueuedDTO), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn scan(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<Uuid>,
    OptionalJson(body): OptionalJson<RepositoryScanRequestDTO>,
) -> ApiResult<Answer<RepositoryScanQueuedDTO>> {
    let force = body.and_then(|body| body.force).unwrap_or(false);
    let job_id = request::scan(&app, &actor, id, force).await?;
    Ok(Answer(RepositoryScanQueuedDTO {
        job_id,
        repository_id: id.to_string(),
        mode: "manual",
        status: "queued",
    }))
}

/// Lists the scan runs of a repository.
#[utoipa::path(get, path = "/repositories/{id}/scans", tag = "repositories", params(("id" = Uuid, Path), Paging),
    responses((status = 200, body = RepositoryScanRunListDTO), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<Uuid>,
    Query(paging): Query<Paging>,
) -> ApiResult<Answer<RepositoryScanRunListDTO>> {
    let runs = request::list(&app, &actor, id, paging.lenient(20, 100), paging.offset()).await?;
    Ok(Answer(RepositoryScanRunListDTO { scans: runs.into_iter().map(Into::into).collect() }))
}

/// The newest scan run of a repository.
#[utoipa::path(get, path = "/repositories/{id}/scans/latest", tag = "repositories", params(("id" = Uuid, Path)),
    responses((status = 200, body = RepositoryScanRunDTO), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn latest(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<RepositoryScanRunDTO>> {
    Ok(Answer(request::latest(&app, &actor, id).await?.into()))
}
