//! Who asks on this surface: the program behind `x-api-key`, and for whom it acts.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use calotype_core::deposits::Behalf;
use calotype_core::{Actor, App, Error, Who, keys};

use super::error::ApiError;
use crate::auth::place;

/// A program with a key that works; what the key may be used for is the domain's question.
#[derive(Debug)]
pub(super) struct Program {
    /// The program.
    pub(super) actor: Actor,
    /// For whom.
    pub(super) behalf: Behalf,
}

impl FromRequestParts<App> for Program {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let key = match header("x-api-key") {
            Some(text) => keys::authenticate(app, text).await?,
            None => None,
        };
        let key = key.ok_or_else(|| {
            Error::unauthenticated("unauthenticated", "Send a valid key in the header x-api-key.")
        })?;
        let who = Who::Key { id: key.id, user: key.user, scopes: key.scopes, isolated: false };
        let actor = Actor { tenant: key.tenant, who, ..Actor::anonymous() };
        let behalf = Behalf::parse(header("x-on-behalf-of"))?;
        Ok(Self { actor: place(actor, parts, app), behalf })
    }
}
