//! `GET /settings/system` and `PATCH /settings/system`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, settings};

use super::wire::{SystemSettings, UpdateSystemSettings};
use crate::auth::Admin;
use crate::extract::Json;
use crate::library::error::{ApiResult, ErrorBody};

/// The settings.
#[utoipa::path(get, path = "/settings/system", tag = "settings",
    responses((status = 200, body = SystemSettings), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn get(State(app): State<App>, Admin(actor): Admin) -> ApiResult<Answer<SystemSettings>> {
    Ok(Answer(settings::get(&app, &actor).await?.into()))
}

/// Changes settings; they work at once, on every node.
#[utoipa::path(patch, path = "/settings/system", tag = "settings", request_body = UpdateSystemSettings,
    responses((status = 200, body = SystemSettings), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn update(
    State(app): State<App>,
    Admin(actor): Admin,
    Json(update): Json<UpdateSystemSettings>,
) -> ApiResult<Answer<SystemSettings>> {
    Ok(Answer(settings::update(&app, &actor, update.into()).await?.into()))
}
