//! Making, changing and deleting albums.

use uuid::Uuid;

use super::row::AlbumType;
use crate::{Conn, Micros, Result, args};

/// What a new album starts with.
#[derive(Debug, Clone, Copy)]
pub struct NewAlbum<'a> {
    /// Id.
    pub id: Uuid,
    /// Tenant.
    pub tenant: Uuid,
    /// Owner.
    pub owner: Uuid,
    /// Name.
    pub name: &'a str,
    /// Description.
    pub description: Option<&'a str>,
    /// Chosen cover.
    pub cover: Option<Uuid>,
    /// What it is for.
    pub album_type: AlbumType,
}

/// Inserts an album.
///
/// # Errors
/// `ForeignKey` when the cover or the owner is gone.
pub async fn insert(conn: &mut Conn, album: &NewAlbum<'_>, now: Micros) -> Result<()> {
    conn.exec(
        "INSERT INTO albums (id, tenant_id, owner_id, name, description, cover_asset_id, album_type, created_at,
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        args![
            album.id,
            album.tenant,
            album.owner,
            album.name,
            album.description,
            album.cover,
            album.album_type.as_str(),
            now
        ],
    )
    .await?;
    Ok(())
}

/// What changes; absent: stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct Changes<'a> {
    /// Name.
    pub name: Option<&'a str>,
    /// Description.
    pub description: Option<&'a str>,
    /// Chosen cover.
    pub cover: Option<Uuid>,
    /// What it is for.
    pub album_type: Option<AlbumType>,
}

/// Changes an album.
///
/// # Errors
/// `ForeignKey` when the cover is gone.
pub async fn update(conn: &mut Conn, id: Uuid, changes: &Changes<'_>, now: Micros) -> Result<()> {
    conn.exec(
        "UPDATE albums SET name = COALESCE($2, name), description = COALESCE($3, description),
         cover_asset_id = COALESCE($4, cover_asset_id), album_type = COALESCE($5, album_type), updated_at = $6
         WHERE id = $1",
        args![
            id,
            changes.name,
            changes.description,
            changes.cover,
            changes.album_type.map(AlbumType::as_str),
            now
        ],
    )
    .await?;
    Ok(())
}

/// Deletes an album; its assets stay.
///
/// # Errors
/// Any database failure.
pub async fn delete(conn: &mut Conn, id: Uuid) -> Result<()> {
    conn.exec("DELETE FROM albums WHERE id = $1", args![id]).await?;
    Ok(())
}
