//! `PATCH /users/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::users::Patch;
use calotype_core::{App, Error, Role, users};
use serde::Deserialize;
use utoipa::ToSchema;

use super::wire::{User, avatar};
use crate::auth::Admin;
use crate::extract::{Json, Path};
use crate::library::error::{ApiResult, ErrorBody};

/// What to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = AdminUpdateUserRequestDTO)]
pub(super) struct AdminUpdateUserRequest {
    username: Option<String>,
    /// Empty: the user name is shown.
    #[schema(max_length = 64)]
    display_name: Option<String>,
    /// Id of a photo; empty clears.
    avatar_asset_id: Option<String>,
    /// `admin` or `user`.
    role: Option<String>,
    /// An inactive account cannot log in, and its tokens stop working.
    is_active: Option<bool>,
}

/// Changes an account. The last active administrator can be neither demoted nor deactivated.
#[utoipa::path(patch, path = "/users/{id}", tag = "users", params(("id" = i64, Path)), request_body = AdminUpdateUserRequest,
    responses((status = 200, body = User), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn update(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<i64>,
    Json(request): Json<AdminUpdateUserRequest>,
) -> ApiResult<Answer<User>> {
    let role = match request.role.as_deref() {
        None => None,
        Some(word) => Some(
            Role::parse(word).ok_or_else(|| Error::invalid("invalid_role", "A role is admin or user."))?,
        ),
    };
    let patch = Patch {
        username: request.username,
        display_name: request.display_name,
        avatar: avatar(request.avatar_asset_id.as_deref())?,
        role,
        is_active: request.is_active,
    };
    Ok(Answer(users::update(&app, &actor, id, patch).await?.into()))
}
