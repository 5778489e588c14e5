//! What pictures have in them.

pub(crate) mod imgdiff;
pub(crate) mod segment;
