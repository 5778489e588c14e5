//! Pictures on their way out: entity tag, ranges, how long they may be kept, and the pictures that say that there is
//! nothing to see.

use axum::body::Body as HttpBody;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use calotype_core::images::{Body, Served, Transform, Unseen};
use calotype_core::{App, Error};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio_util::io::ReaderStream;

use crate::hosting::error::ApiResult;
use crate::library::media::send::{Part, disposition, part};

/// What a request asks for.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// What the picture shall be like.
    pub(crate) transform: Transform,
    /// A file to be saved.
    pub(crate) download: bool,
    /// JSON in place of the picture.
    pub(crate) info: bool,
    /// The address changes with the picture, so it may be kept for ever.
    pub(crate) pinned: bool,
    /// The format depends on `Accept`.
    pub(crate) negotiated: bool,
}

/// How long a public picture may be kept.
const HOUR: &str = "public, max-age=3600";
/// For addresses that change with the picture.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// For pictures that were opened by a credential.
const PRIVATE: &str = "private, no-cache";

/// Sends an image.
pub(crate) async fn send(
    app: &App,
    method: &Method,
    request: &HeaderMap,
    served: Served,
    order: &Order,
) -> ApiResult<Response> {
    let cache = match (served.is_public, order.pinned) {
        (false, _) => PRIVATE,
        (true, true) => FOREVER,
        (true, false) => HOUR,
    };
    let (image, saved) = (served.image.id, order.download);
    let response = answer(method, request, served, order, cache).await?;
    // What the caller has already is no view, nor is a later part of what is being shown.
    if method == Method::GET && response.status() == StatusCode::OK {
        app.views.record(image, saved);
    }
    Ok(response)
}

/// Sends a picture under a rule for caches.
pub(crate) async fn answer(
    method: &Method,
    request: &HeaderMap,
    served: Served,
    order: &Order,
    cache: &str,
) -> ApiResult<Response> {
    let etag = format!("\"{}\"", served.version);
    let mut headers = HeaderMap::new();
    let mut set = |name: header::HeaderName, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            headers.append(name, value);
        }
    };
    set(header::ETAG, &etag);
    set(header::CACHE_CONTROL, cache);
    set(header::ACCEPT_RANGES, "bytes");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    if !served.is_public {
        set(header::VARY, "X-API-Key, X-User-Id");
    }
    if order.negotiated {
        set(header::VARY, "Accept");
    }
    let known = request.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let is_known = |tag: &str| tag.trim() == "*" || tag.trim().trim_start_matches("W/") == etag;
    if known.is_some_and(|list| list.split(',').any(is_known)) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    set(header::CONTENT_TYPE, served.mime_type);
    let name = format!("{}.{}", served.stem, served.extension);
    set(
        header::CONTENT_DISPOSITION,
        &disposition(if order.download { "attachment" } else { "inline" }, &name),
    );
    let size = match &served.body {
        Body::File(file) => file.size,
        Body::Bytes(bytes) => bytes.len() as u64,
    };
    let changed = request.get(header::IF_RANGE).and_then(|v| v.to_str().ok()).is_some_and(|tag| tag != etag);
    let (status, start, length) = match if changed { Part::Whole } else { part(request, size) } {
        Part::Whole => (StatusCode::OK, 0, size),
        Part::Range { start, end } => {
            set(header::CONTENT_RANGE, &format!("bytes {start}-{end}/{size}"));
            (StatusCode::PARTIAL_CONTENT, start, end - start + 1)
        }
        Part::Unsatisfiable => {
            set(header::CONTENT_RANGE, &format!("bytes */{size}"));
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response());
        }
    };
    set(header::CONTENT_LENGTH, &length.to_string());
    if method == Method::HEAD {
        return Ok((status, headers).into_response());
    }
    let body = match served.body {
        Body::Bytes(bytes) => {
            let start = usize::try_from(start).unwrap_or(0).min(bytes.len());
            let end = start.saturating_add(usize::try_from(length).unwrap_or(0)).min(bytes.len());
            HttpBody::from(bytes.slice(start..end))
        }
        Body::File(sendable) => {
            let mut file = tokio::fs::File::from_std(sendable.file);
            if start > 0 {
                file.seek(std::io::SeekFrom::Start(start)).await.map_err(Error::internal)?;
            }
            HttpBody::from_stream(ReaderStream::with_capacity(file.take(length), 64 * 1024))
        }
    };
    Ok((status, headers, body).into_response())
}

/// Our own drawings, 400×300.
const NOT_FOUND: &[u8] = include_bytes!("not_found.webp");
const DENIED: &[u8] = include_bytes!("permission_denied.webp");

/// The picture in place of one that is not to be seen.
pub(crate) fn fallback(method: &Method, why: Unseen) -> Response {
    let (bytes, word, cache) = match why {
        Unseen::NotFound => (NOT_FOUND, "not_found", "public, max-age=60"),
        Unseen::Denied => (DENIED, "permission_denied", "no-store"),
    };
    let body = if method == Method::HEAD { Bytes::new() } else { Bytes::from_static(bytes) };
    let mut response = HttpBody::from(body).into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "image/webp"),
        (header::CACHE_CONTROL, cache),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "x-image-fallback"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("x-image-fallback", HeaderValue::from_static(word));
    response
}
