//! `POST /image-converter-api`.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calotype_core::orders::{Picture, Work};
use calotype_core::{App, Error};

use super::source::{InputPlace, JobAccepted, process};
use crate::upload::error::{ApiResult, ErrorBody};
use crate::upload::jobs::wire::JobResult;
use crate::upload::key::Program;

/// Writes a picture in another format: jpg, jpeg, png, gif, webp, or base64, which is the file itself as text. Of an animation
/// the first frame is taken. Nothing of the metadata is kept.
#[utoipa::path(post, path = "/image-converter-api", tag = "processing", request_body = InputPlace,
    params(("x-source-type" = Option<String>, Header, description = "`body` (as if left out), `url` or `file`"),
        ("x-source-format" = Option<String>, Header, description = "What the picture is; needed for base64, checked otherwise"),
        ("x-destination-format" = String, Header, description = "What it shall be"),
        ("idempotency-key" = Option<String>, Header, description = "The same key within a day is the same job")),
    responses((status = 200, body = JobResult), (status = 202, body = JobAccepted), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn convert(
    State(app): State<App>,
    program: Program,
    request: Request,
) -> ApiResult<Response> {
    process(&app, program, request, work).await
}

fn work(headers: &HeaderMap) -> Result<Work, Error> {
    let from = wanted(headers, "x-source-format")?;
    let to = wanted(headers, "x-destination-format")?.ok_or_else(|| {
        Error::invalid("invalid_picture_format", "Say in x-destination-format what the picture shall be.")
            .field("x-destination-format", "missing")
    })?;
    Ok(Work::ImageConverter { from, to })
}

fn wanted(headers: &HeaderMap, name: &str) -> Result<Option<Picture>, Error> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let word = value.to_str().unwrap_or_default().trim();
    Picture::parse(word).map(Some).map_err(|error| error.field(name, "invalid"))
}
