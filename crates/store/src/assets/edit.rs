//! Changes to single assets.

use uuid::Uuid;

use super::row::{Shelf, State, day_key};
use crate::{Conn, Micros, Result, args};

/// What metadata says about when and where; the columns searches use.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Placement {
    /// When taken; absent: keep what is there.
    pub taken_time: Option<Micros>,
    /// Minutes ahead of UTC; absent: keep what is there.
    pub capture_offset_minutes: Option<i64>,
    /// Camera.
    pub camera_model: Option<String>,
    /// Lens.
    pub lens_model: Option<String>,
    /// Millimetres.
    pub focal_length: Option<f64>,
    /// Degrees north.
    pub gps_latitude: Option<f64>,
    /// Degrees east.
    pub gps_longitude: Option<f64>,
    /// Geohash of five characters.
    pub geohash5: Option<String>,
    /// Geohash of seven characters.
    pub geohash7: Option<String>,
    /// Pairs the halves of a live photo.
    pub content_identifier: Option<String>,
    /// A camera's raw file.
    pub is_raw: bool,
}

/// Replaces what the file says about itself, and the columns derived from it.
///
/// # Errors
/// Any database failure.
pub async fn put_specific(
    conn: &mut Conn,
    id: Uuid,
    specific: &serde_json::Value,
    place: &Placement,
    now: Micros,
) -> Result<()> {
    let before: Option<(Option<Micros>, Option<i64>, Micros)> = conn
        .optional(
            "SELECT taken_time, capture_offset_minutes, upload_time FROM assets WHERE id = $1",
            args![id],
        )
        .await?;
    let Some((taken, offset, uploaded)) = before else { return Ok(()) };
    let taken = place.taken_time.or(taken);
    let offset = place.capture_offset_minutes.or(offset);
    let sort_time = taken.unwrap_or(uploaded);
    conn.exec(
        "UPDATE assets SET specific_metadata = $2, taken_time = $3, capture_offset_minutes = $4, sort_time = $5,
         day_key = $6, camera_model = $7, lens_model = $8, focal_length = $9, gps_latitude = $10, gps_longitude = $11,
         geohash5 = $12, geohash7 = $13, content_identifier = $14, is_raw = $15, updated_at = $16 WHERE id = $1",
        args![
            id,
            specific.clone(),
            taken,
            offset,
            sort_time,
            day_key(sort_time, offset.unwrap_or(0)),
            place.camera_model.clone(),
            place.lens_model.clone(),
            place.focal_length,
            place.gps_latitude,
            place.gps_longitude,
            place.geohash5.clone(),
            place.geohash7.clone(),
            place.content_identifier.clone(),
            place.is_raw,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Sets the rating, 0 to 5.
///
/// # Errors
/// Any database failure.
pub async fn put_rating(conn: &mut Conn, id: Uuid, rating: i64, now: Micros) -> Result<()> {
    conn.exec("UPDATE assets SET rating = $2, updated_at = $3 WHERE id = $1", args![id, rating, now]).await?;
    Ok(())
}

/// Sets or clears the favourite mark.
///
/// # Errors
/// Any database failure.
pub async fn put_liked(conn: &mut Conn, id: Uuid, liked: bool, now: Micros) -> Result<()> {
    conn.exec("UPDATE assets SET liked = $2, updated_at = $3 WHERE id = $1", args![id, liked, now]).await?;
    Ok(())
}

/// Writes the status object and its summary.
///
/// # Errors
/// Any database failure.
pub async fn put_state(
    conn: &mut Conn,
    id: Uuid,
    status: &serde_json::Value,
    state: State,
    now: Micros,
) -> Result<()> {
    conn.exec(
        "UPDATE assets SET status = $2, state = $3, updated_at = $4 WHERE id = $1",
        args![id, status.clone(), state.as_str(), now],
    )
    .await?;
    Ok(())
}

/// What moving to the trash did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trashed {
    /// It is in the trash now.
    Done,
    /// It was not on the listed shelf.
    NotListed,
}

/// Moves a listed asset to the trash. Its content may be uploaded again from now on.
///
/// # Errors
/// Any database failure.
pub async fn trash(conn: &mut Conn, id: Uuid, now: Micros) -> Result<Trashed> {
    let touched = conn
        .exec(
            "UPDATE assets SET shelf = $2, deleted_at = $3, updated_at = $3, dedupe_hash = NULL
             WHERE id = $1 AND shelf = 0",
            args![id, Shelf::Trash.number(), now],
        )
        .await?;
    cover_stack_of(conn, id).await?;
    Ok(if touched == 1 { Trashed::Done } else { Trashed::NotListed })
}

/// Takes an asset out of the trash; no effect on one that is not there.
///
/// # Errors
/// Any database failure.
pub async fn restore(conn: &mut Conn, id: Uuid, now: Micros) -> Result<()> {
    conn.exec(
        "UPDATE assets SET shelf = 0, deleted_at = NULL, updated_at = $2 WHERE id = $1 AND shelf = 1",
        args![id, now],
    )
    .await?;
    cover_stack_of(conn, id).await
}

/// Decides again which member stands for a stack on each shelf: the lowest position, ties by id.
///
/// # Errors
/// Any database failure.
pub(super) async fn cover_stack_of(conn: &mut Conn, member: Uuid) -> Result<()> {
    let stack: Option<(Option<Uuid>,)> =
        conn.optional("SELECT stack_id FROM assets WHERE id = $1", args![member]).await?;
    match stack {
        Some((Some(stack),)) => cover_stack(conn, stack).await,
        _ => Ok(()),
    }
}

/// As [`cover_stack_of`], by stack.
///
/// # Errors
/// Any database failure.
pub async fn cover_stack(conn: &mut Conn, stack: Uuid) -> Result<()> {
    conn.exec(
        "UPDATE assets SET stack_cover = NOT EXISTS (SELECT 1 FROM assets o WHERE o.stack_id = assets.stack_id
         AND o.shelf = assets.shelf AND (o.stack_position < assets.stack_position
           OR (o.stack_position = assets.stack_position AND o.id < assets.id)))
         WHERE stack_id = $1",
        args![stack],
    )
    .await?;
    Ok(())
}

/// What reading a file told about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// What it is.
    pub kind: super::Kind,
    /// Type by content.
    pub mime_type: String,
    /// Upright width and height in pixels.
    pub dimensions: Option<(i64, i64)>,
    /// Milliseconds.
    pub duration_ms: Option<i64>,
    /// Placeholder.
    pub thumbhash: Option<Vec<u8>>,
    /// Perceptual hash.
    pub phash: Option<i64>,
}

/// Writes what reading a file told. What is absent keeps the earlier value.
///
/// # Errors
/// Any database failure.
pub async fn put_content(conn: &mut Conn, id: Uuid, content: &Content, now: Micros) -> Result<()> {
    let (width, height) = content.dimensions.unzip();
    conn.exec(
        "UPDATE assets SET kind = $2, mime_type = $3, width = COALESCE($4, width), height = COALESCE($5, height),
         duration_ms = COALESCE($6, duration_ms), thumbhash = COALESCE($7, thumbhash), phash = COALESCE($8, phash),
         updated_at = $9 WHERE id = $1",
        args![
            id,
            content.kind.as_str(),
            content.mime_type.as_str(),
            width,
            height,
            content.duration_ms,
            content.thumbhash.clone(),
            content.phash,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Records that a staged file is in its place. Repeating it changes nothing.
///
/// # Errors
/// `Unique` on `assets_repository_path_key` (SQLite: `storage_path`) when another asset has that place.
pub async fn put_place(
    conn: &mut Conn,
    id: Uuid,
    storage_path: &str,
    mtime: Option<Micros>,
    now: Micros,
) -> Result<()> {
    conn.exec(
        "UPDATE assets SET storage_path = $2, staged_path = NULL, file_mtime = $3, updated_at = $4 WHERE id = $1",
        args![id, storage_path, mtime, now],
    )
    .await?;
    Ok(())
}

/// Takes the place away from whatever other asset has it: its file was replaced.
///
/// # Errors
/// Any database failure.
pub async fn vacate_place(
    conn: &mut Conn,
    repository: Uuid,
    storage_path: &str,
    except: Uuid,
    now: Micros,
) -> Result<Vec<Uuid>> {
    let gone: Vec<(Uuid,)> = conn
        .all(
            "UPDATE assets SET storage_path = '', dedupe_hash = NULL, shelf = CASE shelf WHEN 0 THEN 1 ELSE shelf END,
             deleted_at = COALESCE(deleted_at, $4), updated_at = $4
             WHERE repository_id = $1 AND storage_path = $2 AND id <> $3 RETURNING id",
            args![repository, storage_path, except, now],
        )
        .await?;
    Ok(gone.into_iter().map(|(id,)| id).collect())
}

/// Locks an asset's row until the transaction ends, so that two tasks of one asset change its status one after the
/// other. SQLite has one writer and needs no lock.
///
/// # Errors
/// Any database failure.
pub async fn lock(conn: &mut Conn, id: Uuid) -> Result<()> {
    if conn.engine() == crate::Engine::Postgres {
        conn.optional::<(Uuid,)>("SELECT id FROM assets WHERE id = $1 FOR UPDATE", args![id]).await?;
    }
    Ok(())
}

/// Forgets an asset that is in the trash, with everything that hangs on it.
///
/// # Errors
/// Any database failure.
pub async fn delete(conn: &mut Conn, id: Uuid) -> Result<()> {
    let stack: Option<(Option<Uuid>,)> =
        conn.optional("SELECT stack_id FROM assets WHERE id = $1 AND shelf = 1", args![id]).await?;
    conn.exec("DELETE FROM assets WHERE id = $1 AND shelf = 1", args![id]).await?;
    match stack {
        Some((Some(stack),)) => cover_stack(conn, stack).await,
        _ => Ok(()),
    }
}
