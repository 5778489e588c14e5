//! Delivery keys: what a client's programs sign addresses of pictures with, so that a page can show them without any key.
//!
//! A client has at most two at a time, which is what changing one without a gap takes. The secret is shown once and kept
//! sealed. Only people of the portal make and revoke them: a program's key that could make keys would outlive itself.

mod create;
mod list;
mod revoke;
mod signature;

use calotype_store::Micros;
use calotype_store::delivery_keys as rows;
use uuid::Uuid;

pub use create::{Created, create};
pub use list::list;
pub use revoke::revoke;
pub use signature::{EXPIRES, KEY, SIGNATURE, canonical, signer};

/// How many keys of a client work at a time: the one in use, and its successor.
pub const MOST: usize = 2;

/// A delivery key as it is listed: never its secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryKey {
    /// Id; a signed address names it.
    pub id: Uuid,
    /// Creation.
    pub created_at: Micros,
}

impl From<rows::DeliveryKey> for DeliveryKey {
    fn from(row: rows::DeliveryKey) -> Self {
        Self { id: row.id, created_at: row.created_at }
    }
}
