//! New accounts.

use calotype_store::{Conn, Micros, setup, tenants, users};
use rand::TryRngCore as _;
use serde_json::json;

use super::{User, not_found, taken, username};
use crate::access;
use crate::actor::{Actor, Role};
use crate::app::App;
use crate::auth::password;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// Bytes of the handle that names a user to authenticators (at most 64 by WebAuthn).
const HANDLE_BYTES: usize = 32;

/// A checked account to be.
#[derive(Debug)]
pub(crate) struct NewUser<'a> {
    pub(crate) username: &'a str,
    pub(crate) password_hash: &'a str,
    pub(crate) role: Role,
}

/// Creates an account for somebody; for the command line and administrators.
///
/// # Errors
/// `forbidden` for others, `invalid_username`, `weak_password`, `username_taken`.
pub async fn create(app: &App, actor: &Actor, name: &str, password: String, role: Role) -> Result<User> {
    access::admin(actor)?;
    let username = username::parse(name)?;
    password::check_policy(&password)?;
    let password_hash = password::hash(password).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    tenants::lock(&mut tx, tenants::HOME).await?;
    let new = NewUser { username: &username, password_hash: &password_hash, role };
    let user = create_in(&mut tx, new, now).await?;
    let data = json!({"username": username, "role": role.as_str()});
    events::record(&mut tx, actor, now, "user.created", Subject::user(&user.id), data).await?;
    tx.commit().await?;
    Ok(User::from(&user))
}

/// Inserts an account, grants its role, and gives it the primary repository if that has no owner. The caller holds
/// the tenant.
///
/// # Errors
/// `username_taken`.
pub(crate) async fn create_in(tx: &mut Conn, new: NewUser<'_>, now: Micros) -> Result<users::User> {
    let mut handle = vec![0; HANDLE_BYTES];
    rand::rngs::OsRng.try_fill_bytes(&mut handle).map_err(Error::internal)?;
    let row = users::NewUser {
        tenant: tenants::HOME,
        username: new.username,
        display_name: new.username,
        password_hash: new.password_hash,
        webauthn_handle: handle,
    };
    let id = users::insert(tx, row, now).await.map_err(taken)?;
    if new.role == Role::Admin {
        users::grant_admin(tx, id, tenants::HOME, now).await?;
    }
    setup::adopt_primary_repository(tx, tenants::HOME, id).await?;
    users::get(tx, id).await?.ok_or_else(not_found)
}
