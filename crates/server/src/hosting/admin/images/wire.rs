//! An image on the wire, as administrators see it.

use calotype_core::images::Preview;
use calotype_core::images::portal::Administered;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::images::wire::Image;
use crate::hosting::wire::Time;
use crate::site::Site;

/// An image with what its client is not told.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AdminImage {
    #[serde(flatten)]
    image: Image,
    client_id: Uuid,
    /// Where its bytes lie in the object store.
    storage_path: String,
    /// When its stored picture was made.
    optimized_at: Option<Time>,
    /// The albums it is in.
    albums: Vec<ImageAlbum>,
    /// Links to it that work.
    active_share_links: i64,
    #[serde(flatten)]
    preview: AdminPreview,
}

/// An album an image is in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AdminImageAlbum)]
struct ImageAlbum {
    id: Uuid,
    name: String,
    /// Its id in the client's own system.
    external_album_id: Option<String>,
    is_public: bool,
}

/// Addresses that show a picture for ten minutes and no longer than the login lasts; null where the public address shows
/// it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::hosting::admin) struct AdminPreview {
    /// The stored picture.
    preview_url: Option<String>,
    /// Its thumbnail.
    preview_thumbnail_url: Option<String>,
}

impl From<Option<Preview>> for AdminPreview {
    fn from(preview: Option<Preview>) -> Self {
        let (picture, thumbnail) =
            preview.map_or((None, None), |preview| (Some(preview.picture), preview.thumbnail));
        Self { preview_url: picture, preview_thumbnail_url: thumbnail }
    }
}

impl AdminImage {
    pub(super) fn new(site: &Site, image: Administered) -> Self {
        let albums = image.albums.into_iter().map(|album| ImageAlbum {
            id: album.id,
            name: album.name,
            external_album_id: album.external_id,
            is_public: album.is_public,
        });
        Self {
            client_id: image.details.image.tenant_id,
            storage_path: image.storage_path,
            optimized_at: Some(Time(image.optimized_at)),
            albums: albums.collect(),
            active_share_links: image.live_links,
            preview: image.preview.into(),
            image: Image::new(site, image.details),
        }
    }
}
