//! `OPTIONS`: what is spoken here.

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use calotype_core::App;
use calotype_core::deposits::resume::Algorithm;

use super::headers::{VERSION, VERSIONS};

/// Versions, extensions, the largest file, and the checksums that are understood.
#[utoipa::path(options, path = "/upload-api/tus", tag = "resumable", responses((status = 204)))]
pub(super) async fn describe(State(app): State<App>) -> Response {
    let algorithms = Algorithm::ALL.map(|(name, _)| name).join(",");
    let headers = [
        (VERSIONS, VERSION),
        (
            HeaderName::from_static("tus-extension"),
            HeaderValue::from_static("creation,expiration,checksum,termination"),
        ),
        (HeaderName::from_static("tus-max-size"), HeaderValue::from(app.config.deposits.max_resumable_bytes)),
        (
            HeaderName::from_static("tus-checksum-algorithm"),
            HeaderValue::from_str(&algorithms).unwrap_or(HeaderValue::from_static("sha1")),
        ),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// The same for one upload.
#[utoipa::path(options, path = "/upload-api/tus/{id}", tag = "resumable",
    params(("id" = String, Path, description = "Id of the upload")), responses((status = 204)))]
pub(super) async fn describe_one(app: State<App>, _id: Path<String>) -> Response {
    describe(app).await
}
