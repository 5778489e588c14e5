//! An avatar on the wire, as administrators see it.

use calotype_core::avatars::portal::Administered;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::admin::images::wire::AdminPreview;
use crate::hosting::images::wire::{Avatar, Client, User};
use crate::hosting::wire::Time;
use crate::site::Site;

/// An avatar with its client and user.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AdminAvatar {
    #[serde(flatten)]
    avatar: Avatar,
    client_id: Uuid,
    /// Where its bytes lie in the object store.
    storage_path: String,
    updated_at: Time,
    client: Client,
    user: User,
    #[serde(flatten)]
    preview: AdminPreview,
}

impl AdminAvatar {
    pub(super) fn new(site: &Site, avatar: Administered) -> Self {
        let row = avatar.image;
        let external_id = row.external_id.clone().unwrap_or_default();
        Self {
            client_id: row.tenant_id,
            storage_path: avatar.storage_path,
            updated_at: Time(row.updated_at),
            client: Client::new(row.tenant_id, row.client_name.clone(), row.client_domain.clone()),
            user: User::of(row.owner_id, external_id, row.username.clone()),
            preview: avatar.preview.into(),
            avatar: Avatar::new(site, row),
        }
    }
}
