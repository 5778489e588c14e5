//! A stream of bytes goes to a file without a name, which is gone with the process. Memory stays flat.

use std::fs::File;
use std::io::{Seek as _, Write as _};

use bytes::Bytes;
use futures::{Stream, StreamExt as _};

use crate::app::App;
use crate::error::{Error, Result};

/// A stream that came whole: a file without a name, at its beginning.
#[derive(Debug)]
pub struct Spooled {
    pub(crate) file: File,
    /// Bytes.
    pub size: u64,
}

impl Spooled {
    /// The file.
    #[must_use]
    pub fn into_file(self) -> File {
        self.file
    }
}

/// Why a stream did not become a file.
#[derive(Debug)]
pub(crate) enum Broken {
    /// It has more bytes than are taken.
    TooLarge,
    /// It broke off.
    Interrupted(Box<dyn std::error::Error + Send + Sync>),
    /// The disk does not take it.
    Disk(Error),
}

impl Broken {
    /// The refusal. How much is too much, each noun says in its own words.
    pub(crate) fn refusal(self, too_large: impl FnOnce() -> Error) -> Error {
        match self {
            Self::TooLarge => too_large(),
            Self::Interrupted(cause) => {
                Error::invalid("upload_interrupted", "The body broke off.").because(cause.to_string())
            }
            Self::Disk(error) => error,
        }
    }
}

/// Takes a stream in, and stops at the first byte past the limit. After a failure nothing is left.
pub(crate) async fn spool<E>(
    app: &App,
    limit: u64,
    mut bytes: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin,
) -> Result<Spooled, Broken>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let scratch = app.scratch();
    let mut file = on_disk(move || tempfile::tempfile_in(scratch)).await?;
    let mut size = 0;
    while let Some(piece) = bytes.next().await {
        let piece = piece.map_err(|error| Broken::Interrupted(Box::new(error)))?;
        size += piece.len() as u64;
        if size > limit {
            return Err(Broken::TooLarge);
        }
        file = on_disk(move || file.write_all(&piece).map(|()| file)).await?;
    }
    let file = on_disk(move || file.rewind().map(|()| file)).await?;
    Ok(Spooled { file, size })
}

async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T, Broken> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Broken::Disk(Error::internal(error)))?
        .map_err(|error| Broken::Disk(Error::disk(error)))
}
