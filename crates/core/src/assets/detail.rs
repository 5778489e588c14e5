//! Everything about one asset.

use calotype_store::albums::Membership;
use calotype_store::assets::{self as store, Asset};
use calotype_store::renditions::Rendition;
use calotype_store::tags::AssetTag;
use calotype_store::{renditions, tags};
use serde_json::Value;
use uuid::Uuid;

use crate::actor::Actor;
use crate::albums::members;
use crate::app::App;
use crate::assets::readable;
use crate::error::{Error, Result};

/// Which parts of a detail are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Include {
    /// Thumbnails.
    pub thumbnails: bool,
    /// Tags.
    pub tags: bool,
    /// Albums.
    pub albums: bool,
}

/// An asset with what belongs to it.
#[derive(Debug, Clone)]
pub struct Detail {
    /// The asset.
    pub asset: Asset,
    /// Thumbnails, by size: small, medium, large.
    pub thumbnails: Vec<Rendition>,
    /// Tags by name.
    pub tags: Vec<AssetTag>,
    /// Albums the actor may see.
    pub albums: Vec<Membership>,
}

/// The documented thumbnail sizes in order.
pub const SIZES: [&str; 3] = ["small", "medium", "large"];

/// Reads an asset with the wanted parts; assets in the trash can be read, too.
///
/// # Errors
/// The owner rule; `asset_not_found`.
pub async fn detail(app: &App, actor: &Actor, id: Uuid, include: Include) -> Result<Detail> {
    let mut conn = app.db.read().await?;
    let asset = readable(&mut conn, actor, id).await?;
    let mut thumbnails = Vec::new();
    if include.thumbnails {
        let made = renditions::of_asset(&mut conn, id).await?;
        thumbnails =
            SIZES.iter().filter_map(|size| made.iter().find(|r| r.recipe == *size).cloned()).collect();
    }
    let tags = if include.tags { tags::of_asset(&mut conn, id).await? } else { Vec::new() };
    let albums = if include.albums { members::visible(&mut conn, actor, id).await? } else { Vec::new() };
    Ok(Detail { asset, thumbnails, tags, albums })
}

/// The complete tag dump of an asset.
///
/// # Errors
/// The owner rule; `asset_not_found`; `not_extracted` before metadata was read.
pub async fn raw_tags(app: &App, actor: &Actor, id: Uuid) -> Result<Value> {
    let mut conn = app.db.read().await?;
    readable(&mut conn, actor, id).await?;
    store::raw_tags(&mut conn, id)
        .await?
        .ok_or_else(|| Error::not_found("not_extracted", "The metadata of this file has not been read yet."))
}
