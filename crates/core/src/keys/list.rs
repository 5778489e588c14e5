//! All keys, for administrators.

use calotype_store::keys;

use super::Key;
use crate::access;
use crate::actor::{Actor, Who};
use crate::app::App;
use crate::error::Result;

/// Keys of the caller's tenant, newest first; calotype itself sees those of all tenants.
///
/// # Errors
/// `unauthenticated`, `admin_required`.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Key>> {
    access::admin(actor)?;
    let tenant = match actor.who {
        Who::System => None,
        Who::User { .. } | Who::Key { .. } | Who::Administrator(_) | Who::Anonymous => Some(actor.tenant),
    };
    let rows = keys::list(&mut app.db.read().await?, tenant).await?;
    Ok(rows.into_iter().map(Key::from).collect())
}
