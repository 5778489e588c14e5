//! A file on its way in: to disk, counted, never more than the limit.

use bytes::Bytes;
use futures::Stream;

use crate::app::App;
use crate::clients::Caller;
use crate::error::{Error, Result};
use crate::spool::{self, Broken, Spooled};

/// Takes a file in; stops at the first byte past the limit.
///
/// # Errors
/// `unauthenticated`; `file_too_large`; `form_broken` when the stream breaks; `storage_*`. Nothing stays then.
pub async fn receive<E>(
    app: &App,
    caller: &Caller,
    bytes: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin,
) -> Result<Spooled>
where
    E: std::error::Error + Send + Sync + 'static,
{
    caller.client()?;
    let limit = app.config.hosting.max_file_bytes;
    spool::spool(app, limit, bytes).await.map_err(|broken| match broken {
        Broken::TooLarge => Error::too_large("file_too_large", format!("A file has at most {limit} bytes.")),
        Broken::Interrupted(cause) => {
            Error::invalid("form_broken", "The form is malformed or broke off.").because(cause)
        }
        Broken::Disk(error) => error,
    })
}
