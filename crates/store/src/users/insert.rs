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

/// The user of a client by the id the client knows them under, made at the first use. A name given now is kept.
///
/// # Errors
/// Any database failure.
pub async fn ensure_external(
    conn: &mut Conn,
    tenant: Uuid,
    external_id: &str,
    name: Option<&str>,
    now: Micros,
) -> Result<Uuid> {
    conn.exec(
        "INSERT INTO users (id, tenant_id, external_id, display_name, created_at, updated_at)
         VALUES ($1, $2, $3, COALESCE($4, ''), $5, $5) ON CONFLICT (tenant_id, external_id)
         DO UPDATE SET display_name = COALESCE($4, users.display_name)",
        args![crate::new_id(), tenant, external_id, name, now],
    )
    .await?;
    conn.scalar("SELECT id FROM users WHERE tenant_id = $1 AND external_id = $2", args![tenant, external_id])
        .await
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
