//! The pair of tokens a login is made of.

use calotype_store::sessions::{self, Kind, NewSession};
use calotype_store::{Conn, Micros, users};
use uuid::Uuid;

use super::tokens::{self, Subject};
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::users::{User, role_of};

/// A login: what a client needs to act for a user from now on.
#[derive(Debug, Clone)]
pub struct Session {
    /// The user.
    pub user: User,
    /// Access token (JWT).
    pub access_token: String,
    /// When the access token ends.
    pub access_expires_at: Micros,
    /// Refresh token, opaque; only its hash is kept.
    pub refresh_token: String,
}

/// Makes a pair of tokens for a user whose row the transaction holds. `family` continues a login, `None` begins one.
///
/// # Errors
/// Any database failure.
pub(super) async fn issue(
    app: &App,
    tx: &mut Conn,
    actor: &Actor,
    user: &users::User,
    family: Option<Uuid>,
) -> Result<Session> {
    let now = app.clock.now();
    let refresh_token = tokens::new_opaque()?;
    let life = i64::try_from(app.config.auth.refresh_token_seconds).unwrap_or(i64::MAX / 2_000_000);
    let new = NewSession {
        tenant: user.tenant_id,
        user: user.id,
        kind: Kind::Library,
        family,
        token_hash: tokens::hash_opaque(&refresh_token),
        user_agent: actor.user_agent.as_deref(),
        address: actor.address.map(|address| address.to_string()),
        expires_at: now.saturating_add(life.saturating_mul(1_000_000)),
    };
    sessions::insert(tx, new, now).await?;
    let subject = Subject {
        id: user.id,
        number: user.number,
        username: user.username.clone().unwrap_or_default(),
        role: role_of(user),
    };
    let (access_token, expiry) = tokens::issue_access(app, &subject)?;
    Ok(Session { user: User::from(user), access_token, access_expires_at: expiry * 1_000_000, refresh_token })
}
