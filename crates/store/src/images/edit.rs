//! Making and changing images.

use uuid::Uuid;

use crate::assets::{self, Kind, NewAsset, Origin};
use crate::{Conn, Micros, Result, args};

/// What a new image starts with.
#[derive(Debug, Clone)]
pub struct NewImage {
    /// Id.
    pub id: Uuid,
    /// Client.
    pub tenant: Uuid,
    /// User.
    pub owner: Uuid,
    /// Whether it is the user's avatar.
    pub is_avatar: bool,
    /// Whether only its user may see it.
    pub is_private: bool,
    /// Whether it moves.
    pub is_animated: bool,
    /// Name it came with.
    pub original_filename: String,
    /// Type of the stored picture.
    pub mime_type: &'static str,
    /// Bytes of the stored picture.
    pub size: i64,
    /// BLAKE3 of the stored picture.
    pub hash: String,
    /// Width and height, pixels.
    pub dimensions: (i64, i64),
    /// Description.
    pub description: Option<String>,
}

/// Inserts an image whose bytes are durable.
///
/// # Errors
/// `ForeignKey` when its user is gone.
pub async fn insert(conn: &mut Conn, image: &NewImage, now: Micros) -> Result<()> {
    let asset = NewAsset {
        id: image.id,
        tenant: image.tenant,
        origin: Origin::Hosting,
        owner: Some(image.owner),
        repository: None,
        kind: Kind::Photo,
        original_filename: image.original_filename.clone(),
        storage_path: String::new(),
        staged_path: None,
        mime_type: image.mime_type.to_owned(),
        file_size: image.size,
        file_mtime: None,
        hash: Some(image.hash.clone()),
        refuse_duplicates: false,
        taken_time: None,
        status: serde_json::json!({}),
    };
    assets::insert(conn, &asset, now).await?;
    let (width, height) = image.dimensions;
    conn.exec(
        "UPDATE assets SET width = $2, height = $3, state = 'complete' WHERE id = $1",
        args![image.id, width, height],
    )
    .await?;
    conn.exec(
        "INSERT INTO images (asset_id, tenant_id, is_avatar, is_private, is_animated, description)
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![
            image.id,
            image.tenant,
            image.is_avatar,
            image.is_private,
            image.is_animated,
            image.description.as_deref()
        ],
    )
    .await?;
    Ok(())
}

/// What changes; absent: stays.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Name.
    pub original_filename: Option<String>,
    /// Whether only its user may see it.
    pub is_private: Option<bool>,
    /// Description; inner absent: none any more.
    pub description: Option<Option<String>>,
}

/// Changes an image.
///
/// # Errors
/// Any database failure.
pub async fn update(conn: &mut Conn, id: Uuid, changes: &Changes, now: Micros) -> Result<()> {
    let name = changes.original_filename.as_deref();
    conn.exec(
        "UPDATE assets SET original_filename = COALESCE($2, original_filename),
         filename_key = COALESCE($3, filename_key), updated_at = $4 WHERE id = $1",
        args![id, name, name.map(str::to_lowercase), now],
    )
    .await?;
    conn.exec(
        "UPDATE images SET is_private = COALESCE($2, is_private),
         description = CASE WHEN $3 THEN $4 ELSE description END WHERE asset_id = $1",
        args![
            id,
            changes.is_private,
            changes.description.is_some(),
            changes.description.as_ref().and_then(Option::as_deref)
        ],
    )
    .await?;
    Ok(())
}

/// Deletes an image with its asset, and everything that refers to it.
///
/// # Errors
/// Any database failure.
pub async fn delete(conn: &mut Conn, id: Uuid) -> Result<()> {
    conn.exec("DELETE FROM assets WHERE id = $1 AND origin = 'hosting'", args![id]).await?;
    Ok(())
}

/// Adds to the counts of an image; no effect on one that is gone.
///
/// # Errors
/// Any database failure.
pub async fn add_views(conn: &mut Conn, id: Uuid, views: i64, downloads: i64) -> Result<()> {
    conn.exec(
        "UPDATE images SET views = views + $2, downloads = downloads + $3 WHERE asset_id = $1",
        args![id, views, downloads],
    )
    .await?;
    Ok(())
}
