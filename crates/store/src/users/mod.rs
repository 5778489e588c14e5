//! Users: people with a login, and labels applications use for their users.

mod edit;
mod get;
mod insert;
mod list;

pub use edit::{Changes, grant_admin, revoke_admin, set_avatar, set_password, touch_login, update};
pub use get::{
    active_admins, get, get_by_external_id, get_by_number, get_by_username, get_locked, has_photo,
    oldest_active_admin,
};
pub use insert::{NewUser, ensure_external, insert};
pub use list::{Counted, count_logins, list};

use sqlx::FromRow;
use uuid::Uuid;

use crate::Micros;

/// A row of `users` with the strongest role granted on its tenant.
#[derive(Debug, Clone, FromRow)]
pub struct User {
    /// Id.
    pub id: Uuid,
    /// The integer the library shows.
    pub number: i64,
    /// Tenant.
    pub tenant_id: Uuid,
    /// Login name; absent for labels.
    pub username: Option<String>,
    /// Name shown; empty: the user name is.
    pub display_name: String,
    /// Argon2id in PHC form.
    pub password_hash: Option<String>,
    /// Profile picture.
    pub avatar_asset_id: Option<Uuid>,
    /// Inactive users cannot log in and their tokens stop working.
    pub is_active: bool,
    /// Last successful login.
    pub last_login_at: Option<Micros>,
    /// Creation.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
    /// Whether a grant makes this user an administrator of the tenant.
    pub is_admin: bool,
}

/// True where a grant makes the user `u` an administrator of their tenant.
const IS_ADMIN: &str = "EXISTS (SELECT 1 FROM admin_grants g WHERE g.user_id = u.id
    AND g.role IN ('SUPER_ADMIN', 'ADMIN') AND (g.tenant_id = u.tenant_id OR g.tenant_id IS NULL))";

/// Columns of [`User`] from `users u`.
fn columns() -> String {
    format!(
        "u.id, u.number, u.tenant_id, u.username, u.display_name, u.password_hash, u.avatar_asset_id, u.is_active,
         u.last_login_at, u.created_at, u.updated_at, {IS_ADMIN} AS is_admin"
    )
}
