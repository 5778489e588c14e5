//! One file for each group of claims.

pub(crate) mod idle;
pub(crate) mod ingest;
pub(crate) mod list;
pub(crate) mod timeline;
pub(crate) mod upload;
