//! Repositories: the users' folder trees.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

/// A row of `repositories`.
#[derive(Debug, Clone, FromRow)]
pub struct Repository {
    /// Id; it is also in the folder's settings file.
    pub id: Uuid,
    /// Tenant.
    pub tenant_id: Uuid,
    /// Name people gave it.
    pub name: String,
    /// Absolute path of the folder.
    pub path: String,
    /// `primary` or `regular`.
    pub role: String,
    /// Who owns what appears in it without an uploader.
    pub default_owner_id: Option<Uuid>,
    /// That owner's integer.
    pub default_owner_number: Option<i64>,
    /// `date`, `cas` or `flat`.
    pub storage_strategy: String,
    /// `rename`, `uuid` or `overwrite`.
    pub duplicate_handling: String,
    /// End of the last completed scan.
    pub last_sync_at: Option<Micros>,
}

impl Repository {
    /// Whether this is the one uploads go to unless told otherwise.
    #[must_use]
    pub fn is_primary(&self) -> bool {
        self.role == "primary"
    }
}

/// Columns of [`Repository`] from `repositories r`.
const SELECT: &str = "SELECT r.id, r.tenant_id, r.name, r.path, r.role, r.default_owner_id,
    (SELECT number FROM users WHERE users.id = r.default_owner_id) AS default_owner_number,
    r.storage_strategy, r.duplicate_handling, r.last_sync_at FROM repositories r ";

/// A registered repository.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, tenant: Uuid, id: Uuid) -> Result<Option<Repository>> {
    conn.optional(
        &format!("{SELECT} WHERE r.id = $1 AND r.tenant_id = $2 AND r.detached_at IS NULL"),
        args![id, tenant],
    )
    .await
}

/// The primary repository, once there is one.
///
/// # Errors
/// Any database failure.
pub async fn primary(conn: &mut Conn, tenant: Uuid) -> Result<Option<Repository>> {
    conn.optional(
        &format!("{SELECT} WHERE r.tenant_id = $1 AND r.role = 'primary' AND r.detached_at IS NULL"),
        args![tenant],
    )
    .await
}

/// All registered repositories, the primary one first, then by name.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, tenant: Uuid) -> Result<Vec<Repository>> {
    conn.all(
        &format!("{SELECT} WHERE r.tenant_id = $1 AND r.detached_at IS NULL ORDER BY r.role, r.name, r.id"),
        args![tenant],
    )
    .await
}

/// Registers a repository, or registers again one whose id is known and detached: then its assets come back to their
/// shelves.
///
/// # Errors
/// `Unique` when the path or the primary role is taken (`repositories_path_key`, `repositories_primary_key`; SQLite:
/// `path`, `tenant_id`), or when a registered repository has the id (`repositories_pkey`; SQLite: `repositories.id`).
pub async fn attach(conn: &mut Conn, new: &Repository, now: Micros) -> Result<()> {
    let values = args![
        new.id,
        new.tenant_id,
        new.name.as_str(),
        new.path.as_str(),
        new.role.as_str(),
        new.default_owner_id,
        new.storage_strategy.as_str(),
        new.duplicate_handling.as_str(),
        now
    ];
    let revived = conn
        .exec(
            "UPDATE repositories SET name = $3, path = $4, role = $5, default_owner_id = $6, storage_strategy = $7,
             duplicate_handling = $8, detached_at = NULL, updated_at = $9
             WHERE id = $1 AND tenant_id = $2 AND detached_at IS NOT NULL",
            values.clone(),
        )
        .await?;
    if revived == 1 {
        conn.exec(
            "UPDATE assets SET shelf = CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END
             WHERE repository_id = $1 AND shelf = 2",
            args![new.id],
        )
        .await?;
        return Ok(());
    }
    conn.exec(
        "INSERT INTO repositories (id, tenant_id, name, path, role, default_owner_id, storage_strategy,
         duplicate_handling, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        values,
    )
    .await?;
    Ok(())
}

/// Changes what may change of a repository.
///
/// # Errors
/// Any database failure.
pub async fn update(conn: &mut Conn, repository: &Repository, now: Micros) -> Result<()> {
    conn.exec(
        "UPDATE repositories SET name = $2, default_owner_id = $3, storage_strategy = $4, duplicate_handling = $5,
         updated_at = $6 WHERE id = $1",
        args![
            repository.id,
            repository.name.as_str(),
            repository.default_owner_id,
            repository.storage_strategy.as_str(),
            repository.duplicate_handling.as_str(),
            now
        ],
    )
    .await?;
    Ok(())
}

/// Unregisters a repository: its files stay, its assets leave the lists and wait for it to come back.
///
/// # Errors
/// Any database failure.
pub async fn detach(conn: &mut Conn, id: Uuid, now: Micros) -> Result<()> {
    conn.exec(
        "UPDATE repositories SET detached_at = $2, updated_at = $2 WHERE id = $1 AND detached_at IS NULL",
        args![id, now],
    )
    .await?;
    conn.exec("UPDATE assets SET shelf = 2 WHERE repository_id = $1 AND shelf IN (0, 1)", args![id]).await?;
    Ok(())
}

/// Remembers the end of a completed scan.
///
/// # Errors
/// Any database failure.
pub async fn put_last_sync(conn: &mut Conn, id: Uuid, now: Micros) -> Result<()> {
    conn.exec("UPDATE repositories SET last_sync_at = $2 WHERE id = $1", args![id, now]).await?;
    Ok(())
}
