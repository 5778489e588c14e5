//! Pictures that do not come with the request: `x-source-type: url` or `file`. The answer is a job, which is seen in the status
//! of the upload API and in the job list of this one.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest as _, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::deposits::Behalf;
use calotype_core::faces::Wish;
use calotype_core::orders::{self, NewOrder, Work};
use calotype_core::{Actor, App};
use serde_json::json;

use super::error::{ApiError, ApiResult, Problem};
use super::wire::time;
use crate::upload::processing::source::InputPlace;

/// Where a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// At an address.
    Url,
    /// In an upload.
    File,
}

/// What the header says; `None`: the picture comes with the request.
pub(super) fn kind(headers: &HeaderMap) -> Result<Option<Kind>, ApiError> {
    match headers.get("x-source-type").map(|value| value.to_str().unwrap_or("\0").trim()) {
        None | Some("body") => Ok(None),
        Some("url") => Ok(Some(Kind::Url)),
        Some("file") => Ok(Some(Kind::File)),
        Some(_) => {
            let problem =
                Problem::new("header", "x-source-type", "Input should be one of body, url, file", "enum");
            Err(problem.into())
        }
    }
}

/// Places the order.
pub(super) async fn order(
    app: &App,
    actor: &Actor,
    kind: Kind,
    wish: Wish,
    request: Request,
) -> ApiResult<Response> {
    let idempotency =
        request.headers().get("idempotency-key").map(|key| key.to_str().unwrap_or("\0").to_owned());
    let unreadable = || Problem::new("body", "url", "The body should be a JSON object", "json_invalid");
    let body = Bytes::from_request(request, &()).await.map_err(|_| unreadable())?;
    let place: InputPlace = serde_json::from_slice(&body).map_err(|_| unreadable())?;
    let (kind, field) = match kind {
        Kind::Url => ("url", "url"),
        Kind::File => ("file", "upload_id"),
    };
    let missing = || Problem::new("body", field, "Field required", "missing");
    let source = place.source(kind).ok_or_else(missing)?;
    let work = Work::Faces(wish);
    let new = NewOrder { work: &work, source, idempotency: idempotency.as_deref() };
    let placed = orders::place(app, actor, Behalf::Own, new).await?;
    let status_url = format!("/status-api/{}", placed.order.id);
    let headers = [
        (header::LOCATION, HeaderValue::from_str(&status_url).unwrap_or(HeaderValue::from_static("/"))),
        (header::RETRY_AFTER, HeaderValue::from(1)),
    ];
    let body = json!({
        "request_id": actor.request_id,
        "job_id": placed.order.id,
        "image_id": null,
        "status": super::wire::status(&placed.order.state),
        "status_url": status_url,
        "created_at": time(placed.order.created_at),
    });
    Ok((StatusCode::ACCEPTED, headers, Json(body)).into_response())
}
