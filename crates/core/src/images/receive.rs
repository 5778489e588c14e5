//! A file on its way in: to disk, counted, never more than the limit.

use std::fs::File;

use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt as _;

use crate::app::App;
use crate::error::{Error, Result};

/// How temporary files of this noun begin.
pub(crate) const TEMPORARY: &str = "image-";

/// A file that arrived whole; dropping it removes it.
#[derive(Debug)]
pub struct Received {
    path: TempPath,
    /// Bytes.
    pub size: u64,
}

impl Received {
    /// Opens the file.
    ///
    /// # Errors
    /// Failures of the disk.
    pub(super) fn open(&self) -> Result<File> {
        File::open(&self.path).map_err(Error::internal)
    }
}

/// Takes a file in; stops at the first byte past the limit. Memory stays flat.
///
/// # Errors
/// `file_too_large`; `form_broken` when the stream breaks; failures of the disk. Nothing stays then.
pub async fn receive<E>(
    app: &App,
    bytes: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin,
) -> Result<Received>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let limit = app.config.hosting.max_file_bytes;
    let scratch = app.scratch();
    let made =
        tokio::task::spawn_blocking(move || tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(scratch))
            .await
            .map_err(Error::internal)?;
    let (file, path) = made.map(NamedTempFile::into_parts).map_err(disk)?;
    let mut file = tokio::io::BufWriter::with_capacity(256 * 1024, tokio::fs::File::from_std(file));
    let (mut bytes, mut size) = (bytes, 0_u64);
    while let Some(piece) = bytes.next().await {
        let piece = piece.map_err(|error| {
            Error::invalid("form_broken", "The form is malformed or broke off.").because(error)
        })?;
        size += piece.len() as u64;
        if size > limit {
            let message = format!("A file has at most {limit} bytes.");
            return Err(Error::too_large("file_too_large", message));
        }
        file.write_all(&piece).await.map_err(disk)?;
    }
    file.flush().await.map_err(disk)?;
    Ok(Received { path, size })
}

fn disk(error: std::io::Error) -> Error {
    use std::io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    if matches!(error.kind(), StorageFull | QuotaExceeded | ReadOnlyFilesystem) {
        return Error::new(
            crate::error::Kind::InsufficientStorage,
            "storage_full",
            "There is no space left for this file.",
        )
        .because(error);
    }
    Error::internal(error)
}
