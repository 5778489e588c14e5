//! The pictures that a command needs, from wherever they are.

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, StreamExt as _, TryStreamExt as _};
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use super::{SCOPE, open};
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::fetch::Limits;
use crate::spool::{self, Spooled};

/// Where a picture is.
#[derive(Debug)]
pub enum Place {
    /// It came with the request.
    Here(File),
    /// It came in the request's text.
    Inline(Vec<u8>),
    /// It is an output, by its name.
    Output(String),
    /// At an address.
    Url(String),
}

/// Time for the pictures of a request together.
const TIME: Duration = Duration::from_secs(15);

/// Pictures of one request that are fetched at a time.
const AT_ONCE: usize = 4;

/// How much larger than one file those of a request may be together.
const TOGETHER: u64 = 4;

/// Takes a file of a request in, at most as many bytes as a command takes. Whose it is, may not be known yet: the key can come
/// after it in the form.
///
/// # Errors
/// `input_too_large`, `upload_interrupted`; `storage_*`.
pub async fn spool<E>(
    app: &App,
    bytes: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin,
) -> Result<Spooled>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let limit = app.config.commands.max_bytes;
    spool::spool(app, limit, bytes).await.map_err(|broken| broken.refusal(|| too_large(limit)))
}

fn too_large(limit: u64) -> Error {
    Error::too_large("input_too_large", "The file is larger than commands take.")
        .field("limit", limit.to_string())
}

/// Brings the pictures of a request, in their order, within one budget of bytes and time.
///
/// # Errors
/// `unauthenticated`, `scope_missing`; `input_too_large`, `empty_file`; `output_not_found`; what the fetcher refuses.
pub async fn gather(app: &App, actor: &Actor, places: Vec<Place>) -> Result<Vec<File>> {
    let program = access::program(actor, SCOPE)?;
    let budget = Budget {
        left: AtomicU64::new(app.config.commands.max_bytes.saturating_mul(TOGETHER)),
        most: app.config.commands.max_bytes,
    };
    let work = futures::stream::iter(places)
        .map(|place| bring(app, program.key, &budget, place))
        .buffered(AT_ONCE)
        .try_collect();
    tokio::time::timeout(TIME, work)
        .await
        .unwrap_or_else(|_| Err(Error::bad_gateway("fetch_failed", "The pictures did not come in time.")))
}

/// Bytes that a request may still bring.
struct Budget {
    left: AtomicU64,
    most: u64,
}

impl Budget {
    fn take(&self, size: u64) -> Result<()> {
        if size == 0 {
            return Err(Error::invalid("empty_file", "The picture is empty."));
        }
        let taken =
            self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(size));
        if size > self.most || taken.is_err() { Err(too_large(self.most)) } else { Ok(()) }
    }
}

async fn bring(app: &App, key: Uuid, budget: &Budget, place: Place) -> Result<File> {
    let file = match place {
        Place::Here(file) => file,
        Place::Output(name) => open(app, &name).await?.file,
        Place::Inline(bytes) => {
            budget.take(bytes.len() as u64)?;
            let scratch = app.scratch();
            let write = move || {
                let mut file = tempfile::tempfile_in(scratch)?;
                file.write_all(&bytes)?;
                file.rewind()?;
                Ok(file)
            };
            let written = tokio::task::spawn_blocking(write).await.map_err(Error::internal)?;
            return written.map_err(Error::disk);
        }
        Place::Url(url) => {
            let scratch = app.scratch();
            let file = tokio::task::spawn_blocking(move || tempfile::tempfile_in(scratch)).await;
            let mut file = tokio::fs::File::from_std(file.map_err(Error::internal)?.map_err(Error::disk)?);
            let limits = Limits { bytes: budget.most, total: TIME, ..Limits::default() };
            app.fetcher.download(&url, &limits, Some(key), &mut file).await?;
            file.flush().await.map_err(Error::internal)?;
            let mut file = file.into_std().await;
            file.rewind().map_err(Error::internal)?;
            file
        }
    };
    budget.take(file.metadata().map_err(Error::internal)?.len())?;
    Ok(file)
}
