//! Who an access token stands for.

use calotype_store::sessions::{self, Kind};

use super::{read, tokens};
use crate::actor::{Actor, Administrator, Who};
use crate::app::App;
use crate::error::{Kind as ErrorKind, Result};

/// The actor behind an access token of the portal. Account, role, clients and the login itself are read each time, so
/// that deactivation, another set, a changed password and a logout work at once, on every node.
///
/// # Errors
/// `unauthenticated` for a bad or expired token, an ended login and inactive administrators.
pub async fn authenticate(app: &App, token: &str) -> Result<Actor> {
    let claims = tokens::verify(app, token)?;
    let mut conn = app.db.read().await?;
    let admin = match read(&mut conn, claims.sub).await {
        Ok(admin) if admin.active => admin,
        Ok(_) => return Err(tokens::refused()),
        Err(error) if error.kind == ErrorKind::NotFound => return Err(tokens::refused()),
        Err(error) => return Err(error),
    };
    if !sessions::goes_on(&mut conn, Kind::HostingAdmin, claims.sid, admin.id).await? {
        return Err(tokens::refused());
    }
    let clients = admin.reach();
    let who =
        Administrator { id: admin.id, email: admin.email, role: admin.role, clients, login: claims.sid };
    Ok(Actor { who: Who::Administrator(Box::new(who)), ..Actor::anonymous() })
}
