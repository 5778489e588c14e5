//! A new password, chosen by its owner.

use calotype_store::{sessions, users};
use serde_json::Value;

use super::not_found;
use crate::access;
use crate::actor::{Actor, Who};
use crate::app::App;
use crate::auth::{attempts, password};
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// Changes the caller's password and ends all their logins, this one included: its access token lives on until it
/// expires, but cannot be renewed.
///
/// # Errors
/// `unauthenticated`, `weak_password`, `wrong_password`, `too_many_attempts`.
pub async fn change_password(app: &App, actor: &Actor, current: String, new: String) -> Result<()> {
    let id = access::user(actor)?;
    password::check_policy(&new)?;
    let Who::User { username, .. } = &actor.who else { return Err(not_found()) };
    // Guessing the password from inside a borrowed login is guessing, too.
    let attempt = attempts::begin(app, actor, Some(username)).await?;
    let stored = users::get(&mut app.db.read().await?, id).await?.and_then(|user| user.password_hash);
    if !password::verify(current, stored.clone()).await? {
        return Err(wrong());
    }
    let hash = password::hash(new).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let user = users::get_locked(&mut tx, id).await?.ok_or_else(not_found)?;
    if user.password_hash != stored {
        return Err(wrong());
    }
    users::set_password(&mut tx, id, &hash, now).await?;
    sessions::revoke_user(&mut tx, id, now).await?;
    events::record(&mut tx, actor, now, "user.password_changed", Subject::user(&id), Value::Null).await?;
    attempt.succeeded(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

fn wrong() -> Error {
    Error::unauthenticated("wrong_password", "The current password is wrong.")
}
