//! `POST /auth/refresh`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, auth};

use super::wire::{AuthResponse, RefreshTokenRequest};
use crate::auth::{Early, Viewer};
use crate::extract::Json;
use crate::library::error::{ApiResult, ErrorBody};

/// Exchanges a refresh token for a new pair of tokens. For a few seconds after the exchange the old one may come again,
/// because clients send several refreshes at once; after that, its reuse ends the login.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth", request_body = RefreshTokenRequest,
    responses((status = 200, body = AuthResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 429, body = ErrorBody)))]
pub(super) async fn refresh(
    State(app): State<App>,
    Early(Viewer(actor)): Early<Viewer>,
    Json(request): Json<RefreshTokenRequest>,
) -> ApiResult<Answer<AuthResponse>> {
    let session = auth::refresh(&app, &actor, &request.refresh_token).await?;
    Ok(Answer(session.into()))
}
