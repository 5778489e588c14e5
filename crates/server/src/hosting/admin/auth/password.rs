//! `POST /admin/auth/me/change-password`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, admins};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::hosting::admin::caller::Portal;
use crate::hosting::admin::wire::Message;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::Json;

/// The old password and the new one, twice.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChangePasswordRequest {
    current_password: String,
    /// 8 to 128 characters.
    #[schema(min_length = 8, max_length = 128)]
    new_password: String,
    confirm_password: String,
}

/// Changes the caller's password. All their other sessions end.
#[utoipa::path(post, path = "/auth/me/change-password", tag = "admin sessions", operation_id = "admin_change_password",
    request_body = ChangePasswordRequest,
    responses((status = 200, body = Message), (status = 400, body = ErrorBody, description = "The current password is wrong, the repetition differs or the new one is too short"),
        (status = 401, body = ErrorBody), (status = 429, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn change(
    State(app): State<App>,
    Portal(actor): Portal,
    Json(request): Json<ChangePasswordRequest>,
) -> ApiResult<Answer<Message>> {
    let change = admins::PasswordChange {
        current: request.current_password,
        new: request.new_password,
        confirmation: request.confirm_password,
    };
    admins::change_password(&app, &actor, change).await?;
    Ok(Message::new("The password was changed. Other sessions have ended."))
}
