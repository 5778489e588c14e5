//! `PUT /assets/{id}` and its parts: rating, like, both, description.

use axum::extract::State;
use calotype_core::App;
use calotype_core::assets::edit;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::specific::SpecificMetadata;
use crate::auth::Viewer;
use crate::extract::{Json, Path};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::MessageResponse;

type Done = ApiResult<axum::Json<MessageResponse>>;

/// New metadata.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UpdateAssetRequestDTO {
    /// Replaces the stored object.
    #[serde(default)]
    #[schema(value_type = SpecificMetadata)]
    specific_metadata: serde_json::Value,
}

/// Replaces the metadata; time taken and position follow from it.
#[utoipa::path(put, path = "/assets/{id}", tag = "assets", params(("id" = Uuid, Path)), request_body = UpdateAssetRequestDTO,
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn put(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateAssetRequestDTO>,
) -> Done {
    edit::replace_metadata(&app, &actor, id, request.specific_metadata).await?;
    Ok(MessageResponse::new("The metadata was updated."))
}

/// A rating.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct UpdateRatingRequestDTO {
    /// 0 to 5.
    rating: i64,
}

/// Sets the rating.
#[utoipa::path(put, path = "/assets/{id}/rating", tag = "assets", params(("id" = Uuid, Path)), request_body = UpdateRatingRequestDTO,
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn rating(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateRatingRequestDTO>,
) -> Done {
    edit::rate(&app, &actor, id, request.rating).await?;
    Ok(MessageResponse::new("The rating was saved."))
}

/// A favourite mark.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct UpdateLikeRequestDTO {
    /// Favourite or not.
    liked: bool,
}

/// Sets or clears the favourite mark.
#[utoipa::path(put, path = "/assets/{id}/like", tag = "assets", params(("id" = Uuid, Path)), request_body = UpdateLikeRequestDTO,
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn like(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateLikeRequestDTO>,
) -> Done {
    edit::like(&app, &actor, id, request.liked).await?;
    Ok(MessageResponse::new("The favourite mark was saved."))
}

/// A rating and a favourite mark.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct UpdateRatingAndLikeRequestDTO {
    /// 0 to 5.
    rating: i64,
    /// Favourite or not.
    liked: bool,
}

/// Sets rating and favourite mark together.
#[utoipa::path(put, path = "/assets/{id}/rating-and-like", tag = "assets", params(("id" = Uuid, Path)), request_body = UpdateRatingAndLikeRequestDTO,
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn rating_and_like(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateRatingAndLikeRequestDTO>,
) -> Done {
    edit::rate_and_like(&app, &actor, id, request.rating, request.liked).await?;
    Ok(MessageResponse::new("The rating and the favourite mark were saved."))
}

/// A description.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct UpdateDescriptionRequestDTO {
    /// Empty is allowed.
    description: String,
}

/// Sets the description.
#[utoipa::path(put, path = "/assets/{id}/description", tag = "assets", params(("id" = Uuid, Path)), request_body = UpdateDescriptionRequestDTO,
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn description(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateDescriptionRequestDTO>,
) -> Done {
    edit::describe(&app, &actor, id, &request.description).await?;
    Ok(MessageResponse::new("The description was saved."))
}
