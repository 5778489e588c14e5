//! A job as programs read it.

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::App;
use calotype_core::orders::Status;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::site::address;
use crate::upload::error;

/// When to look again, seconds.
pub(crate) const RETRY_AFTER: u64 = 2;

/// A job.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct JobStatus {
    /// `queued`, `processing`, `success`, `failed` or `cancelled`.
    status: String,
    /// Id.
    job_id: String,
    /// Seconds since 1970.
    created_at: i64,
    /// Seconds since 1970.
    updated_at: i64,
    /// Names this request.
    request_id: String,
    /// A sentence for people, while it is alive.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'static str>,
    /// When to look again, seconds, while it is alive.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
    /// Percent, while it is worked on; null where nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<Option<i64>>,
    /// What came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<JobResult>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    /// `message`: why it failed, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    details: Option<Value>,
    /// The HTTP status that fits the failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
}

/// The result of a piece of work, and what the work tells besides.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct JobResult {
    /// Request that ordered it.
    request_id: String,
    /// `success`.
    status: &'static str,
    /// Where the file is. Needs no key; signed again each time it is asked for.
    file: String,
    /// Beginning of a file of text.
    #[serde(skip_serializing_if = "Option::is_none")]
    preview: Option<String>,
    /// Media type of the file.
    content_type: String,
    /// Bytes of the file.
    size: i64,
    /// When the file goes, seconds since 1970.
    expires_at: i64,
    /// What the kind of work tells besides: `valid`, `problem`, `width`, `height`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    more: Map<String, Value>,
}

fn seconds(micros: i64) -> i64 {
    micros.div_euclid(1_000_000)
}

/// A job for an answer to this request.
pub(crate) fn job(app: &App, headers: &HeaderMap, request_id: &str, status: &Status) -> JobStatus {
    let order = &status.order;
    let message = match order.state.as_str() {
        "queued" => Some("The job waits for its turn."),
        "processing" => Some("The job is being worked on."),
        _ => None,
    };
    let failed = order.error.as_deref().map(error::words_of);
    JobStatus {
        status: order.state.clone(),
        job_id: order.id.to_string(),
        created_at: seconds(order.created_at),
        updated_at: seconds(order.updated_at),
        request_id: request_id.to_owned(),
        message,
        retry_after: message.map(|_| RETRY_AFTER),
        progress: (order.state == "processing").then_some(order.progress),
        result: result(app, headers, status),
        error: failed.map(|(_, word)| word),
        details: order.error_message.as_ref().map(|message| serde_json::json!({ "message": message })),
        http_status: failed.map(|(status, _)| status.as_u16()),
    }
}

/// The result of a job that has one and whose link was made.
pub(crate) fn result(app: &App, headers: &HeaderMap, status: &Status) -> Option<JobResult> {
    let (order, link) = (&status.order, status.link.as_ref()?);
    let file = if link.starts_with('/') { format!("{}{link}", address(app, headers)) } else { link.clone() };
    let more = match order.data.as_ref().map(|data| data.0.clone()) {
        Some(Value::Object(more)) => more,
        _ => Map::new(),
    };
    Some(JobResult {
        request_id: order.request_id.clone(),
        status: "success",
        file,
        preview: order.preview.clone(),
        content_type: order.result_type.clone().unwrap_or_default(),
        size: order.result_size.unwrap_or_default(),
        expires_at: seconds(order.expires_at.unwrap_or_default()),
        more,
    })
}

impl JobStatus {
    /// What the job failed with, as an answer of that status.
    pub(super) fn failure(&self) -> Option<Response> {
        let word = self.error?;
        let message = self.details.as_ref()?["message"].as_str()?.to_owned();
        Some(error::named(self.http_status?, word, message))
    }
}

/// The answer of a poll.
pub(super) fn answer(job: &JobStatus) -> Response {
    let mut answer = Json(job).into_response();
    if let Some(seconds) = job.retry_after {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}
