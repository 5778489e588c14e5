//! `PATCH /upload-api/tus/{id}`.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::deposits::resume::{self, Checksum};
use calotype_core::{App, Error};

use super::headers::{EXPIRES, OFFSET, date, number, refused};
use super::{position, terminate};
use crate::upload::error::{self, ApiResult, ErrorBody};
use crate::upload::key::Program;

/// The media type of bytes that belong at a position.
const BYTES: &str = "application/offset+octet-stream";

/// Takes bytes that begin at `Upload-Offset`. What is acknowledged is here to stay; of a request that breaks off, so is what
/// had come, unless it has an `Upload-Checksum`.
#[utoipa::path(patch, path = "/upload-api/tus/{id}", tag = "resumable",
    params(("id" = String, Path, description = "Id of the upload"),
        ("Upload-Offset" = u64, Header, description = "Where the bytes begin"),
        ("Upload-Checksum" = Option<String>, Header, description = "`sha1`, `md5` or `sha256`, and base64 of the sum")),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses((status = 204), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody),
        (status = 412, body = ErrorBody), (status = 413, body = ErrorBody), (status = 415, body = ErrorBody),
        (status = 460, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn patch(
    State(app): State<App>,
    program: Program,
    Path(id): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> ApiResult<Response> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.trim().eq_ignore_ascii_case(BYTES) {
        return Ok(error::named(415, "UNSUPPORTED_MEDIA_TYPE", format!("Send the bytes as {BYTES}.")));
    }
    let at = number(&headers, &OFFSET)?;
    let sum = headers.get("upload-checksum").map(|value| value.to_str().unwrap_or_default());
    let sum = sum.map(Checksum::parse).transpose()?;
    let bytes = request.into_body().into_data_stream();
    // A task of its own: when the client is gone, what it had sent is still kept.
    let work = tokio::spawn(async move {
        resume::append(&app, &program.actor, program.behalf, &id, at, sum, bytes).await
    });
    match work.await.map_err(Error::internal)? {
        Ok(taken) => {
            let headers = [(OFFSET, HeaderValue::from(taken.position)), (EXPIRES, date(taken.expires_at))];
            Ok((StatusCode::NO_CONTENT, headers).into_response())
        }
        Err(error) => Ok(refused(error)),
    }
}

/// For clients that cannot send other methods: `X-HTTP-Method-Override` says which one is meant.
#[utoipa::path(post, path = "/upload-api/tus/{id}", tag = "resumable",
    params(("id" = String, Path, description = "Id of the upload"),
        ("X-HTTP-Method-Override" = String, Header, description = "`PATCH`, `HEAD` or `DELETE`")),
    responses((status = 200), (status = 204), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 405, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 412, body = ErrorBody), (status = 413, body = ErrorBody),
        (status = 415, body = ErrorBody), (status = 460, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn overridden(
    app: State<App>,
    program: Program,
    id: Path<String>,
    headers: HeaderMap,
    request: Request,
) -> ApiResult<Response> {
    match headers.get("x-http-method-override").map(HeaderValue::as_bytes) {
        Some(b"PATCH") => patch(app, program, id, headers, request).await,
        Some(b"HEAD") => position::position(app, program, id).await,
        Some(b"DELETE") => Ok(terminate::terminate(app, program, id).await?.into_response()),
        _ => Ok(error::no_method().await),
    }
}
