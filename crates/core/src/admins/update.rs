//! Changes a super administrator makes to an account.

use calotype_store::admins::{self as rows, Changes};
use calotype_store::{sessions, tenants, users};
use serde_json::json;
use uuid::Uuid;

use super::{
    Admin, check_clients, check_password, email, keep_one_super_admin, not_found, parse_name, read, taken,
};
use crate::access::portal;
use crate::actor::{Actor, AdminRole};
use crate::app::App;
use crate::auth::password;
use crate::error::Result;
use crate::events::{self, Subject};

/// What to change; `None` stays as it is.
#[derive(Default)]
pub struct Patch {
    /// What they log in with.
    pub email: Option<String>,
    /// A new password; ends their logins.
    pub password: Option<String>,
    /// Name shown; `Some(None)` clears.
    pub name: Option<Option<String>>,
    /// Role.
    pub role: Option<AdminRole>,
    /// Whether they may log in; `false` ends their logins.
    pub active: Option<bool>,
    /// Whether the set is all clients.
    pub all_clients: Option<bool>,
    /// The clients given one by one.
    pub clients: Option<Vec<Uuid>>,
}

impl std::fmt::Debug for Patch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Patch(..)")
    }
}

/// Changes an account. It works at once: see [`super::authenticate`].
///
/// # Errors
/// `unauthenticated`, `super_admin_required`, `admin_not_found`, the errors of each value, `email_taken`,
/// `tenant_not_found`, and `last_super_admin` when nobody would be left who may do everything.
pub async fn update(app: &App, actor: &Actor, id: Uuid, patch: Patch) -> Result<Admin> {
    portal::super_admin(actor)?;
    let email = patch.email.as_deref().map(email::parse).transpose()?;
    let name = patch.name.map(|name| parse_name(&name.unwrap_or_default())).transpose()?;
    let password_hash = match patch.password {
        Some(password) => {
            check_password(&password)?;
            Some(password::hash(password).await?)
        }
        None => None,
    };
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    tenants::lock(&mut tx, tenants::HOME).await?;
    let before = rows::get_locked(&mut tx, id).await?.ok_or_else(not_found)?;
    let role = patch.role.map_or(before.role.as_str(), |role| role.as_str());
    let is_active = patch.active.unwrap_or(before.is_active);
    let stays = role == AdminRole::SuperAdmin.as_str() && is_active;
    keep_one_super_admin(&mut tx, &before, stays).await?;
    let changes = Changes {
        email: email.as_deref().unwrap_or(&before.email),
        name: name.as_deref().unwrap_or(&before.name),
        is_active,
    };
    rows::update(&mut tx, id, changes, now).await.map_err(taken)?;
    rows::set_role(&mut tx, id, role, patch.all_clients.unwrap_or(before.all_clients), now).await?;
    if let Some(clients) = &patch.clients {
        let clients = check_clients(&mut tx, clients).await?;
        rows::set_tenants(&mut tx, id, &clients, now).await?;
    }
    if let Some(hash) = &password_hash {
        users::set_password(&mut tx, id, hash, now).await?;
    }
    if password_hash.is_some() || !is_active {
        sessions::revoke_user(&mut tx, id, now).await?;
    }
    let after = read(&mut tx, id).await?;
    let data = json!({
        "email": after.email,
        "role": role,
        "active": is_active,
        "all_clients": after.all_clients,
        "clients": after.clients,
        "new_password": password_hash.is_some(),
    });
    events::record(&mut tx, actor, now, "admin.updated", Subject::user(&id), data).await?;
    tx.commit().await?;
    Ok(after)
}
