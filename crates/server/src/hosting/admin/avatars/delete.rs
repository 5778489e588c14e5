//! `DELETE /admin/avatars/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::avatars::portal;
use uuid::Uuid;

use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::Path;
use crate::hosting::wire::Done;

/// Deletes an avatar, by the id of its picture.
#[utoipa::path(delete, path = "/avatars/{id}", tag = "admin avatars", operation_id = "admin_delete_avatar", params(("id" = Uuid, Path)),
    responses((status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn delete(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<Done>> {
    portal::delete(&app, &actor, id).await?;
    Ok(Done::new("The avatar is deleted."))
}
