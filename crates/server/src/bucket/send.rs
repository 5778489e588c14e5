//! Bytes that are anybody's, from our origin: always as an attachment, whole or in one part.

use std::fs::File;
use std::io::SeekFrom;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::Error;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio_util::io::ReaderStream;

use crate::library::media::send::{Part, part};

/// An open file with what the answer says about it.
pub(crate) struct Attachment {
    pub(crate) file: File,
    pub(crate) size: u64,
    /// Without quotes.
    pub(crate) etag: String,
    pub(crate) content_type: String,
    /// A whole `Content-Disposition` that begins with `attachment`.
    pub(crate) disposition: String,
}

/// Sends it; `None` when the asked part lies outside.
///
/// # Errors
/// `internal` when the file cannot be positioned.
pub(crate) async fn send(
    method: &Method,
    request: &HeaderMap,
    found: Attachment,
) -> Result<Option<Response>, Error> {
    let mut headers = HeaderMap::new();
    let mut set = |name, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_DISPOSITION, &found.disposition);
    set(header::CONTENT_TYPE, &found.content_type);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    set(header::CACHE_CONTROL, "private, no-store");
    set(header::ETAG, &format!("\"{}\"", found.etag));
    set(header::ACCEPT_RANGES, "bytes");
    let (status, start, length) = match part(request, found.size) {
        Part::Whole => (StatusCode::OK, 0, found.size),
        Part::Range { start, end } => {
            set(header::CONTENT_RANGE, &format!("bytes {start}-{end}/{}", found.size));
            (StatusCode::PARTIAL_CONTENT, start, end - start + 1)
        }
        Part::Unsatisfiable => return Ok(None),
    };
    set(header::CONTENT_LENGTH, &length.to_string());
    if *method == Method::HEAD {
        return Ok(Some((status, headers).into_response()));
    }
    let mut file = tokio::fs::File::from_std(found.file);
    if start > 0 {
        file.seek(SeekFrom::Start(start)).await.map_err(Error::internal)?;
    }
    let stream = ReaderStream::with_capacity(file.take(length), 64 * 1024);
    Ok(Some((status, headers, Body::from_stream(stream)).into_response()))
}
