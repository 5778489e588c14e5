//! Who asks: the administrator of `Authorization: Bearer`, and nobody else. Keys of clients mean nothing here.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use calotype_core::{Actor, App, Error, admins};

use crate::auth::{bearer, place};
use crate::hosting::error::ApiError;

/// A logged-in administrator.
#[derive(Debug, Clone)]
pub(crate) struct Portal(pub(crate) Actor);

impl FromRequestParts<App> for Portal {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let token = bearer(&parts.headers);
        let token = token.ok_or_else(|| Error::unauthenticated("unauthenticated", "Log in first."))?;
        let actor = admins::authenticate(app, token).await?;
        Ok(Self(place(actor, parts, app)))
    }
}

/// Nobody yet, from somewhere: for logins.
#[derive(Debug, Clone)]
pub(crate) struct Stranger(pub(crate) Actor);

impl FromRequestParts<App> for Stranger {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self(place(Actor::anonymous(), parts, app)))
    }
}
