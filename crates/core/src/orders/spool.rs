//! What a request brings along, streamed to a temporary file. Memory stays flat.

use std::fs::File;
use std::io::{Seek as _, Write as _};

use bytes::Bytes;
use futures::{Stream, StreamExt as _};

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

/// A file without a name, at its beginning.
#[derive(Debug)]
pub struct Spooled(pub(super) File);

/// Takes a body in, at most as many bytes as are worked on.
///
/// # Errors
/// `unauthenticated`, `scope_missing`; `input_too_large`, `empty_file`, `upload_interrupted`.
pub async fn spool<E>(
    app: &App,
    actor: &Actor,
    bytes: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin,
) -> Result<Spooled>
where
    E: std::error::Error + Send + Sync + 'static,
{
    access::program(actor, "upload:write")?;
    let limit = app.config.orders.max_bytes;
    let mut bytes = bytes;
    let scratch = app.scratch();
    let file = tokio::task::spawn_blocking(move || tempfile::tempfile_in(scratch)).await;
    let mut file = file.map_err(Error::internal)?.map_err(Error::internal)?;
    let mut size = 0;
    while let Some(piece) = bytes.next().await {
        let piece = piece.map_err(|e| {
            Error::invalid("upload_interrupted", "The body broke off.").because(e.to_string())
        })?;
        size += piece.len() as u64;
        if size > limit {
            return Err(Error::too_large("input_too_large", "The body is larger than is worked on here.")
                .field("limit", limit.to_string()));
        }
        file = tokio::task::spawn_blocking(move || file.write_all(&piece).map(|()| file))
            .await
            .map_err(Error::internal)?
            .map_err(Error::internal)?;
    }
    if size == 0 {
        return Err(Error::invalid("empty_file", "The body is empty."));
    }
    file.rewind().map_err(Error::internal)?;
    Ok(Spooled(file))
}
