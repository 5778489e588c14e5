//! `GET` and `PUT /assets/{id}/sidecar`: the XMP sidecar of a photo.

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use calotype_core::assets::sidecar;
use calotype_core::{App, Error};
use uuid::Uuid;

use crate::auth::Viewer;
use crate::extract::Path;
use crate::library::error::{ApiError, ApiResult, ErrorBody};
use crate::library::wire::MessageResponse;

/// The XMP sidecar that was sent for an asset, byte for byte.
#[utoipa::path(get, path = "/assets/{id}/sidecar", tag = "assets", params(("id" = Uuid, Path)), operation_id = "get_sidecar",
    responses((status = 200, body = String, content_type = "application/rdf+xml"), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
) -> ApiResult<Response> {
    let xmp = sidecar::get(&app, &actor, id).await?;
    // Somebody else's XML is never shown as a page of ours.
    let headers = [
        (header::CONTENT_TYPE, "application/rdf+xml"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"sidecar.xmp\""),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, xmp).into_response())
}

/// Keeps an XMP sidecar of an asset and has its metadata read again. The body is the sidecar as it is, at most 512 KiB.
#[utoipa::path(put, path = "/assets/{id}/sidecar", tag = "assets", params(("id" = Uuid, Path)), operation_id = "put_sidecar",
    request_body(content = String, content_type = "application/rdf+xml"),
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 413, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn put(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
    body: Body,
) -> ApiResult<axum::Json<MessageResponse>> {
    calotype_core::access::user(&actor)?;
    let xmp = axum::body::to_bytes(body, sidecar::LONGEST).await.map_err(|error| {
        ApiError(Error::too_large("sidecar_too_large", "A sidecar has at most 512 KiB.").because(error))
    })?;
    sidecar::put(&app, &actor, id, xmp.to_vec()).await?;
    Ok(MessageResponse::new("The sidecar is kept and will be read."))
}
