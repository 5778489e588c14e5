//! `PATCH` and `DELETE /admin/albums/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::albums::hosted::portal;
use uuid::Uuid;

use super::wire::AdminAlbum;
use crate::hosting::admin::caller::Portal;
use crate::hosting::albums::edit::UpdateAlbumRequest;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Json, Path};
use crate::hosting::wire::Done;
use crate::site::Site;

/// Changes an album.
#[utoipa::path(patch, path = "/albums/{id}", tag = "admin albums", operation_id = "admin_update_album", params(("id" = Uuid, Path)),
    request_body = UpdateAlbumRequest,
    responses((status = 200, body = AdminAlbum), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 409, body = ErrorBody, description = "Another album of the client has the id")),
    security(("admin" = [])))]
pub(super) async fn update(
    State(app): State<App>,
    site: Site,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
    Json(request): Json<UpdateAlbumRequest>,
) -> ApiResult<Answer<AdminAlbum>> {
    Ok(Answer(AdminAlbum::new(&site, portal::update(&app, &actor, id, &request.into()).await?)))
}

/// Deletes an album with its tokens. Its images stay.
#[utoipa::path(delete, path = "/albums/{id}", tag = "admin albums", operation_id = "admin_delete_album", params(("id" = Uuid, Path)),
    responses((status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn delete(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<Done>> {
    portal::delete(&app, &actor, id).await?;
    Ok(Done::new("The album is deleted; its images stay."))
}
