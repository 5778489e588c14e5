//! An administrator goes.

use calotype_store::{admins as rows, tenants};
use serde_json::json;
use uuid::Uuid;

use super::{keep_one_super_admin, not_found};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::events::{self, Subject};

/// Removes an account with its logins. What it did stays in the record.
///
/// # Errors
/// `unauthenticated`, `super_admin_required`, `admin_not_found`, `last_super_admin`.
pub async fn remove(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    portal::super_admin(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    tenants::lock(&mut tx, tenants::HOME).await?;
    let before = rows::get_locked(&mut tx, id).await?.ok_or_else(not_found)?;
    keep_one_super_admin(&mut tx, &before, false).await?;
    rows::delete(&mut tx, id).await?;
    let data = json!({"email": before.email});
    events::record(&mut tx, actor, now, "admin.removed", Subject::user(&id), data).await?;
    tx.commit().await?;
    Ok(())
}
