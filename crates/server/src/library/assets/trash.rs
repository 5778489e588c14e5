//! `DELETE /assets/{id}` and `POST /assets/{id}/restore`.

use axum::extract::State;
use calotype_core::App;
use calotype_core::assets::edit;
use uuid::Uuid;

use crate::auth::Viewer;
use crate::extract::Path;
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::MessageResponse;

/// Moves an asset to the trash. Its file is removed after the retention the administrator set.
#[utoipa::path(delete, path = "/assets/{id}", tag = "assets", params(("id" = Uuid, Path)),
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn delete(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
) -> ApiResult<axum::Json<MessageResponse>> {
    edit::trash(&app, &actor, id).await?;
    Ok(MessageResponse::new("Moved to the trash."))
}

/// Takes an asset out of the trash.
#[utoipa::path(post, path = "/assets/{id}/restore", tag = "assets", params(("id" = Uuid, Path)),
    responses((status = 200, body = MessageResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn restore(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
) -> ApiResult<axum::Json<MessageResponse>> {
    edit::restore(&app, &actor, id).await?;
    Ok(MessageResponse::new("Restored."))
}
