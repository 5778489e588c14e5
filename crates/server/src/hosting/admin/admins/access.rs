//! `POST /admin/clients/{id}/access` and `DELETE /admin/clients/{id}/access/{adminUserId}`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, admins};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::admin::caller::Portal;
use crate::hosting::admin::wire::AdminProfile;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Json, Path};

/// Who shall reach a client.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct GrantAccessRequest {
    admin_user_id: Uuid,
}

/// Adds a client to the set of an administrator. Repeating it is fine.
#[utoipa::path(post, path = "/clients/{id}/access", tag = "admin accounts", operation_id = "admin_grant_access", params(("id" = Uuid, Path)),
    request_body = GrantAccessRequest,
    responses((status = 200, body = AdminProfile), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn grant(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(client): Path<Uuid>,
    Json(request): Json<GrantAccessRequest>,
) -> ApiResult<Answer<AdminProfile>> {
    Ok(Answer(admins::grant(&app, &actor, client, request.admin_user_id).await?.into()))
}

/// Takes a client from the set of an administrator. Repeating it is fine.
#[utoipa::path(delete, path = "/clients/{id}/access/{adminUserId}", tag = "admin accounts", operation_id = "admin_revoke_access",
    params(("id" = Uuid, Path), ("adminUserId" = Uuid, Path)),
    responses((status = 200, body = AdminProfile), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn revoke(
    State(app): State<App>,
    Portal(actor): Portal,
    Path((client, admin)): Path<(Uuid, Uuid)>,
) -> ApiResult<Answer<AdminProfile>> {
    Ok(Answer(admins::revoke(&app, &actor, client, admin).await?.into()))
}
