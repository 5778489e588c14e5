//! `POST /assets/{id}/reprocess`: try again what failed, or everything.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::assets::reprocess;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Viewer;
use crate::extract::{OptionalJson, Path};
use crate::library::error::{ApiResult, ErrorBody};

/// What to try again.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ReprocessAssetRequestDTO {
    /// Empty: everything.
    tasks: Option<Vec<String>>,
    /// Everything, whatever `tasks` says.
    force_full_retry: Option<bool>,
}

/// What was queued.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReprocessAssetResponseDTO {
    asset_id: String,
    /// Always `queued`.
    status: &'static str,
    message: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failed_tasks: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    retry_tasks: Vec<String>,
}

/// Processes an asset again.
#[utoipa::path(post, path = "/assets/{id}/reprocess", tag = "assets", params(("id" = Uuid, Path)),
    request_body = Option<ReprocessAssetRequestDTO>,
    responses((status = 200, body = ReprocessAssetResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn reprocess(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Path(id): Path<Uuid>,
    OptionalJson(request): OptionalJson<ReprocessAssetRequestDTO>,
) -> ApiResult<Answer<ReprocessAssetResponseDTO>> {
    let request = request.unwrap_or_default();
    let tasks = request.tasks.unwrap_or_default();
    let queued =
        reprocess::reprocess(&app, &actor, id, &tasks, request.force_full_retry.unwrap_or(false)).await?;
    Ok(Answer(ReprocessAssetResponseDTO {
        asset_id: id.to_string(),
        status: "queued",
        message: "The asset will be processed again.",
        failed_tasks: queued.failed,
        retry_tasks: queued.retry,
    }))
}
