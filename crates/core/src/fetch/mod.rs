//! The one place that calls foreign addresses.
//!
//! An address is read by the parser that connects ([`Target`]), its name is resolved here once, every address it stands
//! for is judged ([`address`]), and the connection can go to exactly those, so that a second look-up cannot lead
//! elsewhere. Redirects are followed by hand and each hop is judged afresh. Bytes are counted while they come, the
//! answer is never unpacked, and no cookie, credential or proxy of the environment takes part.
//!
//! - [`Fetcher::get`] and [`Fetcher::download`]: an address that came in a request. It reaches the public internet and
//!   what `fetch.allow` lists, and every failure reads the same, so that nobody explores a network through us.
//! - [`Fetcher::post`] and [`Fetcher::post_json`]: an address an administrator set; redirects are not followed.

mod address;
mod connect;
mod download;
mod post;
mod rules;
mod target;
#[cfg(test)]
mod tests;
mod turns;

pub use download::{Fetched, Limits};
pub use post::{Answer, Message, Post};
pub use rules::{Reach, Rules};
pub use target::Target;

use crate::config;
use crate::error::{Error, Result};

/// Calls foreign addresses under the rules of the configuration. Cheap to clone; there is one a process.
#[derive(Debug, Clone)]
pub struct Fetcher {
    rules: std::sync::Arc<Rules>,
    names: connect::Names,
    turns: turns::Turns,
}

impl Fetcher {
    /// A fetcher with the rules of the configuration.
    ///
    /// # Errors
    /// `invalid_network` for an entry of a list that is neither a network nor an address nor a host name.
    pub fn new(settings: &config::Fetch) -> Result<Self> {
        Ok(Self {
            rules: std::sync::Arc::new(Rules::new(settings)?),
            names: connect::Names::System,
            turns: turns::Turns::new(settings.concurrent, settings.concurrent_per_key),
        })
    }
}

/// A failure of the other side.
fn failed(reason: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::bad_gateway("fetch_failed", reason)
}

/// A refusal of ours, before anything was sent.
fn refused() -> Error {
    Error::invalid("address_not_allowed", "This server does not call that address.")
}

/// What the caller learns about a failed connection: the kind, not the address or the library's words.
fn unreachable(error: &reqwest::Error) -> Error {
    let reason = if error.is_connect() { "The host does not answer." } else { "The connection broke off." };
    failed(reason).because(error.to_string())
}
