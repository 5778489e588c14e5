//! `POST /json-formatter-api`.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calotype_core::orders::Work;
use calotype_core::{App, Error};

use super::source::{InputPlace, JobAccepted, process};
use crate::upload::error::{ApiResult, ErrorBody};
use crate::upload::jobs::wire::JobResult;
use crate::upload::key::Program;

/// Lays JSON out: `x-tab-space` spaces for each level, 0 to 8, 1 unless said; 0 puts everything on one line. Numbers, and the
/// order of keys, stay as they are.
#[utoipa::path(post, path = "/json-formatter-api", tag = "processing", request_body = InputPlace,
    params(("x-source-type" = Option<String>, Header, description = "`body` (as if left out), `url` or `file`"),
        ("x-tab-space" = Option<u8>, Header, description = "0 to 8"),
        ("idempotency-key" = Option<String>, Header, description = "The same key within a day is the same job")),
    responses((status = 200, body = JobResult), (status = 202, body = JobAccepted), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn format(
    State(app): State<App>,
    program: Program,
    request: Request,
) -> ApiResult<Response> {
    process(&app, program, request, work).await
}

fn work(headers: &HeaderMap) -> Result<Work, Error> {
    let Some(value) = headers.get("x-tab-space") else { return Ok(Work::JsonFormatter { tab: 1 }) };
    let number = value.to_str().ok().and_then(|text| text.trim().parse().ok());
    let tab = number.filter(|tab| *tab <= 8).ok_or_else(|| {
        Error::invalid("invalid_tab_space", "x-tab-space is a number from 0 to 8.")
            .field("x-tab-space", "invalid")
    })?;
    Ok(Work::JsonFormatter { tab })
}
