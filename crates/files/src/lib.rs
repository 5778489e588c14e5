//! Bytes at rest.
//!
//! Two rooms: [`objects`] keeps bytes that calotype made or was given to keep (renditions, blobs) under names of its
//! own choosing, on disk, in S3 or in memory; [`repository`] works inside a folder tree that belongs to the user.
//! Neither knows users, assets or the database.
//!
//! What is written is durable when the function returns: the file and every directory entry that leads to it have been
//! synced. Nothing ever becomes visible half-written.
//!
//! Functions are blocking unless they are `async`; [`blocking`] carries one to the thread pool for such work.

pub mod durable;
pub mod error;
pub mod hash;
pub mod objects;
pub mod repository;
pub mod space;

pub use error::{Error, ErrorKind, Result};
pub use hash::ContentHash;

/// Runs blocking file work on the pool that tokio keeps for it.
///
/// The work runs to its end even when the caller goes away, so nothing is left half-done by a closed connection.
///
/// # Errors
///
/// Those of `work`, and [`ErrorKind::Io`] when it panicked.
pub async fn blocking<T, F>(work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T> + Send + 'static,
{
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(Error::new(ErrorKind::Io, format!("file work did not finish: {error}"))))
}
