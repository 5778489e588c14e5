//! `DELETE /delete-upload-api`.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use calotype_core::{App, Error, deposits};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::upload::error::{ApiError, ApiResult, ErrorBody};
use crate::upload::key::Program;

/// Which upload.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Its id; the header `x-upload-id` says the same.
    upload_id: Option<String>,
    /// Delete it although a job works on it: the job is cancelled.
    force: Option<bool>,
}

/// A deleted upload.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadDeleted {
    /// A sentence for people.
    message: String,
    /// `success`.
    status: &'static str,
    /// Id.
    upload_id: String,
    /// Names this request.
    request_id: String,
}

/// Deletes an upload with its file, in every state. A form that is out stops working.
#[utoipa::path(delete, path = "/delete-upload-api", tag = "uploads", params(Which),
    responses((status = 200, body = UploadDeleted), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn delete(
    State(app): State<App>,
    program: Program,
    headers: HeaderMap,
    which: Result<Query<Which>, axum::extract::rejection::QueryRejection>,
) -> ApiResult<Json<UploadDeleted>> {
    let Query(which) = which.map_err(|e| {
        ApiError(Error::invalid("invalid_query", "A query parameter is not valid.").because(e))
    })?;
    let header = headers.get("x-upload-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let id = header.or(which.upload_id).filter(|id| !id.is_empty()).ok_or_else(|| {
        ApiError(Error::invalid("missing_upload_id", "Say which upload in the header x-upload-id."))
    })?;
    deposits::delete(&app, &program.actor, program.behalf, &id, which.force == Some(true)).await?;
    Ok(Json(UploadDeleted {
        message: format!("Upload {id} deleted successfully"),
        status: "success",
        upload_id: id,
        request_id: program.actor.request_id,
    }))
}
