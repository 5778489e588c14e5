//! Forms several answers of the portal share.

use calotype_core::admins::Admin;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::hosting::wire::Time;

/// An administrator.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AdminProfile {
    id: Uuid,
    email: String,
    name: Option<String>,
    /// `SUPER_ADMIN`, `ADMIN` or `VIEWER`.
    role: &'static str,
    active: bool,
    /// Whether the set is all clients; always so for `SUPER_ADMIN`.
    all_clients_access: bool,
    /// The clients given one by one.
    allowed_client_ids: Vec<Uuid>,
    last_login_at: Option<Time>,
    created_at: Time,
}

impl From<Admin> for AdminProfile {
    fn from(admin: Admin) -> Self {
        Self {
            id: admin.id,
            email: admin.email,
            name: admin.name,
            role: admin.role.as_str(),
            active: admin.active,
            all_clients_access: admin.all_clients,
            allowed_client_ids: admin.clients,
            last_login_at: admin.last_login_at.map(Time),
            created_at: Time(admin.created_at),
        }
    }
}

/// Tells a field that is null from one that is absent: `#[serde(default, deserialize_with = "nullable")]`.
///
/// # Errors
/// Those of the value.
pub(crate) fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// An answer of an operation that has nothing to return.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AdminMessage)]
pub(super) struct Message {
    /// One sentence.
    message: String,
}

impl Message {
    /// An answer with this text.
    pub(super) fn new(message: impl Into<String>) -> axum::Json<Self> {
        axum::Json(Self { message: message.into() })
    }
}
