//! An image on the wire.

use calotype_core::images::{Details, Image as Row};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::wire::Time;
use crate::site::Site;

/// A user of a client.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingUser)]
pub(crate) struct User {
    id: Option<Uuid>,
    /// The id in the client's own system.
    external_user_id: String,
    username: Option<String>,
}

/// The client an image belongs to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HostingImageClient)]
pub(crate) struct Client {
    id: Uuid,
    name: String,
    domain: Option<String>,
}

/// An image.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingImage)]
pub(crate) struct Image {
    id: Uuid,
    /// The user's id in the client's own system.
    user_id: String,
    user: User,
    client: Client,
    original_name: String,
    format: &'static str,
    width: i64,
    height: i64,
    /// Bytes of the stored picture.
    size: i64,
    mime_type: &'static str,
    is_optimized: bool,
    is_private: bool,
    tags: Vec<String>,
    description: Option<String>,
    views: i64,
    downloads: i64,
    album_ids: Vec<Uuid>,
    created_at: Time,
    updated_at: Time,
    url: String,
    thumbnail_url: String,
    full_path: String,
}

fn named(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

impl User {
    pub(crate) fn of(id: Option<Uuid>, external_id: String, username: Option<String>) -> Self {
        Self { id, external_user_id: external_id, username: named(username) }
    }
}

impl Client {
    pub(crate) fn new(id: Uuid, name: String, domain: Option<String>) -> Self {
        Self { id, name, domain }
    }
}

impl Image {
    pub(crate) fn new(site: &Site, details: Details) -> Self {
        let Details { image: row, tags, albums } = details;
        let url = site.path(&format!("images/{}", row.id));
        let external_id = row.external_id.unwrap_or_default();
        Self {
            id: row.id,
            user_id: external_id.clone(),
            user: User::of(row.owner_id, external_id, row.username),
            client: Client::new(row.tenant_id, row.client_name, row.client_domain),
            original_name: row.original_filename,
            format: "webp",
            width: row.width,
            height: row.height,
            size: row.file_size,
            mime_type: "image/webp",
            is_optimized: true,
            is_private: row.is_private,
            tags,
            description: row.description,
            views: row.views,
            downloads: row.downloads,
            album_ids: albums,
            created_at: Time(row.created_at),
            updated_at: Time(row.updated_at),
            thumbnail_url: format!("{url}?thumb=true"),
            full_path: site.whole(&url),
            url,
        }
    }
}

/// An avatar.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HostingAvatar)]
pub(crate) struct Avatar {
    id: Uuid,
    /// The user's id in the client's own system.
    user_id: String,
    format: &'static str,
    width: i64,
    height: i64,
    /// Bytes of the stored picture.
    size: i64,
    mime_type: &'static str,
    is_optimized: bool,
    created_at: Time,
    url: String,
    thumbnail_url: String,
    full_path: String,
}

impl Avatar {
    pub(crate) fn new(site: &Site, row: Row) -> Self {
        let user = row.external_id.unwrap_or_default();
        let escaped: String = form_urlencoded::byte_serialize(user.as_bytes()).collect();
        // In a path a plus is a plus.
        let escaped = escaped.replace('+', "%20");
        let url = site.path(&format!("avatars/{escaped}?clientId={}", row.tenant_id));
        Self {
            id: row.id,
            user_id: user,
            format: "webp",
            width: row.width,
            height: row.height,
            size: row.file_size,
            mime_type: "image/webp",
            is_optimized: true,
            created_at: Time(row.created_at),
            thumbnail_url: format!("{url}&thumb=true"),
            full_path: site.whole(&url),
            url,
        }
    }
}
