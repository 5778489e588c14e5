//! Changes an administrator makes to an account.

use calotype_store::{tenants, users};
use serde_json::json;
use uuid::Uuid;

use super::{User, check_avatar, display_name, not_found, role_of, taken, username};
use crate::access;
use crate::actor::{Actor, Role};
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// What to change; `None` stays as it is.
#[derive(Debug, Default)]
pub struct Patch {
    /// Login name.
    pub username: Option<String>,
    /// Name shown; empty clears.
    pub display_name: Option<String>,
    /// Profile picture; `Some(None)` clears.
    pub avatar: Option<Option<Uuid>>,
    /// Role.
    pub role: Option<Role>,
    /// Whether they may log in.
    pub is_active: Option<bool>,
}

/// Changes an account. Deactivation works at once: see [`crate::auth::authenticate_bearer`] and
/// [`crate::auth::authenticate_media`].
///
/// # Errors
/// `unauthenticated`, `admin_required`, `user_not_found`, `username_taken`, the errors of each value, and `last_admin`
/// when nobody would be left to administer the library.
pub async fn update(app: &App, actor: &Actor, number: i64, patch: Patch) -> Result<User> {
    access::admin(actor)?;
    let username = patch.username.as_deref().map(username::parse).transpose()?;
    let display_name = patch.display_name.as_deref().map(display_name::parse).transpose()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    // Two administrators demoting each other at the same time must not both succeed.
    tenants::lock(&mut tx, actor.tenant).await?;
    let found = users::get_by_number(&mut tx, actor.tenant, number).await?.ok_or_else(not_found)?;
    let before = users::get_locked(&mut tx, found.id).await?.ok_or_else(not_found)?;
    if before.username.is_none() {
        // A label of another surface is no account.
        return Err(not_found());
    }
    let role = patch.role.unwrap_or_else(|| role_of(&before));
    let is_active = patch.is_active.unwrap_or(before.is_active);
    let leaves = before.is_admin && before.is_active && !(role == Role::Admin && is_active);
    if leaves && users::active_admins(&mut tx, actor.tenant).await? <= 1 {
        return Err(Error::invalid("last_admin", "The library needs at least one active administrator."));
    }
    if let Some(Some(avatar)) = patch.avatar {
        check_avatar(&mut tx, actor.tenant, None, avatar).await?;
    }
    let changes = users::Changes {
        username: username.as_deref().or(before.username.as_deref()).unwrap_or_default(),
        display_name: display_name.as_deref().unwrap_or(&before.display_name),
        avatar: patch.avatar.unwrap_or(before.avatar_asset_id),
        is_active,
    };
    users::update(&mut tx, before.id, changes, now).await.map_err(taken)?;
    match (role_of(&before), role) {
        (Role::User, Role::Admin) => users::grant_admin(&mut tx, before.id, before.tenant_id, now).await?,
        (Role::Admin, Role::User) => users::revoke_admin(&mut tx, before.id, before.tenant_id).await?,
        (Role::Admin, Role::Admin) | (Role::User, Role::User) => {}
    }
    let after = users::get(&mut tx, before.id).await?.ok_or_else(not_found)?;
    let data = json!({
        "username": after.username,
        "role": role.as_str(),
        "is_active": after.is_active,
        "renamed": username.is_some(),
    });
    events::record(&mut tx, actor, now, "user.updated", Subject::user(&after.id), data).await?;
    tx.commit().await?;
    app.recent.forget(after.id);
    Ok(User::from(&after))
}
