//! `GET /auth/me`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, users};

use crate::auth::{Early, Member};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::users::wire::User;

/// The caller's own account.
#[utoipa::path(get, path = "/auth/me", tag = "auth",
    responses((status = 200, body = User), (status = 401, body = ErrorBody)), security(("bearer" = [])))]
pub(super) async fn me(
    State(app): State<App>,
    Early(Member(actor)): Early<Member>,
) -> ApiResult<Answer<User>> {
    Ok(Answer(users::me(&app, &actor).await?.into()))
}
