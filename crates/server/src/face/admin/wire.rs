//! Shapes of the administration.

use axum::http::header;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use calotype_core::Error;
use calotype_core::faces::{self, Details, Run};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::face::error::ApiResult;
use crate::face::wire::{status, time};
use crate::site::whole;

/// A kept picture.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoredImageResponse)]
pub(super) struct StoredImage {
    id: Uuid,
    /// Name it came with.
    filename: String,
    content_type: String,
    size_bytes: i64,
    width: i64,
    height: i64,
    /// A signed link, good for an hour unless the operator says otherwise.
    original_url: String,
    /// The newest finished masked picture.
    processed_url: Option<String>,
    /// Jobs on it.
    job_count: i64,
    #[schema(format = DateTime)]
    created_at: String,
}

impl StoredImage {
    pub(super) fn of(details: &Details, site: &str) -> Self {
        let image = &details.image;
        Self {
            id: image.id,
            filename: image.filename.clone(),
            content_type: image.content_type.clone(),
            size_bytes: image.size,
            width: image.width,
            height: image.height,
            original_url: whole(site, &details.original),
            processed_url: details.processed.as_ref().map(|link| whole(site, link)),
            job_count: image.run_count,
            created_at: time(image.created_at),
        }
    }
}

/// A kept picture with its jobs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoredImageDetailResponse)]
pub(super) struct StoredImageDetail {
    #[serde(flatten)]
    image: StoredImage,
    /// Newest first.
    jobs: Vec<Job>,
}

impl StoredImageDetail {
    pub(super) fn of(details: &Details, jobs: Vec<Job>, site: &str) -> Self {
        Self { image: StoredImage::of(details, site), jobs }
    }
}

/// A look at a picture.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobResponse)]
pub(super) struct Job {
    id: Uuid,
    /// Its picture; null until one that was ordered from elsewhere has come.
    image_id: Option<Uuid>,
    /// The request that asked.
    request_id: String,
    /// `detect` or `mask`.
    job_type: String,
    /// `gaussian`, `pixelate` or `solid`; null for detect.
    method: Option<String>,
    /// `queued`, `processing`, `completed` or `failed`.
    status: &'static str,
    /// 0 until it has ended.
    face_count: i64,
    /// Time of the model.
    inference_ms: Option<f64>,
    /// Time of everything.
    total_ms: Option<f64>,
    /// Name of the picture.
    filename: String,
    /// The masked picture.
    processed_url: Option<String>,
    /// Why it failed.
    error: Option<String>,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    completed_at: Option<String>,
}

fn milliseconds(micros: i64) -> f64 {
    faces::describe::round(micros as f64 / 1000.0, 2)
}

impl Job {
    pub(super) fn of(run: &Run, link: Option<&str>, site: &str) -> Self {
        Self {
            id: run.id,
            image_id: run.asset_id,
            request_id: run.request_id.clone(),
            job_type: run.kind.clone(),
            method: run.method.clone(),
            status: status(&run.state),
            face_count: run.face_count,
            inference_ms: run.inference_us.map(milliseconds),
            total_ms: run.total_us.map(milliseconds),
            filename: run.filename.clone(),
            processed_url: link.map(|link| whole(site, link)),
            error: run.error.clone(),
            created_at: time(run.created_at),
            completed_at: run.completed_at.map(time),
        }
    }
}

/// A look at a picture, with everything that was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobDetailResponse)]
pub(super) struct JobDetail {
    #[serde(flatten)]
    job: Job,
    /// `width`, `height`, `channels` and `size_bytes` of the picture; null until it has come.
    #[schema(value_type = Option<crate::face::schema::ImageInfo>)]
    image: Value,
    #[schema(value_type = Vec<crate::face::schema::Detection>)]
    detections: Vec<Value>,
    /// Everything that was asked for, defaults included.
    #[schema(value_type = Object)]
    parameters: Value,
    /// Empty until it has ended.
    model: String,
    /// A signed link; null until the picture has come.
    original_url: Option<String>,
    /// What a second look at the masked picture found; null where none was asked for.
    #[schema(value_type = Option<crate::face::schema::Certificate>)]
    certificate: Value,
}

impl JobDetail {
    pub(super) fn of(details: &faces::RunDetails, site: &str) -> Self {
        let run = &details.run;
        let side = |side: i64| u32::try_from(side).unwrap_or(0);
        let size = details.image.as_ref().map_or((0, 0), |image| (side(image.width), side(image.height)));
        let image = details.image.as_ref().map_or(Value::Null, |image| {
            let channels = u64::try_from(run.channels.unwrap_or(0)).unwrap_or(0);
            faces::describe::image(size, channels, u64::try_from(image.size).unwrap_or(0))
        });
        let found: Vec<faces::Detection> = run
            .faces
            .as_ref()
            .and_then(|faces| serde_json::from_value(faces.0.clone()).ok())
            .unwrap_or_default();
        let certificate: Option<faces::Certificate> = run
            .certificate
            .as_ref()
            .and_then(|certificate| serde_json::from_value(certificate.0.clone()).ok());
        Self {
            job: Job::of(run, details.processed.as_deref(), site),
            image,
            detections: faces::describe::detections(&found, size),
            parameters: run.parameters.0.clone(),
            model: run.model.clone().unwrap_or_default(),
            original_url: details.original.as_ref().map(|link| whole(site, link)),
            certificate: certificate
                .map_or(Value::Null, |certificate| faces::describe::certificate(&certificate, size)),
        }
    }
}

/// Leads to bytes: exactly 302, nothing kept by caches.
pub(super) fn lead(site: &str, link: &str) -> ApiResult<Response> {
    let location = HeaderValue::from_str(&whole(site, link)).map_err(Error::internal)?;
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::FOUND, headers).into_response())
}
