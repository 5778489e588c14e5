//! An album on the wire.

use calotype_core::albums::hosted::Album as Seen;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::images::wire::Image;
use crate::hosting::wire::Time;
use crate::site::Site;

/// An album.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingAlbum)]
pub(crate) struct Album {
    id: Uuid,
    /// Its id in the client's own system.
    external_album_id: Option<String>,
    /// The owner's id in the client's own system.
    user_id: String,
    name: String,
    description: Option<String>,
    is_public: bool,
    cover_image_id: Option<Uuid>,
    /// The cover, else the first image that may be seen.
    cover_url: Option<String>,
    /// How many images may be seen.
    image_count: i64,
    created_at: Time,
    updated_at: Time,
}

impl Album {
    pub(crate) fn new(site: &Site, album: Seen) -> Self {
        let Seen { row, sees_all } = album;
        let cover = row.cover_asset_id.filter(|_| sees_all || row.cover_public);
        let first = if sees_all { row.first } else { row.first_public };
        Self {
            id: row.id,
            external_album_id: row.external_id,
            user_id: row.owner_external_id,
            name: row.name,
            description: row.description,
            is_public: row.is_public,
            cover_image_id: cover,
            cover_url: cover.or(first).map(|id| site.path(&format!("images/{id}?thumb=true"))),
            image_count: if sees_all { row.total } else { row.total_public },
            created_at: Time(row.created_at),
            updated_at: Time(row.updated_at),
        }
    }
}

/// An album with what is in it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HostingAlbumWithImages)]
pub(super) struct AlbumWithImages {
    #[serde(flatten)]
    pub(super) album: Album,
    /// The first hundred.
    pub(super) images: Vec<Image>,
}

/// How many images came or went.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Added {
    /// Always true.
    pub(super) success: bool,
    /// One sentence.
    pub(super) message: String,
    /// Images that were not in it before.
    pub(super) added: i64,
}

/// How many images went.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Removed {
    /// Always true.
    pub(super) success: bool,
    /// One sentence.
    pub(super) message: String,
    /// Images that were in it.
    pub(super) removed: u64,
}

/// A token that was just made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingAlbumToken)]
pub(super) struct AlbumToken {
    /// Shown only here.
    pub(super) token: String,
    pub(super) album_id: Uuid,
    pub(super) expires_at: Option<Time>,
    pub(super) url: String,
}
