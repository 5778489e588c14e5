//! What the processing endpoints have in common: the input is the body itself, lies at an address, or in an upload.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest as _, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::orders::{self, NewOrder, Placed, Reference, Source, Work};
use calotype_core::{App, Error, access};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::upload::error::ApiResult;
use crate::upload::jobs::wire::{self, JobResult};
use crate::upload::key::Program;

/// Where the input is, for `x-source-type: url` and `file`.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct InputPlace {
    /// An address, `http` or `https`.
    url: Option<String>,
    /// Key of an upload in the bucket (`s3_key`).
    file: Option<String>,
    /// Id of an upload.
    upload_id: Option<String>,
}

/// An accepted job.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct JobAccepted {
    /// `queued`, or what the job is that the idempotency key stands for.
    status: String,
    /// Id.
    job_id: String,
    /// Names this request.
    request_id: String,
    /// Seconds since 1970.
    created_at: i64,
    /// When to look, seconds.
    retry_after: u64,
    /// Where to look.
    status_url: String,
}

/// Answers with the result of work on the body, or with the job that works on something else. The headers say which work;
/// they are read once it is known that the program may order any.
pub(super) async fn process(
    app: &App,
    program: Program,
    request: Request,
    work: impl FnOnce(&HeaderMap) -> Result<Work, Error> + Send,
) -> ApiResult<Response> {
    access::program(&program.actor, "upload:write")?;
    let headers = request.headers().clone();
    let work = &work(&headers)?;
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("\0"));
    let idempotency = text("idempotency-key");
    match text("x-source-type").unwrap_or("body") {
        "body" => {
            let input = orders::spool(app, &program.actor, request.into_body().into_data_stream()).await?;
            let placed =
                orders::direct(app, &program.actor, program.behalf, work, idempotency, input).await?;
            let fresh = placed.fresh;
            let answer = Json(done(app, &headers, &program, placed).await?).into_response();
            Ok(billed(answer, fresh))
        }
        kind @ ("url" | "file") => {
            let body =
                Bytes::from_request(request, &()).await.map_err(|e| unreadable().because(e.to_string()))?;
            let place: InputPlace = serde_json::from_slice(&body).map_err(|e| unreadable().because(e))?;
            let source = place.source(kind).ok_or_else(|| unreadable().field(kind, "missing"))?;
            let new = NewOrder { work, source, idempotency };
            let placed = orders::place(app, &program.actor, program.behalf, new).await?;
            Ok(accepted(placed, program.actor.request_id))
        }
        _ => Err(Error::invalid("invalid_source_type", "x-source-type is one of body, url, file.")
            .field("x-source-type", "invalid")
            .into()),
    }
}

fn unreadable() -> Error {
    Error::invalid("invalid_body", "The body is not the expected JSON.")
}

impl InputPlace {
    /// The place for a source of this type, `url` or `file`, when it is there.
    pub(crate) fn source(self, kind: &str) -> Option<Source> {
        match (kind, self) {
            ("url", Self { url: Some(url), .. }) => Some(Source::Url(url)),
            ("file", Self { upload_id: Some(id), .. }) => Some(Source::File(Reference::Upload(id))),
            ("file", Self { file: Some(key), .. }) => Some(Source::File(Reference::Key(key))),
            _ => None,
        }
    }
}

/// The result of work on the body. A key that stands for a job of another source must name a finished one.
async fn done(app: &App, headers: &HeaderMap, program: &Program, placed: Placed) -> Result<JobResult, Error> {
    let status = orders::issued(app, &program.actor, placed.order).await?;
    wire::result(app, headers, &status).ok_or_else(|| {
        Error::conflict("idempotency_conflict", "The idempotency key stands for a job that has no result.")
    })
}

fn accepted(placed: Placed, request_id: String) -> Response {
    let Placed { order, fresh } = placed;
    let status_url = format!("/status-api/{}", order.id);
    let location = HeaderValue::from_str(&status_url).unwrap_or(HeaderValue::from_static("/"));
    let body = JobAccepted {
        status: order.state,
        job_id: order.id.to_string(),
        request_id,
        created_at: order.created_at.div_euclid(1_000_000),
        retry_after: wire::RETRY_AFTER,
        status_url,
    };
    let headers = [(header::LOCATION, location), (header::RETRY_AFTER, HeaderValue::from(wire::RETRY_AFTER))];
    billed((StatusCode::ACCEPTED, headers, Json(body)).into_response(), fresh)
}

/// Each accepted piece of work is billed once.
fn billed(mut answer: Response, fresh: bool) -> Response {
    let word = if fresh { "true" } else { "false" };
    answer.headers_mut().insert("x-billable", HeaderValue::from_static(word));
    answer
}
