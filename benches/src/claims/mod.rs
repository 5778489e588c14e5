//! One file for each group of claims.

pub(crate) mod delivery;
pub(crate) mod faces;
pub(crate) mod idle;
pub(crate) mod ingest;
pub(crate) mod list;
pub(crate) mod timeline;
pub(crate) mod upload;
