//! `/admin/clients/{id}/presets`: orders for pictures that have names.

mod wire;

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::{App, presets};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use self::wire::{Preset, PresetParameters};
use super::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Json, Path};
use crate::hosting::wire::Done;

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get, put, delete))
}

/// The presets of a client, by name.
#[utoipa::path(get, path = "/clients/{id}/presets", tag = "admin delivery", operation_id = "admin_list_presets",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<Preset>), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("admin" = [])))]
async fn list(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(client): Path<Uuid>,
) -> ApiResult<Answer<Vec<Preset>>> {
    let presets = presets::list(&app, &actor, client).await?;
    Ok(Answer(presets.into_iter().map(Preset::from).collect()))
}

/// One preset.
#[utoipa::path(get, path = "/clients/{id}/presets/{name}", tag = "admin delivery", operation_id = "admin_get_preset",
    params(("id" = Uuid, Path), ("name" = String, Path)),
    responses((status = 200, body = Preset), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("admin" = [])))]
async fn get(
    State(app): State<App>,
    Portal(actor): Portal,
    Path((client, name)): Path<(Uuid, String)>,
) -> ApiResult<Answer<Preset>> {
    Ok(Answer(presets::get(&app, &actor, client, &name).await?.into()))
}

/// Makes a preset, or puts another in the place of one that is there. It works at once.
#[utoipa::path(put, path = "/clients/{id}/presets/{name}", tag = "admin delivery", operation_id = "admin_put_preset",
    params(("id" = Uuid, Path), ("name" = String, Path, description = "1 to 64 of `a-z`, `0-9`, `-` and `_`")),
    request_body = PresetParameters,
    responses((status = 200, body = Preset), (status = 201, body = Preset), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody, description = "The client has as many as it may have")), security(("admin" = [])))]
async fn put(
    State(app): State<App>,
    Portal(actor): Portal,
    Path((client, name)): Path<(Uuid, String)>,
    Json(request): Json<PresetParameters>,
) -> ApiResult<(StatusCode, Answer<Preset>)> {
    let (preset, is_new) = presets::put(&app, &actor, client, &name, &request.into()).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Answer(preset.into())))
}

/// Removes a preset. Addresses with its name are refused from now on.
#[utoipa::path(delete, path = "/clients/{id}/presets/{name}", tag = "admin delivery", operation_id = "admin_delete_preset",
    params(("id" = Uuid, Path), ("name" = String, Path)),
    responses((status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("admin" = [])))]
async fn delete(
    State(app): State<App>,
    Portal(actor): Portal,
    Path((client, name)): Path<(Uuid, String)>,
) -> ApiResult<Answer<Done>> {
    presets::delete(&app, &actor, client, &name).await?;
    Ok(Done::new("The preset is removed."))
}
