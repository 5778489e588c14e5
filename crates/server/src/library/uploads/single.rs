//! `POST /assets`: one file.

use axum::Json as Answer;
use axum::extract::{Request, State};
use calotype_core::App;
use calotype_core::Error;
use calotype_core::assets::upload::{self, Duplicates};
use calotype_core::repositories;
use serde::Serialize;
use utoipa::ToSchema;

use super::form;
use crate::auth::Viewer;
use crate::library::error::{ApiError, ApiResult, ErrorBody};
use crate::middleware::uploads::Turn;

/// An accepted file.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadResponseDTO {
    /// Job that ingests it.
    task_id: i64,
    /// Always `processing`.
    status: &'static str,
    file_name: String,
    size: u64,
    /// BLAKE3, 64 hexadecimal digits.
    content_hash: String,
    message: &'static str,
    /// The new asset.
    asset_id: String,
}

/// The form.
#[derive(ToSchema)]
#[allow(dead_code)] // only described: the form is read as a stream
pub struct UploadForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Repository; default: the primary one. Must precede the file.
    repository_id: Option<String>,
}

/// Uploads one file; acknowledged when it is durable.
#[utoipa::path(post, path = "/assets", tag = "uploads", request_body(content = UploadForm, content_type = "multipart/form-data"),
    params(("X-Content-Hash" = Option<String>, Header, description = "BLAKE3 of the file, full or quick form")),
    responses((status = 200, body = UploadResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 413, body = ErrorBody), (status = 507, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn upload(
    State(app): State<App>,
    Viewer(actor): Viewer,
    turn: Turn,
    request: Request,
) -> ApiResult<Answer<UploadResponseDTO>> {
    calotype_core::access::user(&actor)?;
    let claimed = form::claimed(request.headers())?;
    let mut form = form::open(request).await?;
    let mut repository = None;
    while let Some(mut field) = form.next().await? {
        match field.name() {
            "repository_id" => repository = form::repository_id(Some(&field.text().await?))?,
            "file" => {
                let name = field.file_name().to_owned();
                let target = repositories::target(&app, &actor, repository).await?;
                let done =
                    upload::upload(&app, &actor, &target, &name, claimed, Duplicates::Keep, &mut field)
                        .await?;
                drop(turn);
                return Ok(Answer(UploadResponseDTO {
                    task_id: done.job,
                    status: "processing",
                    file_name: done.file_name,
                    size: done.size,
                    content_hash: done.hash,
                    message: "The file is stored and will be processed.",
                    asset_id: done.asset.to_string(),
                }));
            }
            _ => field.ignore().await?,
        }
    }
    Err(ApiError(Error::invalid("missing_file", "The form has no field called file.")))
}
