//! One client more, or one less, in the set of an administrator.

use calotype_store::admins as rows;
use serde_json::json;
use uuid::Uuid;

use super::{Admin, check_clients, not_found, read};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::events::{self, Subject};

/// Adds a client to the set. Doing it twice is fine.
///
/// # Errors
/// `unauthenticated`, `super_admin_required`, `tenant_not_found`, `admin_not_found`.
pub async fn grant(app: &App, actor: &Actor, client: Uuid, admin: Uuid) -> Result<Admin> {
    portal::super_admin(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    check_clients(&mut tx, &[client]).await?;
    rows::get_locked(&mut tx, admin).await?.ok_or_else(not_found)?;
    if rows::grant_tenant(&mut tx, admin, client, now).await? {
        let data = json!({"client": client});
        events::record(&mut tx, actor, now, "admin.client_granted", Subject::user(&admin), data).await?;
    }
    let after = read(&mut tx, admin).await?;
    tx.commit().await?;
    Ok(after)
}

/// Takes a client from the set. Doing it twice is fine.
///
/// # Errors
/// `unauthenticated`, `super_admin_required`, `tenant_not_found`, `admin_not_found`.
pub async fn revoke(app: &App, actor: &Actor, client: Uuid, admin: Uuid) -> Result<Admin> {
    portal::super_admin(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    check_clients(&mut tx, &[client]).await?;
    rows::get_locked(&mut tx, admin).await?.ok_or_else(not_found)?;
    if rows::revoke_tenant(&mut tx, admin, client).await? {
        let data = json!({"client": client});
        events::record(&mut tx, actor, now, "admin.client_revoked", Subject::user(&admin), data).await?;
    }
    let after = read(&mut tx, admin).await?;
    tx.commit().await?;
    Ok(after)
}
