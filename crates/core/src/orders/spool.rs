//! What a request brings along to be worked on.

use bytes::Bytes;
use futures::Stream;

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::spool::{self, Spooled};

/// Takes a body in, at most as many bytes as are worked on.
///
/// # Errors
/// `unauthenticated`, `scope_missing`; `input_too_large`, `empty_file`, `upload_interrupted`; `storage_*`.
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
    let too_large = || {
        Error::too_large("input_too_large", "The body is larger than is worked on here.")
            .field("limit", limit.to_string())
    };
    let spooled = spool::spool(app, limit, bytes).await.map_err(|broken| broken.refusal(too_large))?;
    if spooled.size == 0 {
        return Err(Error::invalid("empty_file", "The body is empty."));
    }
    Ok(spooled)
}
