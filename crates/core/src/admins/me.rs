//! The caller's own account.

use calotype_store::admins::{self as rows, Changes};
use serde_json::json;

use super::{Admin, email, not_found, parse_name, read, taken};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::events::{self, Subject};

/// The caller as others see them.
///
/// # Errors
/// `unauthenticated`.
pub async fn me(app: &App, actor: &Actor) -> Result<Admin> {
    let id = portal::admin(actor)?.id;
    read(&mut app.db.read().await?, id).await
}

/// What administrators change about themselves; `None` stays as it is.
#[derive(Debug, Default)]
pub struct Profile {
    /// Name shown; `Some(None)` clears.
    pub name: Option<Option<String>>,
    /// E-mail address.
    pub email: Option<String>,
}

/// Changes the caller's own account.
///
/// # Errors
/// `unauthenticated`, `invalid_display_name`, `invalid_email`, `email_taken`.
pub async fn update_profile(app: &App, actor: &Actor, profile: Profile) -> Result<Admin> {
    let id = portal::admin(actor)?.id;
    let name = profile.name.map(|name| parse_name(&name.unwrap_or_default())).transpose()?;
    let email = profile.email.as_deref().map(email::parse).transpose()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let before = rows::get_locked(&mut tx, id).await?.ok_or_else(not_found)?;
    let changes = Changes {
        email: email.as_deref().unwrap_or(&before.email),
        name: name.as_deref().unwrap_or(&before.name),
        is_active: before.is_active,
    };
    rows::update(&mut tx, id, changes, now).await.map_err(taken)?;
    let after = read(&mut tx, id).await?;
    let data = json!({"email": after.email});
    events::record(&mut tx, actor, now, "admin.profile_updated", Subject::user(&id), data).await?;
    tx.commit().await?;
    Ok(after)
}
