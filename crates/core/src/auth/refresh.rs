//! Refresh: a new pair of tokens for the old refresh token, which is used up by it.
//!
//! A token that comes back after it was used up has been copied, so the whole login ends (RFC 9700, section 4.14.2).
//! But the documented client sends the same token from several requests at once, and from several tabs; so for
//! `refresh_grace_seconds` a used token still gets a pair of its own, in the same family.

use calotype_store::sessions::{self, Kind};
use calotype_store::users;
use serde_json::json;

use super::session::{self, Session};
use super::{actor_of, attempts, tokens};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// Exchanges a refresh token.
///
/// # Errors
/// `invalid_refresh_token` for an unknown, expired, revoked or copied one and for inactive users; `too_many_attempts`.
pub async fn refresh(app: &App, actor: &Actor, token: &str) -> Result<Session> {
    let attempt = attempts::begin(app, actor, None).await?;
    let hash = tokens::hash_opaque(token);
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let Some(seen) = sessions::find(&mut tx, Kind::Library, &hash).await? else { return Err(refused()) };
    // The user's row makes refreshes, logouts and password changes of one user come one by one. See the session again
    // after the wait.
    let user = users::get_locked(&mut tx, seen.user_id).await?.filter(|user| user.is_active);
    let session = sessions::find(&mut tx, Kind::Library, &hash).await?;
    let (Some(user), Some(session)) = (user, session) else { return Err(refused()) };
    if session.revoked_at.is_some() {
        return Err(refused());
    }
    let grace = i64::try_from(app.config.auth.refresh_grace_seconds).unwrap_or(0).saturating_mul(1_000_000);
    match session.rotated_at {
        None if session.expires_at <= now => {
            sessions::revoke(&mut tx, session.id, now).await?;
            tx.commit().await?;
            return Err(refused());
        }
        None => sessions::mark_rotated(&mut tx, session.id, now).await?,
        Some(rotated_at) if now - rotated_at <= grace => {}
        Some(_) => {
            sessions::revoke_family(&mut tx, session.family_id, now).await?;
            let owner = Actor { who: actor_of(&user).who, ..actor.clone() };
            let data = json!({"reason": "a used refresh token came back"});
            events::record_denied(&mut tx, &owner, now, "session.refreshed", Subject::user(&user.id), data)
                .await?;
            tx.commit().await?;
            return Err(refused());
        }
    }
    let renewed = session::issue(app, &mut tx, actor, &user, Some(session.family_id)).await?;
    attempt.succeeded(&mut tx).await?;
    tx.commit().await?;
    Ok(renewed)
}

pub(super) fn refused() -> Error {
    Error::unauthenticated("invalid_refresh_token", "The session has ended. Log in again.")
}
