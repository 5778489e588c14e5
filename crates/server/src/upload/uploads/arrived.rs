//! `POST /upload-api/{upload_id}/complete`.

use axum::Json;
use axum::extract::{Path, State};
use calotype_core::{App, deposits};

use crate::upload::error::{ApiResult, ErrorBody};
use crate::upload::jobs::status::UploadStatus;
use crate::upload::key::Program;

/// Says that the file was posted, so that nobody waits for the next look into the store. Needed nowhere; the answer is the
/// upload as it is.
#[utoipa::path(post, path = "/upload-api/{upload_id}/complete", tag = "uploads",
    params(("upload_id" = String, Path, description = "Id of the upload")),
    responses((status = 200, body = UploadStatus), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn arrived(
    State(app): State<App>,
    program: Program,
    Path(id): Path<String>,
) -> ApiResult<Json<UploadStatus>> {
    let upload = deposits::arrived(&app, &program.actor, program.behalf, &id).await?;
    Ok(Json(UploadStatus::of(upload.into(), program.actor.request_id)))
}
