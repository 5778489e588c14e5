//! The web app, embedded in the binary.
//!
//! Files are built with `.br` and `.gz` beside them; names under `assets/` carry a hash and never change. Client routes
//! answer with the one page, but only to who asks for HTML, and never under `/api`.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::library::error::ApiError;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

/// Nothing but our own files; inline styles because the component library positions with them.
const POLICY: &str = "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; \
    style-src 'self' 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Answers what no route does: a file of the app, the app's page for people, 404 for everybody else.
pub(crate) async fn fallback(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let readable = matches!(*request.method(), Method::GET | Method::HEAD);
    let reserved =
        ["api", "docs", "openapi"].iter().any(|p| path == *p || path.starts_with(&format!("{p}/")))
            || path.starts_with('_');
    if readable && !reserved {
        if !path.is_empty()
            && let Some(answer) = file(path, request.headers())
        {
            return answer;
        }
        let wants_page = request
            .headers()
            .get(header::ACCEPT)
            .and_then(|v| v.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"));
        if wants_page {
            return file("index.html", request.headers()).unwrap_or_else(missing_app);
        }
    }
    ApiError(calotype_core::Error::not_found("not_found", "There is nothing at this address."))
        .into_response()
}

/// A file in the best encoding the caller takes.
fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let plain = Dist::get(path)?;
    let (file, encoding) = [("br", ".br"), ("gzip", ".gz")]
        .iter()
        .find_map(|(name, suffix)| {
            let wanted = accepted.split(',').any(|a| a.split(';').next().is_some_and(|a| a.trim() == *name));
            wanted.then(|| Dist::get(&format!("{path}{suffix}")).map(|f| (f, Some(*name)))).flatten()
        })
        .unwrap_or((plain, None));
    Some(send(path, headers, file, encoding))
}

fn send(path: &str, request: &HeaderMap, file: EmbeddedFile, encoding: Option<&'static str>) -> Response {
    let hash: String = file.metadata.sha256_hash()[..12].iter().map(|b| format!("{b:02x}")).collect();
    let etag = format!("\"{hash}\"");
    let mut headers = HeaderMap::new();
    let mut set = |name, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            headers.insert(name, value);
        }
    };
    set(header::ETAG, &etag);
    set(header::VARY, "Accept-Encoding");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    set(header::CACHE_CONTROL, cache);
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    if request
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|known| known.contains(&etag))
    {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    set(header::CONTENT_TYPE, content_type(path));
    if let Some(encoding) = encoding {
        set(header::CONTENT_ENCODING, encoding);
    }
    (headers, file.data.into_owned()).into_response()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The binary was built without the web app.
fn missing_app() -> Response {
    const PAGE: &str = "<!doctype html><meta charset=utf-8><title>calotype</title><p>This calotype was built without \
        its web app. The API works; its documentation is at <a href=/docs>/docs</a>.";
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], PAGE).into_response()
}
