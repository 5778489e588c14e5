//! `GET` and `PATCH /admin/auth/me`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, admins};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::hosting::admin::caller::Portal;
use crate::hosting::admin::wire::{AdminProfile, nullable};
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::Json;

/// The caller's own account.
#[utoipa::path(get, path = "/auth/me", tag = "admin sessions", operation_id = "admin_me",
    responses((status = 200, body = AdminProfile), (status = 401, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn get(State(app): State<App>, Portal(actor): Portal) -> ApiResult<Answer<AdminProfile>> {
    Ok(Answer(admins::me(&app, &actor).await?.into()))
}

/// What changes; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PatchProfileRequest {
    /// At most 100 characters; null or empty clears.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    name: Option<Option<String>>,
    email: Option<String>,
}

/// Changes the caller's own account.
#[utoipa::path(patch, path = "/auth/me", tag = "admin sessions", operation_id = "admin_update_me", request_body = PatchProfileRequest,
    responses((status = 200, body = AdminProfile), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 409, body = ErrorBody, description = "The address is taken")), security(("admin" = [])))]
pub(super) async fn patch(
    State(app): State<App>,
    Portal(actor): Portal,
    Json(request): Json<PatchProfileRequest>,
) -> ApiResult<Answer<AdminProfile>> {
    let profile = admins::Profile { name: request.name, email: request.email };
    Ok(Answer(admins::update_profile(&app, &actor, profile).await?.into()))
}
