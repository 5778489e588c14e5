//! `GET /admin/images/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::images::portal;
use uuid::Uuid;

use super::wire::AdminImage;
use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::Path;
use crate::site::Site;

/// One image.
#[utoipa::path(get, path = "/images/{id}", tag = "admin images", operation_id = "admin_get_image", params(("id" = Uuid, Path)),
    responses((status = 200, body = AdminImage), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    site: Site,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<AdminImage>> {
    Ok(Answer(AdminImage::new(&site, portal::get(&app, &actor, id).await?)))
}
