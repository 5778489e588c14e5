//! `POST /users/{id}/reset-access`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, users};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Admin;
use crate::extract::Path;
use crate::library::error::{ApiResult, ErrorBody};

/// The way back in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ResetAccessResponseDTO)]
pub(super) struct ResetAccessResponse {
    /// Shown this once.
    temporary_password: String,
    /// The account has no passkeys any more.
    cleared_passkeys: bool,
    /// The account has no one-time codes any more.
    cleared_totp: bool,
}

/// Gives an account a temporary password, takes its second factors and ends its logins.
#[utoipa::path(post, path = "/users/{id}/reset-access", tag = "users", params(("id" = i64, Path)),
    responses((status = 200, body = ResetAccessResponse), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn reset_access(
    State(app): State<App>,
    Admin(actor): Admin,
    Path(id): Path<i64>,
) -> ApiResult<Answer<ResetAccessResponse>> {
    let temporary_password = users::reset_access(&app, &actor, id).await?;
    Ok(Answer(ResetAccessResponse { temporary_password, cleared_passkeys: true, cleared_totp: true }))
}
