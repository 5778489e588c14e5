//! `POST /json-validator-api`.

use axum::extract::{Request, State};
use axum::response::Response;
use calotype_core::App;
use calotype_core::orders::Work;

use super::source::{InputPlace, JobAccepted, process};
use crate::upload::error::{ApiResult, ErrorBody};
use crate::upload::jobs::wire::JobResult;
use crate::upload::key::Program;

/// Says whether a text is JSON: `valid`, and in `problem` where it stops being it. Either is a success.
#[utoipa::path(post, path = "/json-validator-api", tag = "processing", request_body = InputPlace,
    params(("x-source-type" = Option<String>, Header, description = "`body` (as if left out), `url` or `file`"),
        ("idempotency-key" = Option<String>, Header, description = "The same key within a day is the same job")),
    responses((status = 200, body = JobResult), (status = 202, body = JobAccepted), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn validate(
    State(app): State<App>,
    program: Program,
    request: Request,
) -> ApiResult<Response> {
    process(&app, program, request, |_| Ok(Work::JsonValidator)).await
}
