//! Who asks: a client's program with its key in `X-API-Key`, which may speak for a user of its own (`X-User-Id`); or, on
//! public routes, anybody, who may have an address that the client signed. Bearer tokens of the portal mean nothing here.

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use calotype_core::clients::{Caller, external_id};
use calotype_core::images::Visitor;
use calotype_core::{App, Error, access, delivery_keys};
use uuid::Uuid;

use super::error::ApiError;
use crate::auth::key::{Shown, shown};
use crate::extract::parameter;

/// A client's program, and the user it speaks for.
#[derive(Debug, Clone)]
pub(crate) struct Program(pub(crate) Caller);

/// Anybody: maybe a program, maybe with a token in the address, maybe at an address that is signed.
#[derive(Debug, Clone)]
pub(crate) struct Guest(pub(crate) Visitor);

/// The client that signed the address, if one did.
async fn signer(parts: &Parts, app: &App) -> Result<Option<Uuid>, Error> {
    // The whole path, as the caller has it; the routes below a prefix see only the rest.
    let path = parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.path(), |uri| uri.path());
    let query: Vec<(String, String)> =
        form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    delivery_keys::signer(app, path, &query).await
}

/// The user a request names: in the header, else in the address.
fn user(parts: &Parts) -> Result<Option<String>, Error> {
    let header = parts.headers.get("x-user-id").map(|value| String::from_utf8_lossy(value.as_bytes()));
    if let Some(user) = header.map_or(Ok(None), |text| external_id(&text))? {
        return Ok(Some(user));
    }
    parameter(parts, "externalUserId").map_or(Ok(None), |text| external_id(&text))
}

impl FromRequestParts<App> for Program {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let actor = shown(parts, app).await?.actor().clone();
        access::client(&actor)?;
        Ok(Self(Caller { actor, user: user(parts)? }))
    }
}

impl FromRequestParts<App> for Guest {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let caller = match shown(parts, app).await? {
            // A key that is not one of a client is no key here.
            Shown::Good(actor) if access::client(&actor).is_ok() => {
                Some(Caller { actor, user: user(parts)? })
            }
            Shown::Good(_) | Shown::Bad(_) | Shown::Nothing(_) => None,
        };
        Ok(Self(Visitor { caller, token: parameter(parts, "token"), signed: signer(parts, app).await? }))
    }
}
