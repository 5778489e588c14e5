//! `POST /admin/clients/{id}/rotate-key`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, clients};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{OptionalJson, Path};

/// How long the old key works beside the new one.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RotateKeyRequest {
    /// Seconds, at most 30 days; 0 or absent: the old key dies at once.
    #[schema(minimum = 0, maximum = 2_592_000)]
    grace_seconds: Option<u64>,
}

/// The new key of a client.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RotatedKey {
    /// Shown only here.
    api_key: String,
}

/// Gives a client another key.
#[utoipa::path(post, path = "/clients/{id}/rotate-key", tag = "admin clients", operation_id = "admin_rotate_key", params(("id" = Uuid, Path)),
    request_body = Option<RotateKeyRequest>,
    responses((status = 200, body = RotatedKey), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn rotate(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
    OptionalJson(request): OptionalJson<RotateKeyRequest>,
) -> ApiResult<Answer<RotatedKey>> {
    let grace = request.unwrap_or_default().grace_seconds.unwrap_or(0);
    Ok(Answer(RotatedKey { api_key: clients::rotate_key(&app, &actor, id, grace).await? }))
}
