//! Tenants: the isolation boundary.

use uuid::{Uuid, uuid};

/// The built-in tenant of library, face, upload and command users. Written by the first migration.
pub const HOME: Uuid = uuid!("00000000-0000-7000-8000-000000000001");
