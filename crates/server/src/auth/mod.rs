//! Credentials become an [`Actor`]: one extractor for each way of asking, so that a signature says who may call.
//!
//! - [`Viewer`]: the bearer's user when there is a good token, anonymous otherwise; the domain decides.
//! - [`MediaViewer`]: as [`Viewer`], and the media token of the URL (`?mt=`) when no bearer names a user.
//! - [`Member`]: a logged-in user, else 401.
//! - [`Admin`]: an administrator, else 401 or 403.
//!
//! All of them pass the first-run gate (409 until the library is set up), in the documented order: [`Viewer`] and
//! [`MediaViewer`] are stopped by the gate before anything else, [`Member`] and [`Admin`] answer for their credential
//! first. Two words change that:
//!
//! - `_ready: Ready, Member(actor): Member`: the gate first, for routes with a required login among those with an optional one
//!   (assets, people, locations, species, stats, agent).
//! - `Early(Member(actor)): Early<Member>`: no gate, for what must work before the library is set up.

mod address;
pub(crate) mod key;
pub(crate) mod origin;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use calotype_core::{Actor, App, Kind, Who, access, auth, setup};

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

/// The library is set up, else 409.
#[derive(Debug, Clone, Copy)]
pub struct Ready;

/// A caller who need not wait for the set-up.
#[derive(Debug, Clone)]
pub struct Early<T>(pub T);

/// Who asks, leaving the gate aside.
trait Identify: Sized {
    fn identify(parts: &mut Parts, app: &App) -> impl Future<Output = Result<Self, ApiError>> + Send;
}

impl Identify for Viewer {
    async fn identify(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let actor = match bearer(&parts.headers) {
            // Trouble with an optional credential means nobody asks; a database failure is not such trouble.
            Some(token) => match auth::authenticate_bearer(app, token).await {
                Ok(actor) => actor,
                Err(e) if e.kind == Kind::Unauthenticated => Actor::anonymous(),
                Err(e) => return Err(e.into()),
            },
            None => Actor::anonymous(),
        };
        Ok(Self(place(actor, parts, app)))
    }
}

impl Identify for Member {
    async fn identify(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Viewer(actor) = Viewer::identify(parts, app).await?;
        access::user(&actor)?;
        Ok(Self(actor))
    }
}

impl Identify for Admin {
    async fn identify(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Viewer(actor) = Viewer::identify(parts, app).await?;
        access::admin(&actor)?;
        Ok(Self(actor))
    }
}

impl Identify for MediaViewer {
    async fn identify(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Viewer(actor) = Viewer::identify(parts, app).await?;
        if actor.who != Who::Anonymous {
            return Ok(Self(actor));
        }
        let token = parts.uri.query().and_then(|query| {
            query.split('&').find_map(|pair| pair.strip_prefix("mt=")).filter(|t| !t.is_empty())
        });
        match token {
            Some(token) => Ok(Self(place(auth::authenticate_media(app, token).await?, parts, app))),
            None => Ok(Self(actor)),
        }
    }
}

impl FromRequestParts<App> for Ready {
    type Rejection = ApiError;

    async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Self, ApiError> {
        setup::require_ready(app).await?;
        Ok(Self)
    }
}

impl FromRequestParts<App> for Viewer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        setup::require_ready(app).await?;
        Self::identify(parts, app).await
    }
}

impl FromRequestParts<App> for MediaViewer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        setup::require_ready(app).await?;
        Self::identify(parts, app).await
    }
}

impl FromRequestParts<App> for Member {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let caller = Self::identify(parts, app).await?;
        setup::require_ready(app).await?;
        Ok(caller)
    }
}

impl FromRequestParts<App> for Admin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let caller = Self::identify(parts, app).await?;
        setup::require_ready(app).await?;
        Ok(caller)
    }
}

#[allow(private_bounds)]
impl<T: Identify> FromRequestParts<App> for Early<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        T::identify(parts, app).await.map(Self)
    }
}

/// The token of `Authorization: Bearer <token>`, which must be exactly two parts.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut parts = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split(' ');
    match (parts.next()?, parts.next()?, parts.next()) {
        ("Bearer", token, None) if !token.is_empty() => Some(token),
        _ => None,
    }
}

/// Adds where the request came from.
pub(crate) fn place(mut actor: Actor, parts: &Parts, app: &App) -> Actor {
    request_id::of(&parts.extensions).clone_into(&mut actor.request_id);
    actor.address = address::of(parts, &app.config.http.trusted_proxies);
    let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    actor.user_agent = agent.map(|agent| agent.chars().take(200).collect());
    actor
}
