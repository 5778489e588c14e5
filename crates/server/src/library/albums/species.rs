//! `POST /albums/{id}/bioclip/rebuild`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::albums::species;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Member;
use crate::extract::Path;
use crate::library::error::{ApiResult, ErrorBody};

/// What was asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct RebuildAlbumBioClipResponseDTO {
    /// Always `queued`.
    status: &'static str,
    message: String,
    queued_assets: i64,
}

/// Names the species in the photos of a `bio` album that have none yet.
#[utoipa::path(post, path = "/albums/{id}/bioclip/rebuild", tag = "albums", params(("id" = i64, Path)),
    operation_id = "rebuild_album_species",
    responses((status = 200, body = RebuildAlbumBioClipResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 503, body = ErrorBody, description = "No model that names species")),
    security(("bearer" = [])))]
pub(super) async fn rebuild(
    State(app): State<App>,
    Member(actor): Member,
    Path(id): Path<i64>,
) -> ApiResult<Answer<RebuildAlbumBioClipResponseDTO>> {
    let queued_assets = species::rebuild(&app, &actor, id).await?;
    let message = format!("{queued_assets} photos are waiting for their species.");
    Ok(Answer(RebuildAlbumBioClipResponseDTO { status: "queued", message, queued_assets }))
}
