//! What every request and answer of the protocol carries.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use calotype_core::Error;
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::upload::error::{self, ApiError};

/// The version that is spoken.
pub(super) const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");

pub(super) const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(super) const VERSIONS: HeaderName = HeaderName::from_static("tus-version");
pub(super) const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(super) const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

const HTTP_DATE: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

/// Refuses another version, and names ours in every answer.
pub(super) async fn version(request: Request, next: Next) -> Response {
    let asked = request.headers().get(&RESUMABLE);
    let mut answer = if request.method() != Method::OPTIONS && asked != Some(&VERSION) {
        let message = "Say Tus-Resumable: 1.0.0.".to_owned();
        let mut refusal = error::named(412, "INVALID_REQUEST", message);
        refusal.headers_mut().insert(VERSIONS, VERSION);
        refusal
    } else {
        next.run(request).await
    };
    let headers = answer.headers_mut();
    headers.insert(RESUMABLE, VERSION);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// The number in a header.
///
/// # Errors
/// `invalid_upload_header` when it is missing or none.
pub(super) fn number(headers: &HeaderMap, name: &HeaderName) -> Result<i64, Error> {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.and_then(|text| text.trim().parse().ok()).filter(|number| *number >= 0).ok_or_else(|| {
        Error::invalid("invalid_upload_header", format!("The header {name} must be a number of bytes."))
            .field(name.as_str(), "invalid")
    })
}

/// A time as HTTP writes it.
pub(super) fn date(micros: i64) -> HeaderValue {
    let at = OffsetDateTime::from_unix_timestamp(micros.div_euclid(1_000_000))
        .unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let text = at.format(HTTP_DATE).unwrap_or_default();
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// A refusal in the protocol's statuses, where it has its own.
pub(super) fn refused(error: Error) -> Response {
    let status = match error.code {
        "checksum_mismatch" => 460,
        "upload_too_large" => 413,
        _ => return ApiError(error).into_response(),
    };
    let word = if status == 460 { "CONTENT_MISMATCH" } else { "FILE_TOO_LARGE" };
    error::named(status, word, error.message.into_owned())
}
