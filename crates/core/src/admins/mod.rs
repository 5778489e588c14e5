//! Administrators of the hosting portal: their accounts, their logins, and what they may reach.

mod authenticate;
mod bootstrap;
mod create;
mod email;
mod grant;
mod list;
mod login;
mod logout;
mod me;
mod password;
mod refresh;
mod remove;
mod session;
mod tokens;
mod update;

use calotype_store::{Conn, Micros, admins as rows, tenants};
use uuid::Uuid;

pub use authenticate::authenticate;
pub use bootstrap::bootstrap;
pub use create::{NewAdmin, create};
pub use grant::{grant, revoke};
pub use list::{find, list};
pub use login::login;
pub use logout::logout;
pub use me::{Profile, me, update_profile};
pub use password::{Change as PasswordChange, change_password};
pub use refresh::refresh;
pub use remove::remove;
pub use session::Session;
pub use update::{Patch, update};

use crate::actor::{AdminRole, Clients};
use crate::error::{Error, Result};

/// Most characters of a name.
const LONGEST_NAME: usize = 100;

/// An administrator as others see them.
#[derive(Debug, Clone)]
pub struct Admin {
    /// Id.
    pub id: Uuid,
    /// E-mail address.
    pub email: String,
    /// Name shown.
    pub name: Option<String>,
    /// Role.
    pub role: AdminRole,
    /// Whether they may log in.
    pub active: bool,
    /// Whether the set is all clients.
    pub all_clients: bool,
    /// The clients they were given one by one.
    pub clients: Vec<Uuid>,
    /// Last login.
    pub last_login_at: Option<Micros>,
    /// Creation.
    pub created_at: Micros,
}

impl Admin {
    fn new(row: rows::Admin, clients: Vec<Uuid>) -> Self {
        // The database checks the word; whatever it did not know could do the least.
        let role = AdminRole::parse(&row.role).unwrap_or(AdminRole::Viewer);
        Self {
            id: row.id,
            email: row.email,
            name: (!row.name.is_empty()).then_some(row.name),
            role,
            active: row.is_active,
            all_clients: row.all_clients || role == AdminRole::SuperAdmin,
            clients,
            last_login_at: row.last_login_at,
            created_at: row.created_at,
        }
    }

    /// What they reach.
    #[must_use]
    pub fn reach(&self) -> Clients {
        if self.all_clients { Clients::All } else { Clients::Only(self.clients.clone()) }
    }
}

/// An administrator with the clients they were given.
async fn read(conn: &mut Conn, id: Uuid) -> Result<Admin> {
    let row = rows::get(conn, id).await?.ok_or_else(not_found)?;
    let clients = rows::tenants_of(conn, id).await?;
    Ok(Admin::new(row, clients))
}

fn not_found() -> Error {
    Error::not_found("admin_not_found", "There is no such administrator.")
}

/// A taken address, whichever engine noticed.
fn taken(error: calotype_store::Error) -> Error {
    if error.is_unique("email") {
        return Error::conflict("email_taken", "This e-mail address is taken.");
    }
    error.into()
}

/// Trims a name; empty is none.
fn parse_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::invalid("invalid_display_name", "A name has at most 100 characters.")
            .field("name", "must have at most 100 characters"));
    }
    Ok(name.to_owned())
}

/// The policy of the portal: 8 to 128 characters.
fn check_password(password: &str) -> Result<()> {
    if (8..=128).contains(&password.chars().count()) {
        return Ok(());
    }
    Err(Error::invalid("weak_password", "The password needs 8 to 128 characters.")
        .field("password", "must have 8 to 128 characters"))
}

/// Checks that tenants may be given to an administrator; answers them without repetitions.
async fn check_clients(tx: &mut Conn, clients: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut clients = clients.to_vec();
    clients.sort_unstable();
    clients.dedup();
    for client in &clients {
        // Few, and each is its own question: the answer names nobody else's.
        if *client == tenants::HOME || !tenants::exists(tx, *client).await? {
            return Err(Error::not_found("tenant_not_found", "There is no such client."));
        }
    }
    Ok(clients)
}

/// Two administrators taking the power from each other must not both succeed: the caller holds the tenant.
async fn keep_one_super_admin(tx: &mut Conn, before: &rows::Admin, stays: bool) -> Result<()> {
    let leaves = before.role == AdminRole::SuperAdmin.as_str() && before.is_active && !stays;
    if leaves && rows::active_super_admins(tx).await? <= 1 {
        return Err(Error::conflict(
            "last_super_admin",
            "The portal needs at least one active super administrator.",
        ));
    }
    Ok(())
}
