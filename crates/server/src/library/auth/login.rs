//! `POST /auth/login`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, auth};
use serde::Deserialize;
use utoipa::ToSchema;

use super::wire::AuthResponse;
use crate::auth::{Early, Viewer};
use crate::extract::Json;
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::filled;

/// Who logs in.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = LoginRequestDTO)]
pub(super) struct LoginRequest {
    /// Case and surrounding spaces do not matter.
    #[serde(deserialize_with = "filled")]
    username: String,
    #[serde(deserialize_with = "filled")]
    password: String,
}

/// Logs in. An unknown name, a wrong password and an inactive account are one answer.
#[utoipa::path(post, path = "/auth/login", tag = "auth", request_body = LoginRequest,
    responses((status = 200, body = AuthResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 429, body = ErrorBody)))]
pub(super) async fn login(
    State(app): State<App>,
    Early(Viewer(actor)): Early<Viewer>,
    Json(request): Json<LoginRequest>,
) -> ApiResult<Answer<AuthResponse>> {
    let session = auth::login(&app, &actor, &request.username, request.password).await?;
    Ok(Answer(session.into()))
}
