//! `GET /admin/clients` and `GET /admin/clients/{id}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, clients};
use uuid::Uuid;

use super::wire::AdminClient;
use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::Path;

/// The clients of the caller's set, newest first.
#[utoipa::path(get, path = "/clients", tag = "admin clients", operation_id = "admin_list_clients",
    responses((status = 200, body = Vec<AdminClient>), (status = 401, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    Portal(actor): Portal,
) -> ApiResult<Answer<Vec<AdminClient>>> {
    let clients = clients::list(&app, &actor).await?;
    Ok(Answer(clients.into_iter().map(AdminClient::from).collect()))
}

/// One client.
#[utoipa::path(get, path = "/clients/{id}", tag = "admin clients", operation_id = "admin_get_client", params(("id" = Uuid, Path)),
    responses((status = 200, body = AdminClient), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<AdminClient>> {
    Ok(Answer(clients::get(&app, &actor, id).await?.into()))
}
