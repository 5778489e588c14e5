//! Single images, and the questions rules ask about them.

use std::collections::HashMap;

use sqlx::FromRow;
use uuid::Uuid;

use super::{FROM, Image, SELECT};
use crate::{Conn, Result, args, dialect};

/// An image or avatar by id, whoever's it is.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid) -> Result<Option<Image>> {
    conn.optional(&format!("{SELECT} {FROM} WHERE a.id = $1"), args![id]).await
}

/// An image or avatar by id, held until the transaction ends.
///
/// # Errors
/// Any database failure.
pub async fn get_locked(tx: &mut Conn, id: Uuid) -> Result<Option<Image>> {
    let lock = format!("SELECT views FROM images WHERE asset_id = $1{}", dialect::lock_row(tx.engine()));
    match tx.optional::<(i64,)>(&lock, args![id]).await? {
        Some(_) => get(tx, id).await,
        None => Ok(None),
    }
}

/// The avatar of a user of a client.
///
/// # Errors
/// Any database failure.
pub async fn get_avatar(conn: &mut Conn, tenant: Uuid, external_id: &str) -> Result<Option<Image>> {
    conn.optional(
        &format!(
            "{SELECT} {FROM} WHERE a.id = (SELECT avatar_asset_id FROM users WHERE tenant_id = $1 AND external_id = $2)
             AND i.is_avatar"
        ),
        args![tenant, external_id],
    )
    .await
}

/// Those of some images that there are, in no particular order.
///
/// # Errors
/// Any database failure.
pub async fn many(conn: &mut Conn, tenant: Uuid, ids: &[Uuid]) -> Result<Vec<Image>> {
    let wanted = dialect::id_in(conn.engine(), "a.id", "$2");
    let list = dialect::id_list(conn.engine(), ids);
    conn.all(
        &format!("{SELECT} {FROM} WHERE a.tenant_id = $1 AND {wanted} AND NOT i.is_avatar"),
        sea_query::Values(vec![crate::value(tenant), list]),
    )
    .await
}

/// The albums each of some images is in, oldest membership first.
///
/// # Errors
/// Any database failure.
pub async fn albums_of(conn: &mut Conn, images: &[Uuid]) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let wanted = dialect::id_in(conn.engine(), "asset_id", "$1");
    let list = dialect::id_list(conn.engine(), images);
    let rows: Vec<(Uuid, Uuid)> = conn
        .all(
            &format!(
                "SELECT asset_id, album_id FROM album_assets WHERE {wanted} ORDER BY added_at, album_id"
            ),
            sea_query::Values(vec![list]),
        )
        .await?;
    let mut albums: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (asset, album) in rows {
        albums.entry(asset).or_default().push(album);
    }
    Ok(albums)
}

/// An album, as it is named beside the images in it.
#[derive(Debug, Clone, FromRow)]
pub struct AlbumName {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Id in the client's own system.
    pub external_id: Option<String>,
    /// Whether everybody may look.
    pub is_public: bool,
    asset_id: Uuid,
}

/// The albums each of some images is in with their names, oldest membership first.
///
/// # Errors
/// Any database failure.
pub async fn album_names_of(conn: &mut Conn, images: &[Uuid]) -> Result<HashMap<Uuid, Vec<AlbumName>>> {
    let wanted = dialect::id_in(conn.engine(), "m.asset_id", "$1");
    let list = dialect::id_list(conn.engine(), images);
    let rows: Vec<AlbumName> = conn
        .all(
            &format!(
                "SELECT b.id, b.name, b.external_id, b.is_public, m.asset_id FROM album_assets m
                 JOIN albums b ON b.id = m.album_id WHERE {wanted} ORDER BY m.added_at, m.album_id"
            ),
            sea_query::Values(vec![list]),
        )
        .await?;
    let mut albums: HashMap<Uuid, Vec<AlbumName>> = HashMap::new();
    for row in rows {
        albums.entry(row.asset_id).or_default().push(row);
    }
    Ok(albums)
}

/// Whether an image is in an album.
///
/// # Errors
/// Any database failure.
pub async fn is_in_album(conn: &mut Conn, image: Uuid, album: Uuid) -> Result<bool> {
    let found: i64 = conn
        .scalar(
            "SELECT COUNT(*) FROM album_assets WHERE asset_id = $1 AND album_id = $2",
            args![image, album],
        )
        .await?;
    Ok(found > 0)
}

/// Those of some ids that have an image or avatar of a client, for sweepers that start from what is stored.
///
/// # Errors
/// Any database failure.
pub async fn known(conn: &mut Conn, tenant: Uuid, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let wanted = dialect::id_in(conn.engine(), "asset_id", "$2");
    let list = dialect::id_list(conn.engine(), ids);
    let rows: Vec<(Uuid,)> = conn
        .all(
            &format!("SELECT asset_id FROM images WHERE tenant_id = $1 AND {wanted}"),
            sea_query::Values(vec![crate::value(tenant), list]),
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
