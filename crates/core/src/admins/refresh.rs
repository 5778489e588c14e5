//! Refresh: a new pair of tokens for the cookie, which is used up by it.
//!
//! A token that comes back after it was used up has been copied, so the whole login ends (RFC 9700, section 4.14.2).
//! But parallel tabs send the same cookie at the same moment, and the browser keeps whichever answer comes last; so for
//! `portal.refresh_grace_seconds` a used token is answered with the same successor.

use calotype_store::admins as rows;
use calotype_store::sessions::{self, Kind};
use serde_json::json;

use super::session::{self, Session};
use super::{read, tokens};
use crate::actor::Actor;
use crate::app::App;
use crate::auth::attempts;
use crate::auth::tokens::hash_opaque;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// Exchanges a refresh token.
///
/// # Errors
/// `invalid_refresh_token` for an unknown, expired, revoked or copied one and for inactive administrators;
/// `too_many_attempts`.
pub async fn refresh(app: &App, actor: &Actor, token: &str) -> Result<Session> {
    let attempt = attempts::begin(app, actor, None).await?;
    let hash = hash_opaque(token);
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let Some(seen) = sessions::find(&mut tx, Kind::HostingAdmin, &hash).await? else { return Err(refused()) };
    // The user's row makes refreshes, logouts and password changes of one user come one by one. See the session again
    // after the wait.
    let admin = rows::get_locked(&mut tx, seen.user_id).await?.filter(|admin| admin.is_active);
    let found = sessions::find(&mut tx, Kind::HostingAdmin, &hash).await?;
    let (Some(admin), Some(found)) = (admin, found) else { return Err(refused()) };
    if found.revoked_at.is_some() {
        return Err(refused());
    }
    let successor = tokens::successor(app, token)?;
    let grace = i64::try_from(app.config.portal.refresh_grace_seconds).unwrap_or(0).saturating_mul(1_000_000);
    match found.rotated_at {
        None if found.expires_at <= now => return Err(refused()),
        None => {
            sessions::mark_rotated(&mut tx, found.id, now).await?;
            session::keep(app, &mut tx, actor, admin.id, Some(found.family_id), &successor).await?;
        }
        Some(rotated_at) if now - rotated_at <= grace => {}
        Some(_) => {
            sessions::revoke_family(&mut tx, found.family_id, now).await?;
            let admin = read(&mut tx, admin.id).await?;
            let owner = session::themselves(actor, &admin, found.family_id);
            let data = json!({"reason": "a used refresh token came back"});
            let subject = Subject::user(&admin.id);
            events::record_denied(&mut tx, &owner, now, "admin.session_refreshed", subject, data).await?;
            tx.commit().await?;
            return Err(refused());
        }
    }
    let admin = read(&mut tx, admin.id).await?;
    attempt.succeeded(&mut tx).await?;
    tx.commit().await?;
    session::answer(app, admin, found.family_id, successor)
}

pub(super) fn refused() -> Error {
    Error::unauthenticated("invalid_refresh_token", "The session has ended. Log in again.")
}
