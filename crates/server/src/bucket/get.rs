//! `GET` and `HEAD /_s3/{bucket}/{key}`: presigned links.

use std::io::SeekFrom;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::bucket::presign::Asked;
use calotype_core::bucket::{Refusal, Why};
use calotype_core::{App, Error, deposits};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio_util::io::ReaderStream;

use super::error::BucketError;
use crate::send::{Part, disposition, part};

/// Sends the object, or the asked part of it. Never inline: these bytes are anybody's, and this is our origin.
pub(super) async fn get(
    State(app): State<App>,
    Path((bucket, key)): Path<(String, String)>,
    method: Method,
    uri: Uri,
    request: HeaderMap,
) -> Result<Response, BucketError> {
    let Query(query) = Query::<Vec<(String, String)>>::try_from_uri(&uri)
        .map_err(|_| Refusal::new(Why::InvalidArgument, "The query cannot be read."))?;
    let text = |name| request.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let asked = Asked {
        method: method.as_str(),
        path: uri.path(),
        host: text(header::HOST).unwrap_or_default(),
        query: &query,
    };
    let found = deposits::serve(&app, &bucket, &key, &asked).await?;
    let wanted = |name: &str| query.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    let mut headers = HeaderMap::new();
    let mut set = |name, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            headers.insert(name, value);
        }
    };
    let ours = disposition("attachment", &found.filename);
    let theirs =
        wanted("response-content-disposition").filter(|text| text.trim_start().starts_with("attachment"));
    set(header::CONTENT_DISPOSITION, theirs.unwrap_or(&ours));
    set(header::CONTENT_TYPE, wanted("response-content-type").unwrap_or(&found.content_type));
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    set(header::CACHE_CONTROL, "private, no-store");
    set(header::ETAG, &format!("\"{}\"", found.etag));
    set(header::ACCEPT_RANGES, "bytes");
    let (status, start, length) = match part(&request, found.size) {
        Part::Whole => (StatusCode::OK, 0, found.size),
        Part::Range { start, end } => {
            set(header::CONTENT_RANGE, &format!("bytes {start}-{end}/{}", found.size));
            (StatusCode::PARTIAL_CONTENT, start, end - start + 1)
        }
        Part::Unsatisfiable => {
            return Err(Refusal::new(Why::InvalidRange, "The range lies outside the object.").into());
        }
    };
    set(header::CONTENT_LENGTH, &length.to_string());
    if method == Method::HEAD {
        return Ok((status, headers).into_response());
    }
    let mut file = tokio::fs::File::from_std(found.file);
    if start > 0 {
        file.seek(SeekFrom::Start(start)).await.map_err(|e| Refusal::from(Error::internal(e)))?;
    }
    let stream = ReaderStream::with_capacity(file.take(length), 64 * 1024);
    Ok((status, headers, Body::from_stream(stream)).into_response())
}
