//! `GET /status-api/{id}` and `GET /jobs/{id}`: a job, or an upload by its own id.

use std::time::Duration;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::{App, Error, deposits, orders};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::follow;
use super::wire::{self, JobStatus};
use crate::upload::error::{ApiError, ApiResult, ErrorBody};
use crate::upload::key::Program;
use crate::upload::uploads::list::Upload;

/// The longest a request waits for a change, seconds.
const PATIENCE: u64 = 30;

/// How to look.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Looking {
    /// Wait so many seconds for a change, at most 30.
    wait: Option<u64>,
    /// Answer for a failed job with the HTTP status and the error body of its failure.
    strict: Option<bool>,
}

/// The state of an upload.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadStatus {
    /// `pending`, `completed`, `failed` or `expired`.
    status: String,
    /// The upload.
    upload: Upload,
    /// Names this request.
    request_id: String,
}

impl UploadStatus {
    /// The state of this upload, for this request.
    pub(crate) fn of(upload: Upload, request_id: String) -> Self {
        Self { status: upload.status.clone(), upload, request_id }
    }
}

/// How far a job is, with a fresh link to its result. With `Accept: text/event-stream` every change until the end. The id of
/// an upload is answered with the upload's state.
#[utoipa::path(get, path = "/status-api/{id}", tag = "jobs",
    params(("id" = String, Path, description = "Id of a job, or of an upload"), Looking),
    responses((status = 200, body = JobStatus), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn status(
    State(app): State<App>,
    program: Program,
    Path(id): Path<String>,
    headers: HeaderMap,
    looking: Result<Query<Looking>, QueryRejection>,
) -> ApiResult<Response> {
    let Query(looking) = looking.map_err(|e| {
        ApiError(Error::invalid("invalid_query", "A query parameter is not valid.").because(e))
    })?;
    let request_id = &program.actor.request_id;
    if id.starts_with("upl_") {
        let upload: Upload = deposits::get(&app, &program.actor, program.behalf, &id).await?.into();
        return Ok(Json(UploadStatus::of(upload, request_id.clone())).into_response());
    }
    let mut found = orders::get(&app, &program.actor, program.behalf, &id).await?;
    let events = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/event-stream"));
    if events {
        return Ok(follow::follow(app, headers, request_id.clone(), found).into_response());
    }
    if let Some(seconds) = looking.wait
        && !found.is_final()
    {
        found = orders::wait(&app, &found, Duration::from_secs(seconds.min(PATIENCE))).await?;
    }
    let body = wire::job(&app, &headers, request_id, &found);
    match body.failure() {
        Some(refusal) if looking.strict == Some(true) => Ok(refusal),
        _ => Ok(wire::answer(&body)),
    }
}

/// The same as `GET /status-api/{id}`.
#[utoipa::path(get, path = "/jobs/{id}", tag = "jobs",
    params(("id" = String, Path, description = "Id of a job, or of an upload"), Looking),
    responses((status = 200, body = JobStatus), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn status_of_job(
    app: State<App>,
    program: Program,
    id: Path<String>,
    headers: HeaderMap,
    looking: Result<Query<Looking>, QueryRejection>,
) -> ApiResult<Response> {
    status(app, program, id, headers, looking).await
}
