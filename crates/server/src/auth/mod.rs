//! Credentials become an [`Actor`]: one extractor for each way of asking, so that a signature says who may call.
//!
//! - [`Viewer`]: the bearer's user when there is a good token, anonymous otherwise; the domain decides.
//! - [`Member`]: a logged-in user, else 401.
//! - [`Admin`]: an administrator, else 401 or 403.
//! - [`MediaViewer`]: as [`Viewer`], and the media token of the URL (`?mt=`) when no bearer names a user.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use calotype_core::{Actor, App, Who, access, auth};

use crate::library::error::ApiError;
use crate::middleware::request_id;

/// Anybody, with or without a login.
#[derive(Debug, Clone)]
pub struct Viewer(pub Actor);

/// A logged-in user.
#[derive(Debug, Clone)]
pub struct Member(pub Actor);

/// An administrator.
#[derive(Debug, Clone)]
pub struct Admin(pub Actor);

/// Anybody, with a bearer token or a media token.
#[derive(Debug, Clone)]
pub struct MediaViewer(pub Actor);

/// The token of `Authorization: Bearer <token>`, which must be exactly two parts.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut parts = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split(' ');
    match (parts.next()?, parts.next()?, parts.next()) {
        ("Bearer", token, None) if !token.is_empty() => Some(token),
        _ => None,
    }
}

/// Address of the caller: of the connection, unless a trusted proxy names another in `X-Forwarded-For`.
fn address(parts: &Parts, app: &App) -> Option<IpAddr> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip();
    if !app.config.http.trusted_proxies.iter().any(|p| p.parse() == Ok(peer)) {
        return Some(peer);
    }
    let forwarded = parts.headers.get("x-forwarded-for").and_then(|v| v.to_str().ok());
    forwarded
        .and_then(|list| list.rsplit(',').next())
        .and_then(|last| last.trim().parse().ok())
        .or(Some(peer))
}

/// Adds where the request came from.
fn place(mut actor: Actor, parts: &Parts, app: &App) -> Actor {
    request_id::of(&parts.extensions).clone_into(&mut actor.request_id);
    actor.address = address(parts, app);
    actor
}

impl FromRequestParts<App> for Viewer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let actor = match bearer(&parts.headers) {
            // Trouble with an optional credential means nobody asks; a database failure is not such trouble.
            Some(token) => match auth::authenticate_bearer(app, token).await {
                Ok(actor) => actor,
                Err(e) if e.kind == calotype_core::Kind::Unauthenticated => Actor::anonymous(),
                Err(e) => return Err(e.into()),
            },
            None => Actor::anonymous(),
        };
        Ok(Self(place(actor, parts, app)))
    }
}

impl FromRequestParts<App> for Member {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Viewer(actor) = Viewer::from_request_parts(parts, app).await?;
        access::user(&actor)?;
        Ok(Self(actor))
    }
}

impl FromRequestParts<App> for Admin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Viewer(actor) = Viewer::from_request_parts(parts, app).await?;
        access::admin(&actor)?;
        Ok(Self(actor))
    }
}

impl FromRequestParts<App> for MediaViewer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Viewer(actor) = Viewer::from_request_parts(parts, app).await?;
        if actor.who != Who::Anonymous {
            return Ok(Self(actor));
        }
        let token = parts.uri.query().and_then(|query| {
            query.split('&').find_map(|pair| pair.strip_prefix("mt=")).filter(|t| !t.is_empty())
        });
        match token {
            Some(token) => Ok(Self(place(auth::authenticate_media(app, token)?, parts, app))),
            None => Ok(Self(actor)),
        }
    }
}
