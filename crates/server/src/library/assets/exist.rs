//! `POST /assets/exist`: the question before an upload.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::assets::exist;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::Viewer;
use crate::extract::Json;
use crate::library::error::{ApiResult, ErrorBody};

/// Contents a client would send.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ExistRequestDTO {
    /// Repository; default: the primary one.
    repository_id: Option<String>,
    /// BLAKE3 of whole files, 64 hexadecimal digits each; at most 1000.
    #[schema(max_items = 1000)]
    hashes: Vec<String>,
}

/// What need not be sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExistResponseDTO {
    known: Vec<KnownContentDTO>,
}

/// A content the caller has in the repository, outside the trash.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnownContentDTO {
    hash: String,
    /// The oldest asset with this content.
    asset_id: String,
}

/// Tells which contents the caller has in a repository already, so that a client need not send them. Others' are not told.
#[utoipa::path(post, path = "/assets/exist", tag = "uploads", request_body = ExistRequestDTO, operation_id = "assets_exist",
    responses((status = 200, body = ExistResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn exist(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Json(request): Json<ExistRequestDTO>,
) -> ApiResult<Answer<ExistResponseDTO>> {
    let repository = request
        .repository_id
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(calotype_core::assets::query::repository_id)
        .transpose()?;
    let known = exist::exist(&app, &actor, repository, &request.hashes).await?;
    let known = known
        .into_iter()
        .map(|known| KnownContentDTO { hash: known.hash, asset_id: known.asset.to_string() })
        .collect();
    Ok(Answer(ExistResponseDTO { known }))
}
