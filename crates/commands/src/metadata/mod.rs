//! What files say of themselves.

pub(crate) mod header;
