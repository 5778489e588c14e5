//! `POST /upload-api/tus`.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calotype_core::deposits::label;
use calotype_core::deposits::resume::{self, NewResumable};
use calotype_core::{App, Error};

use super::headers::{EXPIRES, LENGTH, date, number, refused};
use crate::site::address;
use crate::upload::error::{ApiResult, ErrorBody};
use crate::upload::key::Program;

/// Announces a file: `Upload-Length`, and in `Upload-Metadata` its `filename` and, if wanted, `filetype`. The answer's
/// `Location` takes the bytes.
#[utoipa::path(post, path = "/upload-api/tus", tag = "resumable",
    params(("Upload-Length" = u64, Header, description = "Bytes"),
        ("Upload-Metadata" = String, Header, description = "`filename` and `filetype`, each with its base64")),
    responses((status = 201), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 412, body = ErrorBody), (status = 413, body = ErrorBody),
        (status = 429, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn create(
    State(app): State<App>,
    program: Program,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let size = number(&headers, &LENGTH)?;
    let metadata = headers.get("upload-metadata").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let new = NewResumable {
        filename: value(metadata, "filename")?.unwrap_or_default(),
        content_type: value(metadata, "filetype")?.filter(|text| !text.is_empty()),
        size: u64::try_from(size).unwrap_or(0),
    };
    let deposit = match resume::begin(&app, &program.actor, program.behalf, new).await {
        Ok(deposit) => deposit,
        Err(error) => return Ok(refused(error)),
    };
    let place = format!("{}/upload-api/tus/{}", address(&app, &headers), label(deposit.id));
    let place = HeaderValue::from_str(&place).map_err(Error::internal)?;
    Ok((StatusCode::CREATED, [(header::LOCATION, place), (EXPIRES, date(deposit.expires_at))])
        .into_response())
}

/// A value of `Upload-Metadata`: pairs of a name and base64, with commas between.
fn value(metadata: &str, name: &str) -> Result<Option<String>, Error> {
    let pair = metadata.split(',').map(str::trim).find_map(|pair| {
        let (known, value) = pair.split_once(' ').unwrap_or((pair, ""));
        (known == name).then_some(value)
    });
    let Some(text) = pair else { return Ok(None) };
    let invalid = || {
        Error::invalid("invalid_upload_header", "Upload-Metadata has a value that is not base64 of text.")
            .field("upload-metadata", "invalid")
    };
    let bytes = STANDARD.decode(text.trim()).map_err(|_| invalid())?;
    String::from_utf8(bytes).map(Some).map_err(|_| invalid())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn metadata_is_pairs_of_names_and_base64() {
        let text = "is_draft, filename ZGF0YS5qc29u,filetype YXBwbGljYXRpb24vanNvbg==";
        assert_eq!(value(text, "filename").unwrap().as_deref(), Some("data.json"));
        assert_eq!(value(text, "filetype").unwrap().as_deref(), Some("application/json"));
        assert_eq!(value(text, "is_draft").unwrap().as_deref(), Some(""));
        assert_eq!(value(text, "file").unwrap(), None);
        for bad in ["filename ?", "filename /w=="] {
            assert!(value(bad, "filename").is_err(), "{bad}");
        }
    }
}
