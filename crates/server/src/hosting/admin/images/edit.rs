//! `PATCH` and `DELETE /admin/images/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::images::{Patch, portal};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::wire::AdminImage;
use crate::hosting::admin::caller::Portal;
use crate::hosting::admin::wire::nullable;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Json, Path};
use crate::hosting::wire::Done;
use crate::site::Site;

/// What changes; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AdminUpdateImageRequest)]
pub(super) struct UpdateImageRequest {
    /// 1 to 255 characters.
    #[schema(min_length = 1, max_length = 255)]
    original_name: Option<String>,
    is_private: Option<bool>,
    /// In place of all tags.
    tags: Option<Vec<String>>,
    /// At most 1000 characters; null clears.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    description: Option<Option<String>>,
}

/// Changes an image.
#[utoipa::path(patch, path = "/images/{id}", tag = "admin images", operation_id = "admin_update_image", params(("id" = Uuid, Path)),
    request_body = UpdateImageRequest,
    responses((status = 200, body = AdminImage), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn update(
    State(app): State<App>,
    site: Site,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateImageRequest>,
) -> ApiResult<Answer<AdminImage>> {
    let patch = Patch {
        original_name: request.original_name,
        tags: request.tags,
        description: request.description,
        is_private: request.is_private,
    };
    Ok(Answer(AdminImage::new(&site, portal::update(&app, &actor, id, &patch).await?)))
}

/// Deletes an image with everything that refers to it.
#[utoipa::path(delete, path = "/images/{id}", tag = "admin images", operation_id = "admin_delete_image", params(("id" = Uuid, Path)),
    responses((status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn delete(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<Done>> {
    portal::delete(&app, &actor, id).await?;
    Ok(Done::new("The image is deleted."))
}
