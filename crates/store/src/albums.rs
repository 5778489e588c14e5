//! Albums: ordered choices of assets.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

/// A row of `albums` with the owner's integer.
#[derive(Debug, Clone, FromRow)]
pub struct Album {
    /// Id.
    pub id: Uuid,
    /// The integer the library shows.
    pub number: i64,
    /// Owner.
    pub owner_id: Uuid,
    /// The owner's integer.
    pub owner_number: i64,
    /// Name.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Chosen cover.
    pub cover_asset_id: Option<Uuid>,
    /// `default` or `bio`.
    pub album_type: String,
    /// Creation.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
}

/// Columns of [`Album`] from `albums b`.
const COLUMNS: &str =
    "b.id, b.number, b.owner_id, (SELECT number FROM users WHERE users.id = b.owner_id) AS owner_number,
    b.name, b.description, b.cover_asset_id, b.album_type, b.created_at, b.updated_at";

/// An album of a tenant by its integer.
///
/// # Errors
/// Any database failure.
pub async fn get_by_number(conn: &mut Conn, tenant: Uuid, number: i64) -> Result<Option<Album>> {
    conn.optional(
        &format!("SELECT {COLUMNS} FROM albums b WHERE b.tenant_id = $1 AND b.number = $2"),
        args![tenant, number],
    )
    .await
}

/// An album an asset is in, with its place there.
#[derive(Debug, Clone, FromRow)]
pub struct Membership {
    /// The album's integer.
    pub number: i64,
    /// The album's name.
    pub name: String,
    /// The album's owner.
    pub owner_id: Uuid,
    /// Place in the album.
    pub position: Option<i64>,
    /// When it was added.
    pub added_at: Micros,
}

/// The albums an asset is in, oldest first.
///
/// # Errors
/// Any database failure.
pub async fn of_asset(conn: &mut Conn, asset: Uuid) -> Result<Vec<Membership>> {
    conn.all(
        "SELECT b.number, b.name, b.owner_id, m.position, m.added_at FROM album_assets m
         JOIN albums b ON b.id = m.album_id WHERE m.asset_id = $1 ORDER BY b.number",
        args![asset],
    )
    .await
}
