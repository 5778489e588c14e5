//! Forms the login answers share.

use calotype_core::auth::Session;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::library::users::wire::User;
use crate::library::wire::{Time, filled};

/// A login, or what is still missing for one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuthResponseDTO)]
pub(super) struct AuthResponse {
    user: User,
    /// Access token; absent while a second factor is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    token: Option<String>,
    /// Refresh token, opaque; absent while a second factor is missing.
    #[serde(rename = "refreshToken", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    refresh_token: Option<String>,
    /// When the access token ends.
    #[serde(rename = "expiresAt", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    expires_at: Option<Time>,
    /// Whether a second factor is missing.
    requires_mfa: bool,
    /// Names this login when the second factor is brought.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    mfa_token: Option<String>,
    /// Second factors the user has, in the order passkey, totp, recovery_code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    mfa_methods: Option<Vec<&'static str>>,
    /// Present and true when this registration made the first administrator.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    bootstrap_admin: Option<bool>,
}

impl AuthResponse {
    /// The answer of a registration.
    pub(super) fn registered(session: Session, bootstrap_admin: bool) -> Self {
        Self { bootstrap_admin: bootstrap_admin.then_some(true), ..Self::from(session) }
    }
}

impl From<Session> for AuthResponse {
    fn from(session: Session) -> Self {
        Self {
            user: User::from(session.user),
            token: Some(session.access_token),
            refresh_token: Some(session.refresh_token),
            expires_at: Some(Time(session.access_expires_at)),
            requires_mfa: false,
            mfa_token: None,
            mfa_methods: None,
            bootstrap_admin: None,
        }
    }
}

/// A refresh token.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = RefreshTokenRequestDTO)]
pub(super) struct RefreshTokenRequest {
    #[serde(rename = "refreshToken", deserialize_with = "filled")]
    pub(super) refresh_token: String,
}
