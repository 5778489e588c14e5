//! `GET /auth/media-token`.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, auth};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Early, Member};
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::Time;

/// A short-lived token for addresses of media (`?mt=`), where no header can be sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MediaTokenDTO)]
pub(super) struct MediaToken {
    token: String,
    expires_at: Time,
}

/// Makes a media token. It stands for the caller wherever media are served, and nowhere else.
#[utoipa::path(get, path = "/auth/media-token", tag = "auth",
    responses((status = 200, body = MediaToken), (status = 401, body = ErrorBody)), security(("bearer" = [])))]
pub(super) async fn media_token(
    State(app): State<App>,
    Early(Member(actor)): Early<Member>,
) -> ApiResult<Answer<MediaToken>> {
    let (token, expiry) = auth::media_token(&app, &actor)?;
    Ok(Answer(MediaToken { token, expires_at: Time(expiry * 1_000_000) }))
}
