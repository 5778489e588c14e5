//! `POST /repositories/{id}/stacks/detect`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::stacks::detect;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Admin;
use crate::extract::Path;
use crate::library::error::{ApiResult, ErrorBody};

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct AutoDetectStacksResponseDTO {
    repository_id: String,
    stacks_created: usize,
}

/// Stacks the photos of a repository that are one shot in several files, and waits for it.
#[utoipa::path(post, path = "/repositories/{id}/stacks/detect", tag = "repositories", params(("id" = Uuid, Path)),
    responses((status = 200, body = AutoDetectStacksResponseDTO), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn detect(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<Uuid>,
) -> ApiResult<Answer<AutoDetectStacksResponseDTO>> {
    let stacks_created = detect::in_repository(&app, &actor, id).await?;
    Ok(Answer(AutoDetectStacksResponseDTO { repository_id: id.to_string(), stacks_created }))
}
