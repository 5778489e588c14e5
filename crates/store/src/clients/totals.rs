//! How much clients keep: images, avatars (the one asset a user shows as such), albums, users.

use sqlx::FromRow;
use uuid::Uuid;

use super::Among;
use crate::{Conn, Micros, Result, Values, value};

/// Assets of one client: its images, or its avatars.
#[derive(Debug, Clone, FromRow)]
pub struct Assets {
    /// Client.
    pub tenant_id: Uuid,
    /// Whether these are the avatars.
    pub is_avatar: bool,
    /// How many.
    pub total: i64,
    /// How many bytes.
    pub bytes: i64,
    /// How many since the given time.
    pub fresh: i64,
    /// How many bytes of these.
    pub fresh_bytes: i64,
}

/// Rows of another kind of one client.
#[derive(Debug, Clone, FromRow)]
pub struct Rows {
    /// Client.
    pub tenant_id: Uuid,
    /// How many.
    pub total: i64,
    /// How many since the given time.
    pub fresh: i64,
}

/// What was made on one day.
#[derive(Debug, Clone, FromRow)]
pub struct Day {
    /// Days since 1970, UTC.
    pub day: i64,
    /// Images.
    pub images: i64,
    /// Avatars.
    pub avatars: i64,
    /// Albums.
    pub albums: i64,
}

/// Whether the asset `a` is shown by a user of its client.
const IS_AVATAR: &str =
    "EXISTS (SELECT 1 FROM users u WHERE u.avatar_asset_id = a.id AND u.tenant_id = a.tenant_id)";

/// Images and avatars of each client.
///
/// # Errors
/// Any database failure.
pub async fn assets(conn: &mut Conn, among: Among<'_>, since: Micros) -> Result<Vec<Assets>> {
    let (condition, ids) = among.condition(conn.engine(), "a.tenant_id", "$1");
    let sql = format!(
        "SELECT tenant_id, is_avatar, COUNT(*) AS total, CAST(SUM(file_size) AS BIGINT) AS bytes,
            CAST(SUM(CASE WHEN created_at >= $2 THEN 1 ELSE 0 END) AS BIGINT) AS fresh,
            CAST(SUM(CASE WHEN created_at >= $2 THEN file_size ELSE 0 END) AS BIGINT) AS fresh_bytes
         FROM (SELECT a.tenant_id, a.created_at, a.file_size, {IS_AVATAR} AS is_avatar FROM assets a
               WHERE a.origin = 'hosting' AND {condition}) kept
         GROUP BY tenant_id, is_avatar"
    );
    conn.all(&sql, Values(vec![ids, value(since)])).await
}

/// Albums of each client.
///
/// # Errors
/// Any database failure.
pub async fn albums(conn: &mut Conn, among: Among<'_>, since: Micros) -> Result<Vec<Rows>> {
    rows(conn, "albums", among, since).await
}

/// Users of each client.
///
/// # Errors
/// Any database failure.
pub async fn users(conn: &mut Conn, among: Among<'_>, since: Micros) -> Result<Vec<Rows>> {
    rows(conn, "users", among, since).await
}

async fn rows(conn: &mut Conn, table: &str, among: Among<'_>, since: Micros) -> Result<Vec<Rows>> {
    let (condition, ids) = among.condition(conn.engine(), "tenant_id", "$1");
    let sql = format!(
        "SELECT tenant_id, COUNT(*) AS total,
            CAST(SUM(CASE WHEN created_at >= $2 THEN 1 ELSE 0 END) AS BIGINT) AS fresh
         FROM {table} WHERE {condition} GROUP BY tenant_id"
    );
    conn.all(&sql, Values(vec![ids, value(since)])).await
}

/// What was made on each day since the given time, oldest first; days without anything are left out.
///
/// # Errors
/// Any database failure.
pub async fn days(conn: &mut Conn, among: Among<'_>, since: Micros) -> Result<Vec<Day>> {
    let (of_asset, ids) = among.condition(conn.engine(), "a.tenant_id", "$1");
    let (of_album, _) = among.condition(conn.engine(), "b.tenant_id", "$1");
    let sql = format!(
        "SELECT day, CAST(SUM(images) AS BIGINT) AS images, CAST(SUM(avatars) AS BIGINT) AS avatars,
            CAST(SUM(albums) AS BIGINT) AS albums
         FROM (
            SELECT a.created_at / 86400000000 AS day, CASE WHEN {IS_AVATAR} THEN 0 ELSE 1 END AS images,
                CASE WHEN {IS_AVATAR} THEN 1 ELSE 0 END AS avatars, 0 AS albums
            FROM assets a WHERE a.origin = 'hosting' AND {of_asset} AND a.created_at >= $2
            UNION ALL
            SELECT b.created_at / 86400000000, 0, 0, 1 FROM albums b WHERE {of_album} AND b.created_at >= $2
         ) made GROUP BY day ORDER BY day"
    );
    conn.all(&sql, Values(vec![ids, value(since)])).await
}
