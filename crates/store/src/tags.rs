//! Tags: words on assets, with who put them there.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args};

/// A tag of an asset.
#[derive(Debug, Clone, FromRow)]
pub struct AssetTag {
    /// The tag's integer.
    pub number: i64,
    /// The word.
    pub name: String,
    /// Who set it: `system`, `user`, `ai`, …
    pub source: String,
    /// How sure a model was.
    pub confidence: Option<f64>,
}

/// The tags of an asset by name.
///
/// # Errors
/// Any database failure.
pub async fn of_asset(conn: &mut Conn, asset: Uuid) -> Result<Vec<AssetTag>> {
    conn.all(
        "SELECT t.number, t.name, m.source, m.confidence FROM asset_tags m JOIN tags t ON t.number = m.tag_number
         WHERE m.asset_id = $1 ORDER BY t.name",
        args![asset],
    )
    .await
}

/// Replaces the tags one source set on an asset; tags other sources set stay theirs.
///
/// # Errors
/// Any database failure.
pub async fn replace(
    conn: &mut Conn,
    tenant: Uuid,
    asset: Uuid,
    source: &str,
    names: &[String],
    now: Micros,
) -> Result<()> {
    conn.exec("DELETE FROM asset_tags WHERE asset_id = $1 AND source = $2", args![asset, source]).await?;
    for name in names {
        conn.exec(
            "INSERT INTO tags (tenant_id, name, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            args![tenant, name.as_str(), now],
        )
        .await?;
        conn.exec(
            "INSERT INTO asset_tags (asset_id, tag_number, source)
             SELECT $1, number, $2 FROM tags WHERE tenant_id = $3 AND name = $4 ON CONFLICT DO NOTHING",
            args![asset, source, tenant, name.as_str()],
        )
        .await?;
    }
    Ok(())
}
