//! The first administrator, from the configuration.

use calotype_store::{admins as rows, tenants};
use secrecy::ExposeSecret as _;

use super::Admin;
use super::create::{Checked, NewAdmin, create_in};
use crate::actor::{Actor, AdminRole};
use crate::app::App;
use crate::error::Result;

/// Makes the first super administrator while there is no administrator at all and the configuration names one. Safe on
/// many nodes that start together; answers the administrator when this call made them.
///
/// # Errors
/// `invalid_email`, `weak_password`.
pub async fn bootstrap(app: &App) -> Result<Option<Admin>> {
    let portal = &app.config.portal;
    let (Some(email), Some(password)) = (&portal.default_email, &portal.default_password) else {
        return Ok(None);
    };
    if rows::any(&mut app.db.read().await?).await? {
        return Ok(None);
    }
    let new = NewAdmin {
        email: email.clone(),
        password: password.expose_secret().to_owned(),
        name: None,
        role: AdminRole::SuperAdmin,
        active: true,
        all_clients: true,
        clients: Vec::new(),
    };
    let checked = Checked::new(&new).await?;
    let mut tx = app.db.write().await?;
    tenants::lock(&mut tx, tenants::HOME).await?;
    if rows::any(&mut tx).await? {
        return Ok(None);
    }
    let admin = create_in(&mut tx, &Actor::system(), &new, &checked, app.clock.now()).await?;
    tx.commit().await?;
    Ok(Some(admin))
}
