//! Clients on the wire.

use calotype_core::clients::{Client, Totals};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::wire::Time;

/// A client. Its key is shown when it is made, and never again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AdminClient {
    id: Uuid,
    name: String,
    domain: Option<String>,
    active: bool,
    webhook_enabled: bool,
    webhook_url: Option<String>,
    /// Pictures to order only for signed addresses.
    require_signed: bool,
    /// Orders that are no preset only for signed addresses.
    presets_only: bool,
    /// The request's `Accept` decides where no format is named.
    negotiate_format: bool,
    #[serde(flatten)]
    totals: ClientTotals,
    /// How its newest key begins and ends.
    key_preview: Option<String>,
    created_at: Time,
    updated_at: Time,
}

impl From<Client> for AdminClient {
    fn from(client: Client) -> Self {
        Self {
            id: client.id,
            name: client.name,
            domain: client.domain,
            active: client.active,
            webhook_enabled: client.webhook_enabled,
            webhook_url: client.webhook_url,
            require_signed: client.delivery.require_signed,
            presets_only: client.delivery.presets_only,
            negotiate_format: client.delivery.negotiate_format,
            totals: client.totals.into(),
            key_preview: client.key_preview,
            created_at: Time(client.created_at),
            updated_at: Time(client.updated_at),
        }
    }
}

/// What a client keeps, or several together.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::hosting::admin) struct ClientTotals {
    total_images: i64,
    total_avatars: i64,
    total_albums: i64,
    total_users: i64,
    /// Bytes.
    total_storage: i64,
}

impl From<Totals> for ClientTotals {
    fn from(totals: Totals) -> Self {
        Self {
            total_images: totals.images,
            total_avatars: totals.avatars,
            total_albums: totals.albums,
            total_users: totals.users,
            total_storage: totals.storage,
        }
    }
}
