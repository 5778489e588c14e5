//! All accounts, for administrators.

use calotype_store::users;

use super::User;
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;

/// A part of the list and the length of the whole.
#[derive(Debug)]
pub struct Page {
    /// Users with the numbers of their assets and albums.
    pub users: Vec<(User, i64, i64)>,
    /// All users.
    pub total: i64,
}

/// Users in order of registration.
///
/// # Errors
/// `unauthenticated`, `admin_required`.
pub async fn list(app: &App, actor: &Actor, limit: i64, offset: i64) -> Result<Page> {
    access::admin(actor)?;
    let mut conn = app.db.read().await?;
    let total = users::count_logins(&mut conn, actor.tenant).await?;
    let rows = users::list(&mut conn, actor.tenant, limit, offset).await?;
    let users = rows.iter().map(|row| (User::from(&row.user), row.asset_count, row.album_count)).collect();
    Ok(Page { users, total })
}
