//! `POST /auth/logout`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, auth};

use super::wire::RefreshTokenRequest;
use crate::auth::{Early, Viewer};
use crate::extract::Json;
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::SuccessResponse;

/// Ends the login a refresh token belongs to. Repeating it is fine; the access token lives on until it expires.
#[utoipa::path(post, path = "/auth/logout", tag = "auth", request_body = RefreshTokenRequest,
    responses((status = 200, body = SuccessResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)))]
pub(super) async fn logout(
    State(app): State<App>,
    Early(Viewer(actor)): Early<Viewer>,
    Json(request): Json<RefreshTokenRequest>,
) -> ApiResult<Answer<SuccessResponse>> {
    auth::logout(&app, &actor, &request.refresh_token).await?;
    Ok(SuccessResponse::new("Logged out."))
}
