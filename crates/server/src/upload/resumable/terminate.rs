//! `DELETE /upload-api/tus/{id}`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use calotype_core::App;
use calotype_core::deposits::resume;

use crate::upload::error::{ApiResult, ErrorBody};
use crate::upload::key::Program;

/// Ends an upload and removes what has come of it.
#[utoipa::path(delete, path = "/upload-api/tus/{id}", tag = "resumable",
    params(("id" = String, Path, description = "Id of the upload")),
    responses((status = 204), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 412, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn terminate(
    State(app): State<App>,
    program: Program,
    Path(id): Path<String>,
) -> ApiResult<StatusCode> {
    resume::end(&app, &program.actor, program.behalf, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
