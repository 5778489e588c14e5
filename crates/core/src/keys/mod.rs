//! Keys: credentials of programs, each with the scopes it may be used for.

mod authenticate;
mod create;
mod list;
mod revoke;
mod rotate;
mod secret;

use calotype_store::{Micros, keys as rows};
use uuid::Uuid;

pub use authenticate::{From, authenticate};
pub use create::{Created, NewKey, create};
pub use list::list;
pub use revoke::revoke;
pub use rotate::rotate;
pub(crate) use secret::Secret;

/// Everything a key can be good for.
pub const SCOPES: &[&str] =
    &["admin", "commands", "face:process", "hosting", "job:read", "upload:read", "upload:write"];

/// A key as its owner sees it again: never the key itself.
#[derive(Debug, Clone)]
pub struct Key {
    /// Id.
    pub id: Uuid,
    /// Tenant.
    pub tenant: Uuid,
    /// The user it acts for.
    pub user: Option<Uuid>,
    /// What its owner calls it.
    pub name: String,
    /// How it begins; names the key.
    pub prefix: String,
    /// How it ends.
    pub suffix: String,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// Pages that may use it, by their origin; none: it is not for pages alone.
    pub origins: Vec<String>,
    /// Networks it may be used from; none: from anywhere.
    pub addresses: Vec<String>,
    /// Whether it sees only what it made itself.
    pub isolated: bool,
    /// Whether it works, apart from its expiry.
    pub is_active: bool,
    /// When it stops working by itself.
    pub expires_at: Option<Micros>,
    /// Last use.
    pub last_used_at: Option<Micros>,
    /// Creation.
    pub created_at: Micros,
    /// When it was taken back.
    pub revoked_at: Option<Micros>,
}

impl std::convert::From<rows::Key> for Key {
    fn from(row: rows::Key) -> Self {
        Self {
            id: row.id,
            tenant: row.tenant_id,
            user: row.user_id,
            name: row.name,
            prefix: row.prefix,
            suffix: row.suffix,
            scopes: row.scopes.0,
            origins: row.allowed_origins.map(|list| list.0).unwrap_or_default(),
            addresses: row.allowed_addresses.map(|list| list.0).unwrap_or_default(),
            isolated: row.isolated,
            is_active: row.is_active,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            created_at: row.created_at,
            revoked_at: row.revoked_at,
        }
    }
}
