//! Pictures on their way out: how long and by whom they may be kept, and the pictures that say that there is nothing to
//! see.

use axum::body::Body as HttpBody;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use calotype_core::App;
use calotype_core::images::{Served, Unseen};

use crate::hosting::error::ApiResult;
use crate::send::{self, Outgoing};

/// What a request asks for.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// A file to be saved.
    pub(crate) download: bool,
    /// JSON in place of the picture.
    pub(crate) info: bool,
    /// The address changes with the picture, so it may be kept for ever.
    pub(crate) pinned: bool,
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
    let outgoing = Outgoing {
        content: served.content,
        version: &served.version,
        mime_type: served.mime_type,
        file_name: &served.file_name,
        disposition: if order.download { "attachment" } else { "inline" },
        cache,
    };
    let mut response = send::send(method, request, outgoing).await?;
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if !served.is_public {
        headers.append(header::VARY, HeaderValue::from_static("X-API-Key, X-User-Id"));
    }
    if served.negotiated {
        headers.append(header::VARY, HeaderValue::from_static("Accept"));
    }
    Ok(response)
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
