//! `POST /auth/register/start`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, Error, auth};
use serde::Deserialize;
use utoipa::ToSchema;

use super::wire::AuthResponse;
use crate::auth::{Early, Viewer};
use crate::extract::Json;
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::filled;

/// An account to be.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = RegistrationStartRequestDTO)]
pub(super) struct RegistrationStartRequest {
    /// 3 to 32 characters: a letter, then letters, digits and single `.`, `_`, `-`; case does not matter.
    #[serde(deserialize_with = "filled")]
    #[schema(min_length = 3, max_length = 50)]
    username: String,
    /// 10 to 72 bytes with a lower-case letter, an upper-case letter and a digit.
    #[serde(deserialize_with = "filled")]
    #[schema(min_length = 6)]
    password: String,
}

/// Creates an account and logs it in; there is no second step. The first account becomes the administrator.
#[utoipa::path(post, path = "/auth/register/start", tag = "auth", request_body = RegistrationStartRequest,
    responses((status = 200, body = AuthResponse), (status = 400, body = ErrorBody, description = "The name or the password does not fit the policy, which `message` states"),
        (status = 403, body = ErrorBody, description = "Registration is closed"), (status = 409, body = ErrorBody, description = "The name is taken"),
        (status = 429, body = ErrorBody)))]
pub(super) async fn start(
    State(app): State<App>,
    Early(Viewer(actor)): Early<Viewer>,
    Json(request): Json<RegistrationStartRequest>,
) -> ApiResult<Answer<AuthResponse>> {
    // Counted before anything is trimmed, as documented; what remains is the account policy's to judge.
    if !(3..=50).contains(&request.username.chars().count()) {
        return Err(Error::invalid("invalid_username", "A user name has 3 to 32 characters.").into());
    }
    let registered = auth::register(&app, &actor, &request.username, request.password).await?;
    Ok(Answer(AuthResponse::registered(registered.session, registered.bootstrap_admin)))
}
