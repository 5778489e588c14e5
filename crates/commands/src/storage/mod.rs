//! What is kept.

pub(crate) mod copy;
pub(crate) mod delete;
pub(crate) mod store;
