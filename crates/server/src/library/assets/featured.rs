//! `GET /assets/featured`: a varied choice for the home page.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use calotype_core::assets::featured::{self, FeaturedInput};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::wire::AssetDTO;
use crate::auth::Viewer;
use crate::extract::{Query, strict};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::Time;

/// What is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// 1 to 24, default 8.
    #[param(value_type = Option<i64>)]
    count: Option<String>,
    /// 16 to 1000, default 240.
    #[param(value_type = Option<i64>)]
    candidate_limit: Option<String>,
    /// 0 to 36500, default 3650; 0: any age.
    #[param(value_type = Option<i64>)]
    days: Option<String>,
    /// Makes the choice repeatable; default: the UTC date.
    seed: Option<String>,
    /// Repository.
    repository_id: Option<String>,
}

/// The choice.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeaturedAssetsResponseDTO {
    assets: Vec<AssetDTO>,
    count: usize,
    candidate_count: usize,
    seed: String,
    strategy: &'static str,
    generated_at_time: Time,
}

/// Chooses photos, the same all day.
#[utoipa::path(get, path = "/assets/featured", tag = "assets", params(Wanted),
    responses((status = 200, body = FeaturedAssetsResponseDTO), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn featured(
    State(app): State<App>,
    Viewer(actor): Viewer,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Answer<FeaturedAssetsResponseDTO>> {
    let input = FeaturedInput {
        count: usize::try_from(strict("count", wanted.count.as_deref(), 8, 1..=24)?).unwrap_or(8),
        candidate_limit: strict("candidate_limit", wanted.candidate_limit.as_deref(), 240, 16..=1000)?,
        days: strict("days", wanted.days.as_deref(), 3650, 0..=36_500)?,
        seed: wanted.seed,
        repository_id: wanted.repository_id,
    };
    let chosen = featured::featured(&app, &actor, &input).await?;
    Ok(Answer(FeaturedAssetsResponseDTO {
        count: chosen.assets.len(),
        assets: chosen.assets.into_iter().map(AssetDTO::from).collect(),
        candidate_count: chosen.candidate_count,
        seed: chosen.seed,
        strategy: "weighted_aes_v1",
        generated_at_time: Time(chosen.generated_at),
    }))
}
