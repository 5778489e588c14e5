//! `POST /settings/system/validate-llm`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, settings};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Admin;
use crate::library::error::{ApiResult, ErrorBody};

/// The model answers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ValidateLLMSettingsResponseDTO)]
pub(super) struct ValidateLlmSettingsResponse {
    valid: bool,
}

/// Sends one tiny prompt to the language model of the settings. It has 15 seconds to answer.
#[utoipa::path(post, path = "/settings/system/validate-llm", tag = "settings",
    responses((status = 200, body = ValidateLlmSettingsResponse),
        (status = 400, body = ErrorBody, description = "It does not work, and `message` says why"),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn validate_llm(
    State(app): State<App>,
    Admin(actor): Admin,
) -> ApiResult<Answer<ValidateLlmSettingsResponse>> {
    settings::validate_llm(&app, &actor).await?;
    Ok(Answer(ValidateLlmSettingsResponse { valid: true }))
}
