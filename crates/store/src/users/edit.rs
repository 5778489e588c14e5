//! Changes of users.

use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

/// The editable columns of a user, all of them: the caller starts from the row it read in the same transaction.
#[derive(Debug, Clone)]
pub struct Changes<'a> {
    /// Login name, unique in the tenant.
    pub username: &'a str,
    /// Name shown; empty: the user name is.
    pub display_name: &'a str,
    /// Profile picture.
    pub avatar: Option<Uuid>,
    /// Whether the user may log in.
    pub is_active: bool,
}

/// Writes the editable columns of a user with a login.
///
/// # Errors
/// `Unique` (`users_username_key` or `username`) when the name is taken.
pub async fn update(tx: &mut Conn, id: Uuid, changes: Changes<'_>, now: Micros) -> Result<()> {
    tx.exec(
        "UPDATE users SET username = $2, external_id = $2, display_name = $3, avatar_asset_id = $4, is_active = $5,
         updated_at = $6 WHERE id = $1",
        args![
            id,
            changes.username,
            changes.display_name,
            changes.avatar,
            changes.is_active,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Gives a user an avatar, or none.
///
/// # Errors
/// Any database failure.
pub async fn set_avatar(tx: &mut Conn, id: Uuid, avatar: Option<Uuid>) -> Result<()> {
    tx.exec("UPDATE users SET avatar_asset_id = $2 WHERE id = $1", args![id, avatar]).await?;
    Ok(())
}

/// Writes a new password hash.
///
/// # Errors
/// Any database failure.
pub async fn set_password(tx: &mut Conn, id: Uuid, password_hash: &str, now: Micros) -> Result<()> {
    tx.exec(
        "UPDATE users SET password_hash = $2, updated_at = $3 WHERE id = $1",
        args![id, password_hash, now],
    )
    .await?;
    Ok(())
}

/// Notes a successful login.
///
/// # Errors
/// Any database failure.
pub async fn touch_login(tx: &mut Conn, id: Uuid, now: Micros) -> Result<()> {
    tx.exec("UPDATE users SET last_login_at = $2 WHERE id = $1", args![id, now]).await?;
    Ok(())
}

/// Makes a user an administrator of their tenant.
///
/// # Errors
/// Any database failure.
pub async fn grant_admin(tx: &mut Conn, user: Uuid, tenant: Uuid, now: Micros) -> Result<()> {
    tx.exec(
        "INSERT INTO admin_grants (id, user_id, role, tenant_id, created_at) VALUES ($1, $2, 'ADMIN', $3, $4)",
        args![crate::new_id(), user, tenant, now],
    )
    .await?;
    Ok(())
}

/// Takes every administrator's role over a tenant from a user.
///
/// # Errors
/// Any database failure.
pub async fn revoke_admin(tx: &mut Conn, user: Uuid, tenant: Uuid) -> Result<()> {
    tx.exec(
        "DELETE FROM admin_grants WHERE user_id = $1 AND role IN ('SUPER_ADMIN', 'ADMIN')
         AND (tenant_id = $2 OR tenant_id IS NULL)",
        args![user, tenant],
    )
    .await?;
    Ok(())
}
