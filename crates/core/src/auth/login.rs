//! Login with user name and password.

use calotype_store::{tenants, users};
use serde_json::Value;

use super::session::{self, Session};
use super::{actor_of, attempts, password};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// Logs in. An unknown name, an inactive account and a wrong password are one answer, after the same work, so that
/// nobody learns which names exist.
///
/// # Errors
/// `invalid_credentials`, `too_many_attempts`, `busy`.
pub async fn login(app: &App, actor: &Actor, name: &str, password: String) -> Result<Session> {
    let username = name.trim().to_lowercase();
    let attempt = attempts::begin(app, actor, Some(account(&username))).await?;
    let known = users::get_by_username(&mut app.db.read().await?, tenants::HOME, &username).await?;
    let stored = known.as_ref().filter(|user| user.is_active).and_then(|user| user.password_hash.clone());
    let matches = password::verify(password.clone(), stored.clone()).await?;
    let (Some(user), Some(stored), true) = (&known, stored, matches) else {
        if let Some(user) = &known {
            let mut tx = app.db.write().await?;
            let subject = Subject::user(&user.id);
            events::record_denied(&mut tx, actor, app.clock.now(), "user.logged_in", subject, Value::Null)
                .await?;
            tx.commit().await?;
        }
        return Err(refused());
    };
    let replacement = match password::is_outdated(&stored) {
        true => Some(password::hash(password).await?),
        false => None,
    };

    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    // The password may have been changed, or the account switched off, while the hash was computed.
    let user = match users::get_locked(&mut tx, user.id).await? {
        Some(user) if user.is_active && user.password_hash.as_ref() == Some(&stored) => user,
        _ => return Err(refused()),
    };
    if let Some(hash) = replacement {
        users::set_password(&mut tx, user.id, &hash, now).await?;
    }
    users::touch_login(&mut tx, user.id, now).await?;
    let user = users::User { last_login_at: Some(now), ..user };
    let session = session::issue(app, &mut tx, actor, &user, None).await?;
    let themselves = Actor { who: actor_of(&user).who, ..actor.clone() };
    let subject = Subject::user(&user.id);
    events::record(&mut tx, &themselves, now, "user.logged_in", subject, Value::Null).await?;
    attempt.succeeded(&mut tx).await?;
    tx.commit().await?;
    Ok(session)
}

/// What an attempt is counted under: the name, cut where no name can reach.
fn account(username: &str) -> &str {
    match username.char_indices().nth(64) {
        Some((end, _)) => &username[..end],
        None => username,
    }
}

fn refused() -> Error {
    Error::unauthenticated("invalid_credentials", "User name or password is wrong.")
}
