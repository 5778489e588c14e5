//! `HEAD /upload-api/tus/{id}`.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use calotype_core::App;
use calotype_core::deposits::resume;

use super::headers::{EXPIRES, LENGTH, OFFSET, date};
use crate::upload::error::ApiResult;
use crate::upload::key::Program;

/// How many bytes are here to stay.
#[utoipa::path(head, path = "/upload-api/tus/{id}", tag = "resumable",
    params(("id" = String, Path, description = "Id of the upload")),
    responses((status = 200), (status = 401), (status = 403), (status = 404), (status = 412)),
    security(("key" = [])))]
pub(super) async fn position(
    State(app): State<App>,
    program: Program,
    Path(id): Path<String>,
) -> ApiResult<Response> {
    let deposit = resume::position(&app, &program.actor, program.behalf, &id).await?;
    let headers = [
        (OFFSET, HeaderValue::from(deposit.received)),
        (LENGTH, HeaderValue::from(deposit.max_size)),
        (EXPIRES, date(deposit.expires_at)),
    ];
    Ok((StatusCode::OK, headers).into_response())
}
