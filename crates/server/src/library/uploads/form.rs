//! Multipart forms read field by field: nothing is held but what is on its way to disk.

use axum::extract::FromRequest as _;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::http::{HeaderMap, Request};
use bytes::Bytes;
use calotype_core::Error;
use futures::{Stream, TryStreamExt as _};
use uuid::Uuid;

use crate::library::error::{ApiError, ApiResult};

/// The form of a request.
///
/// # Errors
/// `invalid_form` for anything but a multipart form.
pub(super) async fn open(request: Request<axum::body::Body>) -> ApiResult<Multipart> {
    Multipart::from_request(request, &()).await.map_err(|rejection| {
        ApiError(
            Error::invalid("invalid_form", "Send a multipart form with files.")
                .because(rejection.body_text()),
        )
    })
}

/// The next field, or the end of the form.
///
/// # Errors
/// `upload_interrupted` when the form breaks off or is malformed.
pub(super) async fn next(form: &mut Multipart) -> ApiResult<Option<Field<'_>>> {
    form.next_field().await.map_err(broken)
}

/// What a broken form means to its sender.
pub(super) fn broken(error: MultipartError) -> ApiError {
    ApiError(
        Error::invalid("upload_interrupted", "The upload broke off or its form is malformed.").because(error),
    )
}

/// The bytes of a field as they come.
pub(super) fn bytes(field: Field<'_>) -> impl Stream<Item = Result<Bytes, MultipartError>> + Unpin {
    field.into_stream()
}

/// A short text field.
///
/// # Errors
/// `field_too_long` past 1 KiB; `upload_interrupted`.
pub(super) async fn text(mut field: Field<'_>) -> ApiResult<String> {
    let mut text = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(broken)? {
        if text.len() + piece.len() > 1024 {
            return Err(ApiError(Error::invalid("field_too_long", "A text field of the form is too long.")));
        }
        text.extend_from_slice(&piece);
    }
    String::from_utf8(text)
        .map_err(|e| ApiError(Error::invalid("invalid_form", "A text field is not UTF-8.").because(e)))
}

/// A repository id of a form or a query; empty means none.
///
/// # Errors
/// `invalid_repository_id`.
pub(super) fn repository_id(text: Option<&str>) -> ApiResult<Option<Uuid>> {
    Ok(text
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(calotype_core::assets::query::repository_id)
        .transpose()?)
}

/// The claimed hash of a request.
///
/// # Errors
/// `invalid_hash`.
pub(super) fn claimed(headers: &HeaderMap) -> ApiResult<Option<calotype_core::stored::ContentHash>> {
    let text = headers.get("x-content-hash").and_then(|v| v.to_str().ok());
    Ok(calotype_core::assets::upload::claimed_hash(text)?)
}
