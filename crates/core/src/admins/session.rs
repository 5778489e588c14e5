//! The pair of tokens a login is made of.

use calotype_store::Conn;
use calotype_store::sessions::{self, Kind, NewSession};
use uuid::Uuid;

use super::{Admin, tokens};
use crate::actor::{Actor, Administrator, Who};
use crate::app::App;
use crate::auth::tokens::hash_opaque;
use crate::error::Result;

/// A login: what a client needs to act for an administrator from now on.
#[derive(Debug, Clone)]
pub struct Session {
    /// The administrator.
    pub admin: Admin,
    /// Access token (JWT).
    pub access_token: String,
    /// Life of the access token, seconds.
    pub expires_in: u64,
    /// Refresh token, opaque; only its hash is kept.
    pub refresh_token: String,
    /// Life of the refresh token, seconds.
    pub refresh_expires_in: u64,
}

/// Writes a refresh token down for an administrator whose row the transaction holds. `login` continues one, `None` begins
/// one. Answers the login.
pub(super) async fn keep(
    app: &App,
    tx: &mut Conn,
    actor: &Actor,
    admin: Uuid,
    login: Option<Uuid>,
    refresh_token: &str,
) -> Result<Uuid> {
    let now = app.clock.now();
    let life = i64::try_from(app.config.portal.refresh_token_seconds).unwrap_or(i64::MAX / 2_000_000);
    let new = NewSession {
        tenant: calotype_store::tenants::HOME,
        user: admin,
        kind: Kind::HostingAdmin,
        family: login,
        token_hash: hash_opaque(refresh_token),
        user_agent: actor.user_agent.as_deref(),
        address: actor.address.map(|address| address.to_string()),
        expires_at: now.saturating_add(life.saturating_mul(1_000_000)),
    };
    Ok(sessions::insert(tx, new, now).await?)
}

/// The answer of a login or a refresh.
pub(super) fn answer(app: &App, admin: Admin, login: Uuid, refresh_token: String) -> Result<Session> {
    let (access_token, expires_in) = tokens::issue(app, &admin, login)?;
    let refresh_expires_in = app.config.portal.refresh_token_seconds;
    Ok(Session { admin, access_token, expires_in, refresh_token, refresh_expires_in })
}

/// The caller once it is known who they are; for the record.
pub(super) fn themselves(actor: &Actor, admin: &Admin, login: Uuid) -> Actor {
    let who = Administrator {
        id: admin.id,
        email: admin.email.clone(),
        role: admin.role,
        clients: admin.reach(),
        login,
    };
    Actor { who: Who::Administrator(Box::new(who)), ..actor.clone() }
}
