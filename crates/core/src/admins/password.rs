//! A new password, chosen by its owner.

use calotype_store::{admins as rows, sessions, users};
use serde_json::Value;

use super::{check_password, not_found};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::auth::{attempts, password};
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// What is asked for.
#[derive(Clone)]
pub struct Change {
    /// The password now.
    pub current: String,
    /// The password from now on.
    pub new: String,
    /// The same once more.
    pub confirmation: String,
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Change(..)")
    }
}

/// Changes the caller's password and ends all their other logins at once; the one that asks goes on.
///
/// # Errors
/// `unauthenticated`, `weak_password`, `passwords_differ`, `wrong_current_password`, `too_many_attempts`.
pub async fn change_password(app: &App, actor: &Actor, change: Change) -> Result<()> {
    let admin = portal::admin(actor)?;
    check_password(&change.new)?;
    if change.new != change.confirmation {
        return Err(Error::invalid("passwords_differ", "The new password and its repetition differ.")
            .field("confirmPassword", "must equal newPassword"));
    }
    // Guessing the password from inside a borrowed login is guessing, too.
    let attempt = attempts::begin(app, actor, Some(&format!("portal:{}", admin.email))).await?;
    let stored = rows::get(&mut app.db.read().await?, admin.id).await?.and_then(|admin| admin.password_hash);
    if !password::verify(change.current, stored.clone()).await? {
        return Err(wrong());
    }
    let hash = password::hash(change.new).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let row = rows::get_locked(&mut tx, admin.id).await?.ok_or_else(not_found)?;
    if row.password_hash != stored {
        return Err(wrong());
    }
    users::set_password(&mut tx, admin.id, &hash, now).await?;
    sessions::revoke_others(&mut tx, admin.id, admin.login, now).await?;
    let subject = Subject::user(&admin.id);
    events::record(&mut tx, actor, now, "admin.password_changed", subject, Value::Null).await?;
    attempt.succeeded(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

fn wrong() -> Error {
    Error::invalid("wrong_current_password", "The current password is wrong.")
        .field("currentPassword", "is wrong")
}
