//! `GET` and `HEAD /_blob/{token}`: signed links to objects. The token is the credential.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use axum::routing::get;
use calotype_core::content::Content;
use calotype_core::{App, links};

use crate::library::error::ApiResult;
use crate::send::{Outgoing, send};

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
    let cache = format!("private, max-age={}", found.left.as_secs());
    let outgoing = Outgoing {
        content: Content::File(found.file, found.size),
        version: &found.version,
        mime_type: &found.content_type,
        file_name: &found.filename,
        disposition: found.disposition.as_str(),
        cache: &cache,
    };
    Ok(send(&method, &request, outgoing).await?)
}
