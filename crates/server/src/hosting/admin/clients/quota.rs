//! `GET` and `PUT /admin/clients/{id}/quota`: how much a client may keep.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, quotas};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Json, Path};

/// The space of a client.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClientQuota {
    /// How much it may keep, bytes; null: as much as there is.
    quota_bytes: Option<i64>,
    /// How much it keeps, bytes.
    used_bytes: i64,
}

impl From<quotas::Space> for ClientQuota {
    fn from(space: quotas::Space) -> Self {
        Self { quota_bytes: space.quota_bytes, used_bytes: space.used_bytes }
    }
}

/// How much a client may keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SetQuotaRequest {
    /// Bytes; null or absent: as much as there is.
    quota_bytes: Option<u64>,
}

/// Says how much a client keeps and may keep.
#[utoipa::path(get, path = "/clients/{id}/quota", tag = "admin clients", operation_id = "admin_get_client_quota",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = ClientQuota), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<ClientQuota>> {
    Ok(Answer(quotas::space(&app, &actor, id).await?.into()))
}

/// Sets how much a client may keep. What it keeps already stays.
#[utoipa::path(put, path = "/clients/{id}/quota", tag = "admin clients", operation_id = "admin_set_client_quota",
    params(("id" = Uuid, Path)), request_body = SetQuotaRequest,
    responses((status = 200, body = ClientQuota), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn set(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
    Json(request): Json<SetQuotaRequest>,
) -> ApiResult<Answer<ClientQuota>> {
    quotas::set(&app, &actor, id, request.quota_bytes).await?;
    Ok(Answer(quotas::space(&app, &actor, id).await?.into()))
}
