//! What is in an album, and in which albums something is.

use sqlx::FromRow;
use uuid::Uuid;

use super::row::{Album, AlbumType, COLUMNS, ORDER, SEEN};
use crate::assets::{self, Asset, View};
use crate::{Conn, Micros, Result, args};

/// An asset in an album.
#[derive(Debug, Clone, FromRow)]
pub struct Member {
    /// The asset.
    #[sqlx(flatten)]
    pub asset: Asset,
    /// Place in the album.
    pub position: Option<i64>,
    /// When it was added.
    pub added_at: Micros,
}

/// The assets of an album that a viewer sees: by place, those without one last, then in the order they were added.
///
/// # Errors
/// Any database failure.
pub async fn members(conn: &mut Conn, album: Uuid, view: View) -> Result<Vec<Member>> {
    let columns = assets::COLUMNS;
    conn.all(
        &format!(
            "SELECT {columns}, m.position, m.added_at FROM album_assets m JOIN assets a ON a.id = m.asset_id
             WHERE m.album_id = $1 AND {SEEN} ORDER BY {ORDER}"
        ),
        args![album, view.owner(), view.repository],
    )
    .await
}

/// An album an asset is in, with its place there.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Membership {
    /// The album.
    #[sqlx(flatten)]
    pub album: Album,
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
        &format!(
            "SELECT {COLUMNS}, m.position, m.added_at FROM album_assets m JOIN albums b ON b.id = m.album_id
             WHERE m.asset_id = $1 ORDER BY b.number"
        ),
        args![asset],
    )
    .await
}

/// Puts an asset into an album. One that is there keeps its place.
///
/// # Errors
/// `ForeignKey` when the album or the asset is gone.
pub async fn add(
    conn: &mut Conn,
    album: Uuid,
    asset: Uuid,
    position: Option<i64>,
    now: Micros,
) -> Result<()> {
    conn.exec(
        "INSERT INTO album_assets (album_id, asset_id, position, added_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (album_id, asset_id) DO NOTHING",
        args![album, asset, position, now],
    )
    .await?;
    Ok(())
}

/// Takes an asset out of an album; no effect on one that is not in it.
///
/// # Errors
/// Any database failure.
pub async fn remove(conn: &mut Conn, album: Uuid, asset: Uuid) -> Result<()> {
    conn.exec("DELETE FROM album_assets WHERE album_id = $1 AND asset_id = $2", args![album, asset]).await?;
    Ok(())
}

/// Gives an asset of an album its place, or none; false when it is not in the album.
///
/// # Errors
/// Any database failure.
pub async fn place(conn: &mut Conn, album: Uuid, asset: Uuid, position: Option<i64>) -> Result<bool> {
    let touched = conn
        .exec(
            "UPDATE album_assets SET position = $3 WHERE album_id = $1 AND asset_id = $2",
            args![album, asset, position],
        )
        .await?;
    Ok(touched == 1)
}

/// How many listed photos are in albums of a type, each counted once.
///
/// # Errors
/// Any database failure.
pub async fn count_photos(conn: &mut Conn, tenant: Uuid, album_type: AlbumType, view: View) -> Result<i64> {
    conn.scalar(
        &format!(
            "SELECT COUNT(DISTINCT a.id) FROM albums b JOIN album_assets m ON m.album_id = b.id
             JOIN assets a ON a.id = m.asset_id
             WHERE b.tenant_id = $1 AND b.album_type = $4 AND a.kind = 'PHOTO' AND {SEEN}"
        ),
        args![tenant, view.owner(), view.repository, album_type.as_str()],
    )
    .await
}
