//! `/api/v1/admin/auth`: a cookie for the console.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use calotype_core::{App, faces};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::COOKIE;
use crate::auth::origin;
use crate::face::caller::{Stranger, cookie};
use crate::face::error::{ApiResult, ErrorBody, Problem};
use crate::face::wire::time;

/// Who logs in.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = FaceLoginRequest)]
pub(super) struct LoginRequest {
    /// User name of an administrator, or e-mail address of one of the portal.
    #[schema(required)]
    username: Option<String>,
    #[schema(required)]
    password: Option<String>,
}

/// A login.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FaceSession)]
pub(super) struct Session {
    /// True.
    authenticated: bool,
    /// Who.
    username: String,
    /// When it ends.
    #[schema(format = DateTime)]
    expires_at: String,
}

/// No login any more.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FaceLoggedOut)]
pub(super) struct LoggedOut {
    /// False.
    authenticated: bool,
}

fn session_of(login: &faces::Login) -> Json<Session> {
    Json(Session {
        authenticated: true,
        username: login.username.clone(),
        expires_at: time(login.expires_at),
    })
}

fn set(app: &App, value: String, seconds: u64) -> CookieJar {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    let cookie = Cookie::build((COOKIE, value))
        .http_only(true)
        .same_site(SameSite::Strict)
        .path("/api/v1/admin")
        .secure(app.config.http.public_url.starts_with("https://"))
        .max_age(time::Duration::seconds(seconds));
    CookieJar::new().add(cookie)
}

/// Logs in: sets the cookie `face_admin_session`. After ten failures in a row an address waits a quarter of an hour.
#[utoipa::path(post, path = "/auth/login", tag = "sessions", operation_id = "face_login", request_body = LoginRequest,
    responses((status = 200, body = Session), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody),
        (status = 429, body = ErrorBody)))]
pub(super) async fn login(
    State(app): State<App>,
    Stranger(actor): Stranger,
    body: Bytes,
) -> ApiResult<(CookieJar, Json<Session>)> {
    let request: LoginRequest = serde_json::from_slice(&body)
        .map_err(|error| Problem::new("body", "username", error.to_string(), "json_invalid"))?;
    let missing = |name: &str| Problem::new("body", name, "Field required", "missing");
    let username = request.username.ok_or_else(|| missing("username"))?;
    let password = request.password.ok_or_else(|| missing("password"))?;
    let login = faces::login(&app, &actor, &username, password).await?;
    Ok((set(&app, login.token.clone(), app.config.faces.session_seconds), session_of(&login)))
}

/// The login of the cookie.
#[utoipa::path(get, path = "/auth/session", tag = "sessions", operation_id = "face_session",
    responses((status = 200, body = Session), (status = 401, body = ErrorBody)), security(("cookie" = [])))]
pub(super) async fn session(
    State(app): State<App>,
    Stranger(actor): Stranger,
    headers: HeaderMap,
) -> ApiResult<Json<Session>> {
    let login = faces::session(&app, &actor, &cookie(&headers).unwrap_or_default()).await?;
    Ok(session_of(&login))
}

/// Ends the login of the cookie. Without one there is nothing to do.
#[utoipa::path(post, path = "/auth/logout", tag = "sessions", operation_id = "face_logout",
    responses((status = 200, body = LoggedOut), (status = 403, body = ErrorBody, description = "From a page of another site")))]
pub(super) async fn logout(
    State(app): State<App>,
    Stranger(actor): Stranger,
    uri: Uri,
    headers: HeaderMap,
) -> ApiResult<(CookieJar, Json<LoggedOut>)> {
    if let Some(token) = cookie(&headers) {
        origin::demand(&app, &headers, &uri)?;
        faces::logout(&app, &actor, &token).await?;
    }
    Ok((set(&app, String::new(), 0), Json(LoggedOut { authenticated: false })))
}
