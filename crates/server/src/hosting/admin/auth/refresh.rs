//! `POST /admin/auth/refresh`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum_extra::extract::cookie::CookieJar;
use calotype_core::{App, Error, admins};
use serde::Serialize;
use utoipa::ToSchema;

use super::cookie;
use crate::auth::origin;
use crate::hosting::admin::caller::Stranger;
use crate::hosting::error::{ApiResult, ErrorBody};

/// A fresh access token; the cookie is fresh, too.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AdminRefresh {
    access_token: String,
    expires_in: u64,
}

/// Exchanges the cookie for an access token and a new cookie. For a few seconds the old cookie is answered with the same
/// successor, because tabs refresh at the same moment; after that, its reuse ends the session.
#[utoipa::path(post, path = "/auth/refresh", tag = "admin sessions", operation_id = "admin_refresh",
    responses((status = 200, body = AdminRefresh), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 429, body = ErrorBody)))]
pub(super) async fn refresh(
    State(app): State<App>,
    Stranger(actor): Stranger,
    uri: Uri,
    headers: HeaderMap,
    jar: CookieJar,
) -> ApiResult<(CookieJar, Answer<AdminRefresh>)> {
    origin::check(&app, &headers, &uri)?;
    let token = cookie::token(&jar).ok_or_else(|| {
        Error::unauthenticated("invalid_refresh_token", "The session has ended. Log in again.")
    })?;
    let session = admins::refresh(&app, &actor, token).await?;
    let jar = cookie::keep(&app, session.refresh_token, session.refresh_expires_in);
    Ok((jar, Answer(AdminRefresh { access_token: session.access_token, expires_in: session.expires_in })))
}
