//! `GET` and `HEAD /_s3/{bucket}/{key}`: presigned links.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::response::Response;
use calotype_core::bucket::presign::Asked;
use calotype_core::bucket::{Refusal, Why};
use calotype_core::{App, deposits};

use super::error::BucketError;
use super::send::{Attachment, send};
use crate::library::media::send::disposition;

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
    let wanted = |name: &str| query.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone());
    let theirs =
        wanted("response-content-disposition").filter(|text| text.trim_start().starts_with("attachment"));
    let attachment = Attachment {
        disposition: theirs.unwrap_or_else(|| disposition("attachment", &found.filename)),
        content_type: wanted("response-content-type").unwrap_or(found.content_type),
        etag: found.etag,
        size: found.size,
        file: found.file,
    };
    let sent = send(&method, &request, attachment).await.map_err(Refusal::from)?;
    sent.ok_or_else(|| Refusal::new(Why::InvalidRange, "The range lies outside the object.").into())
}
