//! All administrators.

use std::collections::HashMap;

use calotype_store::admins as rows;
use uuid::Uuid;

use super::{Admin, not_found, read};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;

/// All administrators in order of creation. They are people, and few.
///
/// # Errors
/// `unauthenticated`, `super_admin_required`.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Admin>> {
    portal::super_admin(actor)?;
    let mut conn = app.db.read().await?;
    let admins = rows::list(&mut conn).await?;
    let mut clients: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (admin, client) in rows::tenants_of_all(&mut conn).await? {
        clients.entry(admin).or_default().push(client);
    }
    Ok(admins
        .into_iter()
        .map(|row| {
            let clients = clients.remove(&row.id).unwrap_or_default();
            Admin::new(row, clients)
        })
        .collect())
}

/// The administrator with an e-mail address.
///
/// # Errors
/// `unauthenticated`, `super_admin_required`, `admin_not_found`.
pub async fn find(app: &App, actor: &Actor, email: &str) -> Result<Admin> {
    portal::super_admin(actor)?;
    let mut conn = app.db.read().await?;
    let row = rows::get_by_email(&mut conn, &email.trim().to_lowercase()).await?.ok_or_else(not_found)?;
    read(&mut conn, row.id).await
}
