//! Signed tokens (JWT, HS256), one key for each family, and opaque refresh tokens.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use rand::TryRngCore as _;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::actor::Role;
use crate::app::App;
use crate::error::{Error, Result};
use crate::secrets::Purpose;

/// `iss` of every token.
pub const ISSUER: &str = "calotype";

/// What an access token says. Role and name are informational: every request reads the user row again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AccessClaims {
    /// The user's integer.
    pub user_id: i64,
    /// Login name.
    pub username: String,
    /// `admin` or `user`.
    pub role: String,
    /// Expiry, Unix seconds.
    pub exp: i64,
    /// Issue time, Unix seconds.
    pub iat: i64,
    /// Not valid before, Unix seconds.
    pub nbf: i64,
    /// [`ISSUER`].
    pub iss: String,
    /// `user_id` as text.
    pub sub: String,
}

/// What a media token says: the same, the scope, and the id so that the owner rule needs no look-up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MediaClaims {
    /// The user's integer.
    pub user_id: i64,
    /// The user's id.
    pub uid: String,
    /// Login name.
    pub username: String,
    /// `admin` or `user`.
    pub role: String,
    /// Always `media`.
    pub scope: String,
    /// Expiry, Unix seconds.
    pub exp: i64,
    /// Issue time, Unix seconds.
    pub iat: i64,
    /// Not valid before, Unix seconds.
    pub nbf: i64,
    /// [`ISSUER`].
    pub iss: String,
    /// `user_id` as text.
    pub sub: String,
}

/// Whom a token is made for.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Id.
    pub id: Uuid,
    /// Integer.
    pub number: i64,
    /// Login name.
    pub username: String,
    /// Role now.
    pub role: Role,
}

/// Makes an access token; answers it with its expiry in Unix seconds.
///
/// # Errors
/// `internal` when signing fails.
pub fn issue_access(app: &App, subject: &Subject) -> Result<(String, i64)> {
    let now = app.clock.now() / 1_000_000;
    let exp = now + i64::try_from(app.config.auth.access_token_seconds).unwrap_or(900);
    let claims = AccessClaims {
        user_id: subject.number,
        username: subject.username.clone(),
        role: subject.role.as_str().to_owned(),
        exp,
        iat: now,
        nbf: now,
        iss: ISSUER.to_owned(),
        sub: subject.number.to_string(),
    };
    Ok((sign(app, Purpose::AccessToken, &claims)?, exp))
}

/// Makes a media token; answers it with its expiry in Unix seconds.
///
/// # Errors
/// `internal` when signing fails.
pub fn issue_media(app: &App, subject: &Subject) -> Result<(String, i64)> {
    let now = app.clock.now() / 1_000_000;
    let exp = now + i64::try_from(app.config.auth.media_token_seconds).unwrap_or(600);
    let claims = MediaClaims {
        user_id: subject.number,
        uid: subject.id.to_string(),
        username: subject.username.clone(),
        role: subject.role.as_str().to_owned(),
        scope: "media".to_owned(),
        exp,
        iat: now,
        nbf: now,
        iss: ISSUER.to_owned(),
        sub: subject.number.to_string(),
    };
    Ok((sign(app, Purpose::MediaToken, &claims)?, exp))
}

/// Reads an access token.
///
/// # Errors
/// `unauthenticated` when the signature, the times or the issuer are wrong.
pub fn verify_access(app: &App, token: &str) -> Result<AccessClaims> {
    let claims: AccessClaims = verify(app, Purpose::AccessToken, token)?;
    check_times(app, claims.exp, claims.nbf)?;
    Ok(claims)
}

/// Reads a media token.
///
/// # Errors
/// `unauthenticated` when the signature, the times or the scope are wrong.
pub fn verify_media(app: &App, token: &str) -> Result<MediaClaims> {
    let claims: MediaClaims = verify(app, Purpose::MediaToken, token)?;
    check_times(app, claims.exp, claims.nbf)?;
    if claims.scope != "media" {
        return Err(bad_token());
    }
    Ok(claims)
}

fn bad_token() -> Error {
    Error::unauthenticated("unauthenticated", "The token is not valid or has expired.")
}

/// Signs any claims with the key of a purpose.
///
/// # Errors
/// `internal` when signing fails.
pub fn sign<T: Serialize>(app: &App, purpose: Purpose, claims: &T) -> Result<String> {
    let key = EncodingKey::from_secret(&app.secret.derive(purpose));
    encode(&Header::new(Algorithm::HS256), claims, &key).map_err(Error::internal)
}

/// Reads claims signed for a purpose. Times are checked by the caller against the app's clock.
///
/// # Errors
/// `unauthenticated` when signature, algorithm or issuer are wrong.
pub fn verify<T: DeserializeOwned>(app: &App, purpose: Purpose, token: &str) -> Result<T> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    validation.set_issuer(&[ISSUER]);
    let key = DecodingKey::from_secret(&app.secret.derive(purpose));
    decode::<T>(token, &key, &validation).map(|data| data.claims).map_err(|_| bad_token())
}

/// How far ahead the clock of the node that made a token may be, seconds.
const CLOCK_SKEW: i64 = 60;

/// Refuses an expired or not yet valid token.
///
/// # Errors
/// `unauthenticated`.
pub fn check_times(app: &App, exp: i64, nbf: i64) -> Result<()> {
    let now = app.clock.now() / 1_000_000;
    if now >= exp || now < nbf - CLOCK_SKEW { Err(bad_token()) } else { Ok(()) }
}

/// A fresh opaque token: 32 random bytes as 64 hexadecimal digits.
///
/// # Errors
/// `internal` when the system has no randomness.
pub fn new_opaque() -> Result<String> {
    let mut bytes = [0_u8; 32];
    rand::rngs::OsRng.try_fill_bytes(&mut bytes).map_err(Error::internal)?;
    Ok(hex::encode(bytes))
}

/// What is stored of an opaque token. High-entropy tokens need no slow hash.
#[must_use]
pub fn hash_opaque(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
