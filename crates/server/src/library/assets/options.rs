//! `GET /assets/filter-options` and `GET /assets/types`: what a filter can be set to.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::assets::list;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Viewer;
use crate::library::error::{ApiResult, ErrorBody};

/// Cameras and lenses of the assets the caller may list.
#[derive(Debug, Serialize, ToSchema)]
pub struct OptionsResponseDTO {
    camera_models: Vec<String>,
    lenses: Vec<String>,
}

/// Lists camera models and lenses.
#[utoipa::path(get, path = "/assets/filter-options", tag = "assets",
    responses((status = 200, body = OptionsResponseDTO), (status = 401, body = ErrorBody)), security(("bearer" = [])))]
pub(super) async fn filter_options(
    State(app): State<App>,
    Viewer(actor): Viewer,
) -> ApiResult<Answer<OptionsResponseDTO>> {
    let (camera_models, lenses) = list::equipment(&app, &actor).await?;
    Ok(Answer(OptionsResponseDTO { camera_models, lenses }))
}

/// The kinds of assets.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetTypesResponseDTO {
    types: [&'static str; 4],
}

/// Lists the kinds of assets.
#[utoipa::path(get, path = "/assets/types", tag = "assets",
    responses((status = 200, body = AssetTypesResponseDTO), (status = 401, body = ErrorBody)), security(("bearer" = [])))]
pub(super) async fn types(Viewer(actor): Viewer) -> ApiResult<Answer<AssetTypesResponseDTO>> {
    calotype_core::access::scope(&actor)?;
    Ok(Answer(AssetTypesResponseDTO { types: ["PHOTO", "VIDEO", "AUDIO", "DOCUMENT"] }))
}
