//! `POST /upload-api`.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use calotype_core::deposits::{self, NewDeposit};
use calotype_core::{App, Error};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::site::address;
use crate::upload::error::{ApiResult, ErrorBody};
use crate::upload::key::Program;

/// What the program says about the file.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UploadRequest {
    /// Letters, digits, `_`, `-`, one dot, an extension that is taken.
    #[serde(default)]
    filename: String,
    /// Media type; left out: that of the extension.
    content_type: Option<String>,
    /// Exact size in bytes.
    size: Option<u64>,
    /// The most it may have, bytes.
    max_size: Option<u64>,
}

/// A promised place for a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadPromise {
    /// `upl_` and 32 hexadecimal digits.
    upload_id: String,
    /// The form.
    upload: UploadForm,
    /// `pending`.
    status: &'static str,
    /// The most the file may have, bytes.
    max_size: i64,
    /// When the form stops working, seconds since 1970.
    expires_at: i64,
    /// Names this request.
    request_id: String,
}

/// Post a `multipart/form-data` body there: every field, then the file under the name `file`.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadForm {
    /// Where to.
    url: String,
    /// `POST`.
    method: &'static str,
    /// Every field, to be sent back unchanged.
    #[schema(value_type = Object)]
    fields: Map<String, Value>,
}

/// Promises a place for a file, and signs the form that leads to it.
#[utoipa::path(post, path = "/upload-api", tag = "uploads", request_body = UploadRequest,
    responses((status = 200, body = UploadPromise), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 429, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn create(
    State(app): State<App>,
    program: Program,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> ApiResult<Json<UploadPromise>> {
    let unreadable = || Error::invalid("invalid_body", "The body is not the expected JSON.");
    let body = body.map_err(|e| unreadable().because(e.to_string()))?;
    let asked: UploadRequest = serde_json::from_slice(&body).map_err(|e| unreadable().because(e))?;
    let new = NewDeposit {
        filename: asked.filename,
        content_type: asked.content_type,
        size: asked.size,
        max_size: asked.max_size,
    };
    let created = deposits::create(&app, &program.actor, program.behalf, new).await?;
    let fields = created.fields.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
    let deposit = created.deposit;
    Ok(Json(UploadPromise {
        upload_id: deposits::label(deposit.id),
        upload: UploadForm {
            url: created.url.unwrap_or_else(|| format!("{}/_s3/{}", address(&app, &headers), created.bucket)),
            method: "POST",
            fields,
        },
        status: "pending",
        max_size: deposit.max_size,
        expires_at: deposit.expires_at.div_euclid(1_000_000),
        request_id: program.actor.request_id,
    }))
}
