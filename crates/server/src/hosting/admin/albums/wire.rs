//! An album on the wire, as administrators see it.

use calotype_core::albums::hosted::Album as Seen;
use calotype_core::albums::hosted::portal::Administered;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::albums::wire::Album;
use crate::hosting::images::wire::{Client, User};
use crate::site::Site;

/// An album with its client and user.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AdminAlbum {
    #[serde(flatten)]
    album: Album,
    client_id: Uuid,
    client: Client,
    user: User,
    /// Images in it, private ones included.
    total_items: i64,
    /// Tokens of it that work.
    active_tokens: i64,
}

impl AdminAlbum {
    pub(super) fn new(site: &Site, album: Administered) -> Self {
        let row = album.album;
        Self {
            client_id: row.tenant_id,
            client: Client::new(row.tenant_id, row.client_name.clone(), row.client_domain.clone()),
            user: User::of(Some(row.owner_id), row.owner_external_id.clone(), Some(row.username.clone())),
            total_items: row.total,
            active_tokens: album.live_tokens,
            album: Album::new(site, Seen { row, sees_all: true }),
        }
    }
}
