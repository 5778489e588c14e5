//! Shares: tokens that open one image or one album to whoever shows them.

use std::collections::HashMap;

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, Values, args, dialect, value};

/// What a token opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An image.
    Image(Uuid),
    /// An album, and the images in it.
    Album(Uuid),
}

/// A row of `shares`, without the token.
#[derive(Debug, Clone, FromRow)]
pub struct Share {
    /// Id.
    pub id: Uuid,
    /// Client.
    pub tenant_id: Uuid,
    /// The image it opens.
    pub asset_id: Option<Uuid>,
    /// The album it opens.
    pub album_id: Option<Uuid>,
    /// Creation.
    pub created_at: Micros,
    /// When it ends; absent: never.
    pub expires_at: Option<Micros>,
    /// When it was taken back.
    pub revoked_at: Option<Micros>,
}

impl Share {
    /// Whether it still opens something.
    #[must_use]
    pub fn is_live(&self, now: Micros) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| end > now)
    }
}

const SELECT: &str = "SELECT s.id, s.tenant_id, s.asset_id, s.album_id, s.created_at, s.expires_at, s.revoked_at FROM shares s";

/// What a new share starts with.
#[derive(Debug, Clone)]
pub struct NewShare {
    /// Id.
    pub id: Uuid,
    /// Client.
    pub tenant: Uuid,
    /// What it opens.
    pub target: Target,
    /// SHA-256 of its token.
    pub token_hash: Vec<u8>,
    /// User who made it.
    pub created_by: Option<Uuid>,
    /// When it ends.
    pub expires_at: Option<Micros>,
}

/// Inserts a share.
///
/// # Errors
/// `ForeignKey` when what it opens is gone.
pub async fn insert(conn: &mut Conn, share: NewShare, now: Micros) -> Result<()> {
    let (asset, album) = match share.target {
        Target::Image(id) => (Some(id), None),
        Target::Album(id) => (None, Some(id)),
    };
    conn.exec(
        "INSERT INTO shares (id, tenant_id, asset_id, album_id, token_hash, created_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            share.id,
            share.tenant,
            asset,
            album,
            share.token_hash,
            share.created_by,
            now,
            share.expires_at
        ],
    )
    .await?;
    Ok(())
}

/// The share of a token, live or not, of a client that is active.
///
/// # Errors
/// Any database failure.
pub async fn by_token(conn: &mut Conn, token_hash: &[u8]) -> Result<Option<Share>> {
    conn.optional(
        &format!("{SELECT} JOIN tenants t ON t.id = s.tenant_id WHERE s.token_hash = $1 AND t.is_active"),
        args![token_hash],
    )
    .await
}

/// A share by id.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid) -> Result<Option<Share>> {
    conn.optional(&format!("{SELECT} WHERE s.id = $1"), args![id]).await
}

/// What several tokens open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Targets<'a> {
    /// These images.
    Images(&'a [Uuid]),
    /// These albums.
    Albums(&'a [Uuid]),
}

/// How many tokens of each of some images or albums are live; what has none may be left out.
///
/// # Errors
/// Any database failure.
pub async fn count_live(conn: &mut Conn, targets: Targets<'_>, now: Micros) -> Result<HashMap<Uuid, i64>> {
    let (column, ids) = match targets {
        Targets::Images(ids) => ("asset_id", ids),
        Targets::Albums(ids) => ("album_id", ids),
    };
    let wanted = dialect::id_in(conn.engine(), column, "$1");
    let list = dialect::id_list(conn.engine(), ids);
    let counts: Vec<(Uuid, i64)> = conn
        .all(
            &format!(
                "SELECT {column}, COUNT(*) FROM shares WHERE {wanted} AND revoked_at IS NULL
                 AND (expires_at IS NULL OR expires_at > $2) GROUP BY {column}"
            ),
            Values(vec![list, value(now)]),
        )
        .await?;
    Ok(counts.into_iter().collect())
}

/// Takes a share back; false when that was done before.
///
/// # Errors
/// Any database failure.
pub async fn revoke(conn: &mut Conn, id: Uuid, now: Micros) -> Result<bool> {
    let touched = conn
        .exec("UPDATE shares SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", args![id, now])
        .await?;
    Ok(touched == 1)
}
