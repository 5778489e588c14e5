//! The operator's way back in when no administrator can log in any more.

use calotype_store::{tenants, users};

use super::User;
use super::reset_access::{reset_in, temporary_password};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

/// Resets the access of the oldest active administrator, or of the account the configuration names, exactly like
/// [`super::reset_access`]. Answers the account and its temporary password, for the operator's eyes.
///
/// # Errors
/// `user_not_found` when there is no such account.
pub async fn break_glass(app: &App) -> Result<(User, String)> {
    let mut conn = app.db.read().await?;
    let user = match &app.config.auth.break_glass_username {
        Some(name) => users::get_by_username(&mut conn, tenants::HOME, &name.trim().to_lowercase()).await?,
        None => users::oldest_active_admin(&mut conn, tenants::HOME).await?,
    };
    drop(conn);
    let user = user.ok_or_else(|| Error::not_found("user_not_found", "There is no account to reset."))?;
    let (temporary, hash) = temporary_password().await?;
    let mut tx = app.db.write().await?;
    reset_in(&mut tx, &Actor::system(), user.id, &hash, app.clock.now()).await?;
    tx.commit().await?;
    Ok((User::from(&user), temporary))
}
