//! `/admin/river`: the queues, under the name the documented API gives them.

pub mod stats;
pub mod summary;

use calotype_core::App;
use calotype_core::stored::JobState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(stats::get)).routes(routes!(summary::get))
}

/// The documented word for a state.
pub(crate) fn word(state: JobState) -> &'static str {
    match state {
        JobState::Scheduled => "scheduled",
        JobState::Queued => "available",
        JobState::Running => "running",
        JobState::Retryable => "retryable",
        JobState::Done => "completed",
        JobState::Failed => "discarded",
        JobState::Cancelled => "cancelled",
    }
}
