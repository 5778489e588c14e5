//! One account: the caller's own, or one by name.

use calotype_store::users;

use super::{User, not_found};
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;

/// Who am I?
///
/// # Errors
/// `unauthenticated`.
pub async fn me(app: &App, actor: &Actor) -> Result<User> {
    let id = access::user(actor)?;
    let user = users::get(&mut app.db.read().await?, id).await?.ok_or_else(not_found)?;
    Ok(User::from(&user))
}

/// An account by login name, for administrators.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `user_not_found`.
pub async fn find(app: &App, actor: &Actor, username: &str) -> Result<User> {
    access::admin(actor)?;
    let name = username.trim().to_lowercase();
    let user = users::get_by_username(&mut app.db.read().await?, actor.tenant, &name).await?;
    user.as_ref().map(User::from).ok_or_else(not_found)
}
