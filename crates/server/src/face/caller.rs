//! Who asks: a program with its key, or an administrator by any of the ways there are.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum_extra::extract::cookie::CookieJar;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calotype_core::{Actor, App, Error, access, auth, events, faces};

use super::admin::COOKIE;
use super::error::ApiError;
use crate::auth::key::{Shown, shown};
use crate::auth::{bearer, origin, place};

/// A program that may look for faces.
#[derive(Debug, Clone)]
pub(super) struct Program(pub(super) Actor);

impl FromRequestParts<App> for Program {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let shown = shown(parts, app).await?;
        let allowed = faces::may_look(app, shown.actor());
        if let (Err(_), Shown::Bad(_)) = (&allowed, &shown)
            && let Some(secret) = parts.headers.get("x-api-key").and_then(|key| key.to_str().ok())
            && faces::is_switched_off(app, secret).await?
        {
            return Err(Error::forbidden("key_switched_off", "This key has been revoked.").into());
        }
        allowed?;
        Ok(Self(shown.actor().clone()))
    }
}

/// Anybody, for a login.
#[derive(Debug, Clone)]
pub(super) struct Stranger(pub(super) Actor);

impl FromRequestParts<App> for Stranger {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        Ok(Self(place(Actor::anonymous(), parts, app)))
    }
}

/// An administrator of what is kept.
#[derive(Debug, Clone)]
pub(super) struct Keeper(pub(super) Actor);

impl FromRequestParts<App> for Keeper {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let actor = administrator(parts, app).await?;
        faces::kept(app, &actor)?;
        Ok(Self(actor))
    }
}

/// An administrator of keys.
#[derive(Debug, Clone)]
pub(super) struct KeyKeeper(pub(super) Actor);

impl FromRequestParts<App> for KeyKeeper {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let actor = administrator(parts, app).await?;
        faces::keyed(app, &actor)?;
        Ok(Self(actor))
    }
}

/// The cookie of a login.
pub(super) fn cookie(headers: &HeaderMap) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    jar.get(COOKIE).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty())
}

/// Who administers. `Authorization` decides alone where there is one; then the cookie; then a key.
async fn administrator(parts: &Parts, app: &App) -> Result<Actor, ApiError> {
    let nobody = place(Actor::anonymous(), parts, app);
    let cookie = cookie(&parts.headers);
    // A console's script handles a refusal itself; a box for a password would only confuse its user.
    let quiet = cookie.is_some() || parts.headers.contains_key("x-requested-with");
    let refuse = |error: Error| if quiet { ApiError::Domain(error) } else { ApiError::Challenge(error) };
    if parts.headers.contains_key(header::AUTHORIZATION) {
        if let Some((username, password)) = basic(&parts.headers) {
            let actor = faces::authenticate_basic(app, &nobody, &username, password).await;
            return actor.map_err(refuse);
        }
        let actor = match bearer(&parts.headers) {
            Some(token) => auth::authenticate_bearer(app, token).await.map(|actor| place(actor, parts, app)),
            None => Err(Error::unauthenticated("unauthenticated", "Log in first.")),
        };
        let actor = actor.map_err(refuse)?;
        access::face_admin(&actor).map_err(refuse)?;
        return Ok(actor);
    }
    if let Some(token) = cookie {
        let login = faces::session(app, &nobody, &token).await.map_err(refuse)?;
        if !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
            origin::demand(app, &parts.headers, &parts.uri)?;
        }
        return Ok(login.actor);
    }
    let actor = match shown(parts, app).await? {
        Shown::Good(actor) => actor,
        Shown::Nothing(actor) => actor,
        Shown::Bad(actor) => {
            events::auth_denied(app, &actor, "face").await?;
            actor
        }
    };
    match access::face_admin(&actor) {
        Ok(()) => Ok(actor),
        // A key for something else is no credential here.
        Err(_) => Err(refuse(Error::unauthenticated("unauthenticated", "Log in first."))),
    }
}

/// User name and password of `Authorization: Basic`.
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = text.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?;
    let (username, password) = pair.split_once(':')?;
    Some((username.to_owned(), password.to_owned()))
}
