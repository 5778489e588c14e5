//! `GET /assets/{id}/export`: a picture to order.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::App;
use calotype_core::assets::media::{self, ExportInput};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::auth::MediaViewer;
use crate::extract::{Path, Query};
use crate::library::error::{ApiResult, ErrorBody};
use crate::send::disposition;

/// What it shall be. Numbers are clamped; what cannot be read is the default.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Order {
    /// jpeg, jpg, png, webp or avif.
    format: Option<String>,
    /// 1 to 100; default: the encoder's own.
    #[param(value_type = Option<i64>)]
    quality: Option<String>,
    /// 0 to 60000; 0: unbounded.
    #[param(value_type = Option<i64>)]
    max_width: Option<String>,
    /// 0 to 60000; 0: unbounded.
    #[param(value_type = Option<i64>)]
    max_height: Option<String>,
    /// Name of the file; default: the original's.
    filename: Option<String>,
}

/// Makes a picture from the original: upright, never enlarged, with metadata and colour profile.
#[utoipa::path(get, path = "/assets/{id}/export", tag = "media", params(("id" = Uuid, Path), Order),
    responses((status = 200, content_type = "image/*", body = [u8]), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody), (status = 503, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn export(
    State(app): State<App>,
    MediaViewer(actor): MediaViewer,
    Path(id): Path<Uuid>,
    Query(order): Query<Order>,
) -> ApiResult<Response> {
    let number = |text: &Option<String>| text.as_deref().and_then(|t| t.parse::<i64>().ok());
    let input = ExportInput {
        format: order.format.clone(),
        quality: number(&order.quality).filter(|q| *q > 0),
        max_width: number(&order.max_width).unwrap_or(0),
        max_height: number(&order.max_height).unwrap_or(0),
        file_name: order.filename,
    };
    let exported = media::export(&app, &actor, id, &input).await?;
    let mut response = exported.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(exported.mime_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=0"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(value) = HeaderValue::from_str(&disposition("attachment", &exported.file_name)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
