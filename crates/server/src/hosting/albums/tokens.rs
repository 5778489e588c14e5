//! Tokens that open an album to whoever shows them.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::App;
use calotype_core::albums::hosted::{self as albums, Key};
use calotype_core::shares::Until;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::wire::AlbumToken;
use crate::hosting::caller::Program;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{OptionalJson, Path};
use crate::hosting::wire::{Done, Time};
use crate::site::Site;

/// How long a token shall work; nothing: for ever.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[schema(as = HostingAlbumTokenRequest)]
pub(super) struct TokenRequest {
    /// Seconds from now.
    expires_in: Option<i64>,
    /// Days from now.
    expires_in_days: Option<i64>,
}

/// Makes a token of an album of the user.
#[utoipa::path(post, path = "/albums/{id}/tokens", tag = "albums", operation_id = "create_album_token", params(("id" = Uuid, Path),
        ("X-User-Id" = String, Header, description = "The user, who must be its owner")), request_body = TokenRequest,
    responses((status = 201, body = AlbumToken), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn make(
    State(app): State<App>,
    site: Site,
    Program(caller): Program,
    Path(id): Path<Uuid>,
    OptionalJson(request): OptionalJson<TokenRequest>,
) -> ApiResult<(StatusCode, Answer<AlbumToken>)> {
    let request = request.unwrap_or_default();
    let until = match (request.expires_in, request.expires_in_days) {
        (Some(seconds), _) => Until::Seconds(seconds),
        (None, Some(days)) => Until::Seconds(days.saturating_mul(86_400)),
        (None, None) => Until::Forever,
    };
    let made = albums::make_token(&app, &caller, &Key::Id(id), until).await?;
    let url = site.path(&format!("albums/{}?token={}", made.album, made.shared.token));
    let token = AlbumToken {
        token: made.shared.token,
        album_id: made.album,
        expires_at: made.shared.expires_at.map(Time),
        url,
    };
    Ok((StatusCode::CREATED, Answer(token)))
}

/// Takes a token of an album of the user back; it is dead at once.
#[utoipa::path(delete, path = "/albums/{id}/tokens/{token}", tag = "albums", operation_id = "revoke_album_token",
    params(("id" = Uuid, Path), ("token" = String, Path), ("X-User-Id" = String, Header, description = "The user, who must be its owner")),
    responses((status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)), security(("key" = [])))]
pub(super) async fn revoke(
    State(app): State<App>,
    Program(caller): Program,
    Path((id, token)): Path<(Uuid, String)>,
) -> ApiResult<Answer<Done>> {
    albums::revoke_token(&app, &caller, &Key::Id(id), &token).await?;
    Ok(Done::new("The token is taken back."))
}
