//! New users.

use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

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
