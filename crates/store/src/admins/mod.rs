//! Administrators of the hosting portal: users at home with an e-mail address, a role and a set of tenants.

mod edit;
mod get;

pub use edit::{
    Changes, NewAdmin, delete, grant_tenant, insert, revoke_tenant, set_role, set_tenants, update,
};
pub use get::{
    active_super_admins, any, get, get_by_email, get_locked, list, of_tenant, tenants_of, tenants_of_all,
};

use sqlx::FromRow;
use uuid::Uuid;

use crate::Micros;

/// A row of `admins` with the user behind it.
#[derive(Debug, Clone, FromRow)]
pub struct Admin {
    /// Id of the user.
    pub id: Uuid,
    /// E-mail address, in lower case; what they log in with.
    pub email: String,
    /// Name shown; empty where none was given.
    pub name: String,
    /// `SUPER_ADMIN`, `ADMIN` or `VIEWER`.
    pub role: String,
    /// Whether the set is all tenants.
    pub all_clients: bool,
    /// Argon2id in PHC form.
    pub password_hash: Option<String>,
    /// Inactive administrators cannot log in and their tokens stop working.
    pub is_active: bool,
    /// Last successful login.
    pub last_login_at: Option<Micros>,
    /// Creation.
    pub created_at: Micros,
}

/// [`Admin`] from `users u` and `admins a`, to be continued with `WHERE`.
const SELECT: &str =
    "SELECT u.id, u.email, u.display_name AS name, a.role, a.all_clients, u.password_hash, u.is_active,
    u.last_login_at, a.created_at FROM admins a JOIN users u ON u.id = a.user_id";
