//! `PATCH` and `DELETE /images/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, images};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::wire::Image;
use crate::hosting::admin::wire::nullable;
use crate::hosting::caller::Program;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Json, Path};
use crate::hosting::wire::Done;
use crate::site::Site;

/// What changes; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UpdateImageRequest {
    /// In place of all tags.
    tags: Option<Vec<String>>,
    /// Null clears.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    description: Option<Option<String>>,
    is_private: Option<bool>,
}

/// Changes an image of the user.
#[utoipa::path(patch, path = "/images/{id}", tag = "images", operation_id = "update_image", params(("id" = Uuid, Path),
        ("X-User-Id" = Option<String>, Header, description = "The user, who must be its owner")),
    request_body = UpdateImageRequest,
    responses((status = 200, body = Image), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn update(
    State(app): State<App>,
    site: Site,
    Program(caller): Program,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateImageRequest>,
) -> ApiResult<Answer<Image>> {
    let patch = images::Patch {
        original_name: None,
        tags: request.tags,
        description: request.description,
        is_private: request.is_private,
    };
    Ok(Answer(Image::new(&site, images::update(&app, &caller, id, &patch).await?)))
}

/// Deletes an image with everything that refers to it. A user who is named must be its owner.
#[utoipa::path(delete, path = "/images/{id}", tag = "images", operation_id = "delete_image", params(("id" = Uuid, Path),
        ("X-User-Id" = Option<String>, Header, description = "The user, who must be its owner")),
    responses((status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn delete(
    State(app): State<App>,
    Program(caller): Program,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<Done>> {
    images::delete(&app, &caller, id).await?;
    Ok(Done::new("The image is deleted."))
}
