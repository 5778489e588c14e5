//! Users: people with a login, and labels applications use for their users.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

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

/// Columns of [`User`]; the role is a fact of `admin_grants`.
const SELECT: &str = "SELECT u.id, u.number, u.tenant_id, u.username, u.display_name, u.password_hash,
    u.avatar_asset_id, u.is_active, u.last_login_at, u.created_at, u.updated_at,
    EXISTS (SELECT 1 FROM admin_grants g WHERE g.user_id = u.id AND g.role IN ('SUPER_ADMIN', 'ADMIN')
            AND (g.tenant_id = u.tenant_id OR g.tenant_id IS NULL)) AS is_admin
    FROM users u ";

/// A user by id.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid) -> Result<Option<User>> {
    conn.optional(&format!("{SELECT} WHERE u.id = $1"), args![id]).await
}

/// A user by the integer the library shows.
///
/// # Errors
/// Any database failure.
pub async fn get_by_number(conn: &mut Conn, tenant: Uuid, number: i64) -> Result<Option<User>> {
    conn.optional(&format!("{SELECT} WHERE u.tenant_id = $1 AND u.number = $2"), args![tenant, number]).await
}

/// A user by login name (lower-cased by the caller).
///
/// # Errors
/// Any database failure.
pub async fn get_by_username(conn: &mut Conn, tenant: Uuid, username: &str) -> Result<Option<User>> {
    conn.optional(&format!("{SELECT} WHERE u.tenant_id = $1 AND u.username = $2"), args![tenant, username])
        .await
}

/// How many users with a login a tenant has, active or not.
///
/// # Errors
/// Any database failure.
pub async fn count_logins(conn: &mut Conn, tenant: Uuid) -> Result<i64> {
    conn.scalar("SELECT COUNT(*) FROM users WHERE tenant_id = $1 AND username IS NOT NULL", args![tenant])
        .await
}

/// What a new user with a login starts with.
#[derive(Debug, Clone)]
pub struct NewUser<'a> {
    /// Tenant.
    pub tenant: Uuid,
    /// Login name, unique in the tenant.
    pub username: &'a str,
    /// Name shown.
    pub display_name: &'a str,
    /// Argon2id in PHC form.
    pub password_hash: &'a str,
    /// 32 random bytes that name the user to authenticators.
    pub webauthn_handle: Vec<u8>,
}

/// Inserts a user with a login; answers its id.
///
/// # Errors
/// `Unique` (`users_username_key` or `username`) when the name is taken.
pub async fn insert(conn: &mut Conn, user: NewUser<'_>, now: Micros) -> Result<Uuid> {
    let id = crate::new_id();
    conn.exec(
        "INSERT INTO users (id, tenant_id, external_id, username, display_name, password_hash, webauthn_handle,
         created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        args![
            id,
            user.tenant,
            user.username,
            user.username,
            user.display_name,
            user.password_hash,
            user.webauthn_handle,
            now
        ],
    )
    .await?;
    Ok(id)
}

/// Makes a user an administrator of their tenant.
///
/// # Errors
/// Any database failure.
pub async fn grant_admin(conn: &mut Conn, user: Uuid, tenant: Uuid, now: Micros) -> Result<()> {
    conn.exec(
        "INSERT INTO admin_grants (id, user_id, role, tenant_id, created_at) VALUES ($1, $2, 'ADMIN', $3, $4)",
        args![crate::new_id(), user, tenant, now],
    )
    .await?;
    Ok(())
}
