//! New administrators, and changes of them.

use serde_json::json;
use uuid::Uuid;

use crate::dialect::{Field, records};
use crate::{Conn, Micros, Result, args, tenants};

/// An administrator to be.
#[derive(Debug, Clone)]
pub struct NewAdmin<'a> {
    /// E-mail address, in lower case.
    pub email: &'a str,
    /// Name shown, may be empty.
    pub name: &'a str,
    /// Argon2id in PHC form.
    pub password_hash: &'a str,
    /// Whether they may log in.
    pub is_active: bool,
    /// Who made them.
    pub created_by: Option<Uuid>,
}

/// Inserts an administrator who may do nothing yet; answers the id.
///
/// # Errors
/// `Unique` (`users_email_key` or `email`) when the address is taken.
pub async fn insert(tx: &mut Conn, admin: NewAdmin<'_>, now: Micros) -> Result<Uuid> {
    let id = crate::new_id();
    tx.exec(
        "INSERT INTO users (id, tenant_id, external_id, display_name, email, password_hash, is_active, created_at,
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        args![
            id,
            tenants::HOME,
            // No application names users at home like that, and the library finds its own by their user name.
            format!("admin:{id}"),
            admin.name,
            admin.email,
            admin.password_hash,
            admin.is_active,
            now
        ],
    )
    .await?;
    tx.exec(
        "INSERT INTO admins (user_id, role, created_by, created_at) VALUES ($1, 'VIEWER', $2, $3)",
        args![id, admin.created_by, now],
    )
    .await?;
    Ok(id)
}

/// The editable columns, all of them: the caller starts from the row it read in the same transaction.
#[derive(Debug, Clone)]
pub struct Changes<'a> {
    /// E-mail address, in lower case.
    pub email: &'a str,
    /// Name shown, may be empty.
    pub name: &'a str,
    /// Whether they may log in.
    pub is_active: bool,
}

/// Writes the editable columns.
///
/// # Errors
/// `Unique` (`users_email_key` or `email`) when the address is taken.
pub async fn update(tx: &mut Conn, id: Uuid, changes: Changes<'_>, now: Micros) -> Result<()> {
    tx.exec(
        "UPDATE users SET email = $2, display_name = $3, is_active = $4, updated_at = $5 WHERE id = $1",
        args![id, changes.email, changes.name, changes.is_active, now],
    )
    .await?;
    Ok(())
}

/// Writes the role, and whether it is over all tenants. The grants follow, because the library reads roles there.
///
/// # Errors
/// Any database failure.
pub async fn set_role(tx: &mut Conn, id: Uuid, role: &str, all_clients: bool, now: Micros) -> Result<()> {
    tx.exec("UPDATE admins SET role = $2, all_clients = $3 WHERE user_id = $1", args![id, role, all_clients])
        .await?;
    tx.exec("UPDATE admin_grants SET role = $2 WHERE user_id = $1", args![id, role]).await?;
    tx.exec("DELETE FROM admin_grants WHERE user_id = $1 AND tenant_id IS NULL", args![id]).await?;
    if all_clients || role == "SUPER_ADMIN" {
        tx.exec(
            "INSERT INTO admin_grants (id, user_id, role, created_at) VALUES ($1, $2, $3, $4)",
            args![crate::new_id(), id, role, now],
        )
        .await?;
    }
    Ok(())
}

/// Replaces the tenants given one by one.
///
/// # Errors
/// Any database failure, an unknown tenant among them.
pub async fn set_tenants(tx: &mut Conn, id: Uuid, tenants: &[Uuid], now: Micros) -> Result<()> {
    tx.exec("DELETE FROM admin_grants WHERE user_id = $1 AND tenant_id IS NOT NULL", args![id]).await?;
    let rows = tenants.iter().map(|tenant| json!({"id": crate::new_id(), "tenant": tenant}));
    let rows = serde_json::Value::from_iter(rows);
    let records = records(tx.engine(), "$1", &[("id", Field::Id), ("tenant", Field::Id)]);
    let sql = format!(
        "INSERT INTO admin_grants (id, user_id, role, tenant_id, created_at)
         SELECT r.id, a.user_id, a.role, r.tenant, $3 FROM {records} r JOIN admins a ON a.user_id = $2"
    );
    tx.exec(&sql, args![rows, id, now]).await?;
    Ok(())
}

/// Adds one tenant to the set; answers whether it is new.
///
/// # Errors
/// Any database failure.
pub async fn grant_tenant(tx: &mut Conn, id: Uuid, tenant: Uuid, now: Micros) -> Result<bool> {
    let added = tx
        .exec(
            "INSERT INTO admin_grants (id, user_id, role, tenant_id, created_at)
             SELECT $1, a.user_id, a.role, $3, $4 FROM admins a WHERE a.user_id = $2
             AND NOT EXISTS (SELECT 1 FROM admin_grants g WHERE g.user_id = $2 AND g.tenant_id = $3)",
            args![crate::new_id(), id, tenant, now],
        )
        .await?;
    Ok(added > 0)
}

/// Takes one tenant from the set; answers whether it was there.
///
/// # Errors
/// Any database failure.
pub async fn revoke_tenant(tx: &mut Conn, id: Uuid, tenant: Uuid) -> Result<bool> {
    let removed =
        tx.exec("DELETE FROM admin_grants WHERE user_id = $1 AND tenant_id = $2", args![id, tenant]).await?;
    Ok(removed > 0)
}

/// Removes an administrator with sessions and grants.
///
/// # Errors
/// Any database failure.
pub async fn delete(tx: &mut Conn, id: Uuid) -> Result<()> {
    tx.exec("DELETE FROM users WHERE id = $1 AND username IS NULL", args![id]).await?;
    Ok(())
}
