//! `GET /repositories/{id}/scans` and `/scans/latest`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::scans::look;
use calotype_core::stored::ScanRun;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Admin;
use crate::extract::{Path, Query};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::paging::Paging;
use crate::library::wire::Time;

/// One scan.
#[derive(Debug, Serialize, ToSchema)]
pub struct RepositoryScanRunDTO {
    scan_id: String,
    repository_id: String,
    /// `manual` when an administrator asked, `periodic` when calotype did: by the clock, or told by the file system.
    mode: &'static str,
    /// Name of the administrator who asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    requested_by: Option<String>,
    /// `running`, `completed` or `failed`.
    status: String,
    started_at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    finished_at: Option<Time>,
    /// Files that were new.
    discovered_count: i64,
    /// Files that had changed or moved.
    updated_count: i64,
    /// Assets whose file was gone.
    deleted_count: i64,
    /// Files that were passed over: of types that are not supported, still being written, or unreadable.
    skipped_count: i64,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl From<ScanRun> for RepositoryScanRunDTO {
    fn from(run: ScanRun) -> Self {
        Self {
            scan_id: run.id.to_string(),
            repository_id: run.repository_id.to_string(),
            mode: if run.mode == "manual" { "manual" } else { "periodic" },
            requested_by: run.requested_by,
            status: run.status,
            started_at: Time(run.started_at),
            finished_at: run.finished_at.map(Time),
            discovered_count: run.discovered_count,
            updated_count: run.updated_count,
            deleted_count: run.deleted_count,
            skipped_count: run.skipped_count,
            error: run.error,
        }
    }
}

/// Scans, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct RepositoryScanRunListDTO {
    scans: Vec<RepositoryScanRunDTO>,
}

/// Lists the scans of a repository, newest first.
#[utoipa::path(get, path = "/repositories/{id}/scans", tag = "scans", operation_id = "list_scans", params(("id" = Uuid, Path), Paging),
    responses((status = 200, body = RepositoryScanRunListDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<Uuid>,
    Query(paging): Query<Paging>,
) -> ApiResult<Answer<RepositoryScanRunListDTO>> {
    let runs = look::list(&app, &actor, id, paging.lenient(20, 100), paging.offset()).await?;
    Ok(Answer(RepositoryScanRunListDTO { scans: runs.into_iter().map(Into::into).collect() }))
}

/// The newest scan of a repository.
#[utoipa::path(get, path = "/repositories/{id}/scans/latest", tag = "scans", operation_id = "latest_scan", params(("id" = Uuid, Path)),
    responses((status = 200, body = RepositoryScanRunDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn latest(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<RepositoryScanRunDTO>> {
    Ok(Answer(look::latest(&app, &actor, id).await?.into()))
}
