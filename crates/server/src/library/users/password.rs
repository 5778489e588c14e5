//! `PATCH /users/me/password`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, users};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::auth::Member;
use crate::extract::Json;
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::{SuccessResponse, filled};

/// The old password and the new one.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ChangePasswordRequestDTO)]
pub(super) struct ChangePasswordRequest {
    #[serde(deserialize_with = "filled")]
    current_password: String,
    /// 10 to 72 bytes with a lower-case letter, an upper-case letter and a digit.
    #[serde(deserialize_with = "filled")]
    #[schema(min_length = 6)]
    new_password: String,
}

/// Changes the caller's password and ends all their logins: the access tokens live on until they expire.
#[utoipa::path(patch, path = "/users/me/password", tag = "users", request_body = ChangePasswordRequest,
    responses((status = 200, body = SuccessResponse), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody, description = "No login, or the current password is wrong"),
        (status = 409, body = ErrorBody), (status = 429, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn change(
    State(app): State<App>,
    Member(actor): Member,
    Json(request): Json<ChangePasswordRequest>,
) -> ApiResult<Answer<SuccessResponse>> {
    users::change_password(&app, &actor, request.current_password, request.new_password).await?;
    Ok(SuccessResponse::new("The password was changed. Log in again."))
}
