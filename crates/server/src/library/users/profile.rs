//! `PATCH /users/me/profile`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::users::Profile;
use calotype_core::{App, users};
use serde::Deserialize;
use utoipa::ToSchema;

use super::wire::{User, avatar};
use crate::auth::Member;
use crate::extract::Json;
use crate::library::error::{ApiResult, ErrorBody};

/// What to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = UpdateOwnProfileRequestDTO)]
pub(super) struct UpdateOwnProfileRequest {
    /// Empty: the user name is shown.
    #[schema(max_length = 64)]
    display_name: Option<String>,
    /// Id of one of the caller's photos; empty clears.
    avatar_asset_id: Option<String>,
}

/// Changes the caller's own profile.
#[utoipa::path(patch, path = "/users/me/profile", tag = "users", request_body = UpdateOwnProfileRequest,
    responses((status = 200, body = User), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn update(
    State(app): State<App>,
    Member(actor): Member,
    Json(request): Json<UpdateOwnProfileRequest>,
) -> ApiResult<Answer<User>> {
    let profile =
        Profile { display_name: request.display_name, avatar: avatar(request.avatar_asset_id.as_deref())? };
    Ok(Answer(users::update_profile(&app, &actor, profile).await?.into()))
}
