//! `DELETE /status-api/{id}` and `DELETE /jobs/{id}`.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calotype_core::orders::{self, Status};
use calotype_core::{App, Error};

use super::wire::{self, JobStatus};
use crate::upload::error::{ApiResult, ErrorBody};
use crate::upload::key::Program;

/// Cancels a job. One that has ended stays as it is; the answer says how.
#[utoipa::path(delete, path = "/status-api/{id}", tag = "jobs",
    params(("id" = String, Path, description = "Id of the job")),
    responses((status = 200, body = JobStatus), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn cancel(
    State(app): State<App>,
    program: Program,
    id: Path<String>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    if id.starts_with("upl_") {
        return Err(Error::not_found("job_not_found", "There is no such job.").into());
    }
    let order = orders::cancel(&app, &program.actor, program.behalf, &id).await?;
    let status = Status { order, link: None };
    Ok(wire::answer(&wire::job(&app, &headers, &program.actor.request_id, &status)))
}

/// The same as `DELETE /status-api/{id}`.
#[utoipa::path(delete, path = "/jobs/{id}", tag = "jobs",
    params(("id" = String, Path, description = "Id of the job")),
    responses((status = 200, body = JobStatus), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn cancel_job(
    app: State<App>,
    program: Program,
    id: Path<String>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    cancel(app, program, id, headers).await
}
