//! `/api/v1/admin/images`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use calotype_core::{App, faces};

use super::wire::{Job, StoredImage, StoredImageDetail, lead};
use crate::face::caller::Keeper;
use crate::face::error::{ApiResult, ErrorBody};
use crate::face::wire::{Id, Paginated, Paging};
use crate::site;

/// Kept pictures, newest first.
#[utoipa::path(get, path = "/images", tag = "administration", operation_id = "face_images",
    params(("page" = Option<i64>, Query, description = "From 1", minimum = 1), ("per_page" = Option<i64>, Query, description = "1 to 100; 20 unless said", minimum = 1, maximum = 100)),
    responses((status = 200, body = Paginated<StoredImage>), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody),
        (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Keeper(actor): Keeper,
    Paging(page): Paging,
    headers: HeaderMap,
) -> ApiResult<Json<Paginated<StoredImage>>> {
    let (images, total) = faces::list(&app, &actor, page).await?;
    let site = site::address(&app, &headers);
    let items = images.iter().map(|image| StoredImage::of(image, &site)).collect();
    Ok(Json(Paginated::new(items, total, page)))
}

/// A kept picture and every job on it.
#[utoipa::path(get, path = "/images/{image_id}", tag = "administration", operation_id = "face_image",
    params(("image_id" = uuid::Uuid, Path)),
    responses((status = 200, body = StoredImageDetail), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 422, body = ErrorBody), (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Keeper(actor): Keeper,
    Id(id): Id,
    headers: HeaderMap,
) -> ApiResult<Json<StoredImageDetail>> {
    let (details, runs) = faces::get(&app, &actor, id).await?;
    let site = site::address(&app, &headers);
    let mut jobs = Vec::with_capacity(runs.len());
    for run in &runs {
        jobs.push(Job::of(run, faces::link_of(&app, run).await?.as_deref(), &site));
    }
    Ok(Json(StoredImageDetail::of(&details, jobs, &site)))
}

/// Removes a picture, its jobs and everything they made.
#[utoipa::path(delete, path = "/images/{image_id}", tag = "administration", operation_id = "face_image_delete",
    params(("image_id" = uuid::Uuid, Path)),
    responses((status = 204), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 422, body = ErrorBody), (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn delete(
    State(app): State<App>,
    Keeper(actor): Keeper,
    Id(id): Id,
) -> ApiResult<StatusCode> {
    faces::delete(&app, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leads to the picture as it came.
#[utoipa::path(get, path = "/images/{image_id}/download", tag = "administration", operation_id = "face_image_download",
    params(("image_id" = uuid::Uuid, Path)),
    responses((status = 302, description = "To a signed link, which needs no credential"), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 422, body = ErrorBody), (status = 501, body = ErrorBody)),
    security(("basic" = []), ("cookie" = []), ("bearer" = []), ("key" = [])))]
pub(super) async fn download(
    State(app): State<App>,
    Keeper(actor): Keeper,
    Id(id): Id,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let link = faces::link_to_original(&app, &actor, id).await?;
    lead(&site::address(&app, &headers), &link)
}
