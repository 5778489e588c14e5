//! `GET` and `HEAD /_blob/{token}`: signed links to objects. The token is the credential.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use axum::routing::get;
use calotype_core::assets::media::Sendable;
use calotype_core::{App, links};

use crate::library::error::ApiResult;
use crate::library::media::send::{Cache, disposition, send};

/// The route. It is no part of a documented API: links are made by calotype and opaque to everybody else.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/_blob/{token}", get(open))
}

async fn open(
    State(app): State<App>,
    Path(token): Path<String>,
    method: Method,
    request: HeaderMap,
) -> ApiResult<Response> {
    let found = links::open(&app, &token).await?;
    let named = disposition(found.disposition.as_str(), &found.filename);
    let cache = format!("private, max-age={}", found.left.as_secs());
    let sendable = Sendable {
        file: found.file,
        size: found.size,
        mime_type: found.content_type,
        file_name: found.filename,
        version: found.version,
    };
    let mut response = send(&method, &request, sendable, Cache::Day).await?;
    let headers = response.headers_mut();
    // What the link says goes before what the library would say.
    for (name, text) in [(header::CONTENT_DISPOSITION, named), (header::CACHE_CONTROL, cache)] {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    }
    Ok(response)
}
