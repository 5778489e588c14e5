//! Renditions: what calotype made from an asset.

use std::collections::HashMap;

use sqlx::FromRow;
use uuid::Uuid;

use crate::dialect::{id_in, id_list, text_in};
use crate::{Conn, Micros, Result, Values, args, value};

/// A row of `renditions`.
#[derive(Debug, Clone, FromRow)]
pub struct Rendition {
    /// The integer the library shows.
    pub number: i64,
    /// Asset it was made from.
    pub asset_id: Uuid,
    /// What it is: `mezzanine`, `small`, `medium`, `large`, `web_video`, `web_audio` …
    pub recipe: String,
    /// Version of the encoder that made it.
    pub version: i64,
    /// Where its bytes are in the object store.
    pub object_key: String,
    /// Its type.
    pub mime_type: String,
    /// Pixels.
    pub width: Option<i64>,
    /// Pixels.
    pub height: Option<i64>,
    /// Bytes.
    pub size: i64,
    /// When it was made.
    pub created_at: Micros,
}

const COLUMNS: &str =
    "number, asset_id, recipe, version, object_key, mime_type, width, height, size, created_at";

/// What a new rendition is.
#[derive(Debug, Clone)]
pub struct NewRendition<'a> {
    /// Asset it was made from.
    pub asset: Uuid,
    /// What it is.
    pub recipe: &'a str,
    /// Version of the encoder that made it.
    pub version: i64,
    /// Where its bytes are in the object store.
    pub object_key: &'a str,
    /// Its type.
    pub mime_type: &'a str,
    /// Width and height in pixels.
    pub dimensions: Option<(i64, i64)>,
    /// Bytes.
    pub size: i64,
}

/// Records a rendition, replacing an earlier one of the same recipe.
///
/// # Errors
/// `ForeignKey` when the asset is gone.
pub async fn put(conn: &mut Conn, new: &NewRendition<'_>, now: Micros) -> Result<()> {
    let (width, height) = new.dimensions.unzip();
    conn.exec(
        "INSERT INTO renditions (id, asset_id, recipe, version, object_key, mime_type, width, height, size, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (asset_id, recipe) DO UPDATE SET version = excluded.version, object_key = excluded.object_key,
         mime_type = excluded.mime_type, width = excluded.width, height = excluded.height, size = excluded.size,
         created_at = excluded.created_at",
        args![
            crate::new_id(),
            new.asset,
            new.recipe,
            new.version,
            new.object_key,
            new.mime_type,
            width,
            height,
            new.size,
            now
        ],
    )
    .await?;
    Ok(())
}

/// One rendition of an asset.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, asset: Uuid, recipe: &str) -> Result<Option<Rendition>> {
    conn.optional(
        &format!("SELECT {COLUMNS} FROM renditions WHERE asset_id = $1 AND recipe = $2"),
        args![asset, recipe],
    )
    .await
}

/// All renditions of an asset.
///
/// # Errors
/// Any database failure.
pub async fn of_asset(conn: &mut Conn, asset: Uuid) -> Result<Vec<Rendition>> {
    conn.all(&format!("SELECT {COLUMNS} FROM renditions WHERE asset_id = $1 ORDER BY number"), args![asset])
        .await
}

/// Where the renditions of one recipe are, of those of some assets that have one.
///
/// # Errors
/// Any database failure.
pub async fn object_keys(conn: &mut Conn, assets: &[Uuid], recipe: &str) -> Result<HashMap<Uuid, String>> {
    let wanted = id_in(conn.engine(), "asset_id", "$1");
    let list = id_list(conn.engine(), assets);
    let rows: Vec<(Uuid, String)> = conn
        .all(
            &format!("SELECT asset_id, object_key FROM renditions WHERE {wanted} AND recipe = $2"),
            Values(vec![list, value(recipe)]),
        )
        .await?;
    Ok(rows.into_iter().collect())
}

/// Forgets one rendition, or all of them; answers the object keys nothing refers to any more.
///
/// # Errors
/// Any database failure.
pub async fn forget(conn: &mut Conn, asset: Uuid, recipe: Option<&str>) -> Result<Vec<String>> {
    let keys: Vec<(String,)> = conn
        .all(
            "DELETE FROM renditions WHERE asset_id = $1 AND ($2 IS NULL OR recipe = $2) RETURNING object_key",
            args![asset, recipe],
        )
        .await?;
    let mut unused = Vec::new();
    for (key,) in keys {
        let left: i64 =
            conn.scalar("SELECT COUNT(*) FROM renditions WHERE object_key = $1", args![key.as_str()]).await?;
        if left == 0 {
            unused.push(key);
        }
    }
    Ok(unused)
}

/// Those of some object keys that a rendition refers to.
///
/// # Errors
/// Any database failure.
pub async fn known(conn: &mut Conn, keys: &[String]) -> Result<Vec<String>> {
    let wanted = text_in(conn.engine(), "object_key", "$1");
    let list = serde_json::Value::from(keys);
    let rows: Vec<(String,)> =
        conn.all(&format!("SELECT DISTINCT object_key FROM renditions WHERE {wanted}"), args![list]).await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// Those of some contents, as hexadecimal hashes, that have an asset whose file is still being read.
///
/// # Errors
/// Any database failure.
pub async fn being_read(conn: &mut Conn, hashes: &[String]) -> Result<Vec<String>> {
    let wanted = text_in(conn.engine(), "hash", "$1");
    let list = serde_json::Value::from(hashes);
    let sql = format!("SELECT DISTINCT hash FROM assets WHERE {wanted} AND state = 'processing'");
    let rows: Vec<(String,)> = conn.all(&sql, args![list]).await?;
    Ok(rows.into_iter().map(|(hash,)| hash).collect())
}
