//! Changes people make to their own account.

use calotype_store::users;
use serde_json::Value;
use uuid::Uuid;

use super::{User, check_avatar, display_name, not_found};
use crate::access::{self, Scope};
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::events::{self, Subject};

/// What to change; `None` stays as it is.
#[derive(Debug, Default)]
pub struct Profile {
    /// Name shown; empty clears.
    pub display_name: Option<String>,
    /// Profile picture; `Some(None)` clears.
    pub avatar: Option<Option<Uuid>>,
}

/// Changes the caller's own profile.
///
/// # Errors
/// `unauthenticated`, `invalid_display_name`, `invalid_avatar`.
pub async fn update_profile(app: &App, actor: &Actor, profile: Profile) -> Result<User> {
    let id = access::user(actor)?;
    let display_name = profile.display_name.as_deref().map(display_name::parse).transpose()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let before = users::get_locked(&mut tx, id).await?.ok_or_else(not_found)?;
    if let Some(Some(avatar)) = profile.avatar {
        let owner = match access::scope(actor)? {
            Scope::Everything => None,
            Scope::Owner(owner) => Some(owner),
        };
        check_avatar(&mut tx, actor.tenant, owner, avatar).await?;
    }
    let changes = users::Changes {
        username: before.username.as_deref().unwrap_or_default(),
        display_name: display_name.as_deref().unwrap_or(&before.display_name),
        avatar: profile.avatar.unwrap_or(before.avatar_asset_id),
        is_active: before.is_active,
    };
    users::update(&mut tx, id, changes, now).await?;
    let after = users::get(&mut tx, id).await?.ok_or_else(not_found)?;
    events::record(&mut tx, actor, now, "user.profile_updated", Subject::user(&id), Value::Null).await?;
    tx.commit().await?;
    Ok(User::from(&after))
}
