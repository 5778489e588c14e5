//! Who asks on this surface: the program behind `x-api-key`, and for whom it acts.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use calotype_core::deposits::Behalf;
use calotype_core::{Actor, App, Error};

use super::error::ApiError;
use crate::auth::key;

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
        let actor = key::program(parts, app).await?.ok_or_else(|| {
            Error::unauthenticated("unauthenticated", "Send a valid key in the header x-api-key.")
        })?;
        let header = parts.headers.get("x-on-behalf-of").and_then(|value| value.to_str().ok());
        Ok(Self { actor, behalf: Behalf::parse(header)? })
    }
}
