//! Images: the assets of applications, avatars among them.

mod edit;
mod get;
mod list;
mod tags;

pub use edit::{Changes, NewImage, add_views, delete, insert, update};
pub use get::{AlbumName, album_names_of, albums_of, get, get_avatar, get_locked, is_in_album, known, many};
pub(crate) use list::containing;
pub use list::{Filter, Sort, count, count_views, list, top};
pub use tags::{count_used_tags, set_tags, tags_of, used_tags};

use sqlx::FromRow;
use uuid::Uuid;

use crate::Micros;
use crate::clients::Delivery;

/// A row of `images` with its asset, its user and its client.
#[derive(Debug, Clone, FromRow)]
pub struct Image {
    /// Id.
    pub id: Uuid,
    /// Client.
    pub tenant_id: Uuid,
    /// User it belongs to.
    pub owner_id: Option<Uuid>,
    /// That user's id in the client's own system.
    pub external_id: Option<String>,
    /// Name the client gave that user; empty: none.
    pub username: Option<String>,
    /// The client's name.
    pub client_name: String,
    /// The client's domain.
    pub client_domain: Option<String>,
    /// Whether the client's keys, tokens and public images work.
    pub client_active: bool,
    /// How the client's pictures are delivered.
    #[sqlx(flatten)]
    pub delivery: Delivery,
    /// Whether it is the user's avatar rather than one of their images.
    pub is_avatar: bool,
    /// Whether only its user, and who has a token, may see it.
    pub is_private: bool,
    /// Whether it moves.
    pub is_animated: bool,
    /// Name it came with.
    pub original_filename: String,
    /// Bytes of the stored picture.
    pub file_size: i64,
    /// BLAKE3 of the stored picture.
    pub hash: String,
    /// Width, pixels.
    pub width: i64,
    /// Height, pixels.
    pub height: i64,
    /// Description.
    pub description: Option<String>,
    /// How often it was shown.
    pub views: i64,
    /// How often it was saved.
    pub downloads: i64,
    /// Creation.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
}

const SELECT: &str = "SELECT a.id, a.tenant_id, a.owner_id, u.external_id, u.display_name AS username,
    t.name AS client_name, t.domain AS client_domain, t.is_active AS client_active, t.require_signed,
    t.presets_only, t.negotiate_format, i.is_avatar, i.is_private,
    i.is_animated, a.original_filename, a.file_size, COALESCE(a.hash, '') AS hash, COALESCE(a.width, 0) AS width,
    COALESCE(a.height, 0) AS height, i.description, i.views, i.downloads, a.created_at, a.updated_at";

const FROM: &str = "FROM assets a JOIN images i ON i.asset_id = a.id JOIN tenants t ON t.id = a.tenant_id
    LEFT JOIN users u ON u.id = a.owner_id";
