//! `GET /_blob/{token}`: a signed link to a result. No key is needed.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::{App, links};

use super::error::ApiResult;
use crate::bucket::send::{Attachment, send};

/// Sends what the link leads to, or the asked part of it. Never inline: this is our origin, and the content is anybody's.
pub(super) async fn get(
    State(app): State<App>,
    Path(token): Path<String>,
    method: Method,
    request: HeaderMap,
) -> ApiResult<Response> {
    let found = links::open(&app, &token).await?;
    let size = found.size;
    let attachment = Attachment {
        disposition: format!("attachment; filename=\"{}\"", found.filename),
        content_type: found.content_type,
        etag: found.etag,
        size,
        file: found.file,
    };
    match send(&method, &request, attachment).await? {
        Some(answer) => Ok(answer),
        None => {
            let range = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
            Ok((StatusCode::RANGE_NOT_SATISFIABLE, range).into_response())
        }
    }
}
