//! `GET /admin/admins`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, admins};

use crate::hosting::admin::caller::Portal;
use crate::hosting::admin::wire::AdminProfile;
use crate::hosting::error::{ApiResult, ErrorBody};

/// All administrators, oldest first.
#[utoipa::path(get, path = "/admins", tag = "admin accounts", operation_id = "admin_list_admins",
    responses((status = 200, body = Vec<AdminProfile>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)),
    security(("admin" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Portal(actor): Portal,
) -> ApiResult<Answer<Vec<AdminProfile>>> {
    let admins = admins::list(&app, &actor).await?;
    Ok(Answer(admins.into_iter().map(AdminProfile::from).collect()))
}
