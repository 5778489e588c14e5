//! A file on its way in: to disk, counted, never more than the limit.

use bytes::Bytes;
use futures::Stream;

use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::clients::Caller;
use crate::error::{Error, Result};
use crate::spool::{self, Broken, Spooled};

/// Who brings files.
#[derive(Debug, Clone, Copy)]
pub enum Sender<'a> {
    /// A client's program.
    Program(&'a Caller),
    /// An administrator of the portal. For which client is known when the whole form is.
    Administrator(&'a Actor),
}

/// A file that came whole.
#[derive(Debug)]
pub struct Received {
    /// The name it came with.
    pub file_name: String,
    pub(crate) file: Spooled,
}

/// Takes a file in; stops at the first byte past the limit.
///
/// # Errors
/// `unauthenticated`, `read_only`; `file_too_large`; `form_broken` when the stream breaks; `storage_*`. Nothing stays then.
pub async fn receive<E>(
    app: &App,
    sender: Sender<'_>,
    file_name: String,
    bytes: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin,
) -> Result<Received>
where
    E: std::error::Error + Send + Sync + 'static,
{
    match sender {
        Sender::Program(caller) => caller.client().map(|_| ())?,
        Sender::Administrator(actor) => portal::writer(actor)?,
    }
    let limit = app.config.hosting.max_file_bytes;
    let spooled = spool::spool(app, limit, bytes).await;
    let file = spooled.map_err(|broken| match broken {
        Broken::TooLarge => Error::too_large("file_too_large", format!("A file has at most {limit} bytes.")),
        Broken::Interrupted(cause) => {
            Error::invalid("form_broken", "The form is malformed or broke off.").because(cause)
        }
        Broken::Disk(error) => error,
    })?;
    Ok(Received { file_name, file })
}
