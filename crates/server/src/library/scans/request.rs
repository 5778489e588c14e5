//! `POST /repositories/{id}/scan`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::scans::request;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Admin;
use crate::extract::{OptionalJson, Path};
use crate::library::error::{ApiResult, ErrorBody};

/// How to scan.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct RepositoryScanRequestDTO {
    /// Read every file again, also those that did not change.
    force: Option<bool>,
}

/// The scan that was queued, or that waits already.
#[derive(Debug, Serialize, ToSchema)]
pub struct RepositoryScanQueuedDTO {
    job_id: i64,
    repository_id: String,
    /// Always `manual`.
    mode: &'static str,
    /// Always `queued`.
    status: &'static str,
}

/// Queues a scan of a repository. Asking again within a minute answers the scan that is there.
#[utoipa::path(post, path = "/repositories/{id}/scan", tag = "scans", operation_id = "scan_repository", params(("id" = Uuid, Path)),
    request_body = Option<RepositoryScanRequestDTO>,
    responses((status = 200, body = RepositoryScanQueuedDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn request(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<Uuid>,
    OptionalJson(wanted): OptionalJson<RepositoryScanRequestDTO>,
) -> ApiResult<Answer<RepositoryScanQueuedDTO>> {
    let force = wanted.unwrap_or_default().force.unwrap_or(false);
    let job_id = request::request(&app, &actor, id, force).await?;
    Ok(Answer(RepositoryScanQueuedDTO {
        job_id,
        repository_id: id.to_string(),
        mode: "manual",
        status: "queued",
    }))
}
