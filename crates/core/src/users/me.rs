//! The caller's own account.

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
