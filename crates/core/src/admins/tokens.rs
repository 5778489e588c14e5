//! Tokens of the portal: a signed access token with its own audience and key, and opaque refresh tokens.
//!
//! The successor of a refresh token is computed from it (HMAC under a key of this server), not drawn: so two tabs that
//! refresh at the same moment get the same successor, and it is nowhere kept in clear.

use hmac::{Hmac, Mac as _};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;

use super::Admin;
use crate::app::App;
use crate::auth::tokens::{ISSUER, check_times, sign};
use crate::error::{Error, Result};
use crate::secrets::Purpose;

const AUDIENCE: &str = "hosting-admin";

/// What an access token says. All but `sub` and `sid` is informational: every request reads the rows again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Claims {
    pub(super) sub: Uuid,
    email: String,
    role: String,
    all_clients_access: bool,
    allowed_client_ids: Vec<Uuid>,
    pub(super) sid: Uuid,
    aud: String,
    iss: String,
    iat: i64,
    exp: i64,
}

/// Makes an access token for a login; answers it with its life in seconds.
pub(super) fn issue(app: &App, admin: &Admin, login: Uuid) -> Result<(String, u64)> {
    let now = app.clock.now() / 1_000_000;
    let life = app.config.portal.access_token_seconds;
    let claims = Claims {
        sub: admin.id,
        email: admin.email.clone(),
        role: admin.role.as_str().to_owned(),
        all_clients_access: admin.all_clients,
        allowed_client_ids: admin.clients.clone(),
        sid: login,
        aud: AUDIENCE.to_owned(),
        iss: ISSUER.to_owned(),
        iat: now,
        exp: now.saturating_add(i64::try_from(life).unwrap_or(i64::MAX)),
    };
    Ok((sign(app, Purpose::PortalToken, &claims)?, life))
}

/// Reads an access token.
pub(super) fn verify(app: &App, token: &str) -> Result<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false; // against our own clock, below
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    let key = DecodingKey::from_secret(&app.secret.derive(Purpose::PortalToken));
    let claims = decode::<Claims>(token, &key, &validation).map_err(|_| refused())?.claims;
    check_times(app, claims.exp, claims.iat)?;
    Ok(claims)
}

/// The one successor of a refresh token.
pub(super) fn successor(app: &App, token: &str) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&app.secret.derive(Purpose::PortalRefresh))
        .map_err(Error::internal)?;
    mac.update(token.as_bytes());
    Ok(hex::encode(mac.finalize().into_bytes()))
}

/// The same words for every bad access token.
pub(super) fn refused() -> Error {
    Error::unauthenticated("unauthenticated", "Log in first.")
}
