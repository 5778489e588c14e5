//! All administrators.

use std::collections::HashMap;

use calotype_store::admins as rows;
use uuid::Uuid;

use super::Admin;
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
