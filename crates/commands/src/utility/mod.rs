//! About the server.

pub(crate) mod about;
pub(crate) mod extension;
pub(crate) mod status;
