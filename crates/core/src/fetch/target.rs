//! Addresses as they are written.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::{Error, Result};

/// Longest address that is read.
const LONGEST: usize = 4096;

/// An address that may be called: `http` or `https`, with a host and without credentials.
///
/// The parser is the one of browsers (WHATWG URL): hosts in decimal, octal, hexadecimal or short form, full-width digits
/// and other spellings of an IPv4 address become that address here, before anything is judged.
#[derive(Debug, Clone)]
pub struct Target(Url);

impl Target {
    /// Reads an address.
    ///
    /// # Errors
    /// `invalid_url`.
    pub fn parse(text: &str) -> Result<Self> {
        // The parser would drop control characters and mend backslashes; whoever writes those wants something.
        if text.len() > LONGEST || text.chars().any(|c| c.is_control() || c == '\\') {
            return Err(invalid());
        }
        Self::check(Url::parse(text).map_err(|_| invalid())?)
    }

    /// The address a redirect names, which may be written relative to this one.
    pub(super) fn join(&self, location: &str) -> Result<Self> {
        if location.len() > LONGEST || location.chars().any(|c| c.is_control() || c == '\\') {
            return Err(invalid());
        }
        Self::check(self.0.join(location).map_err(|_| invalid())?)
    }

    fn check(mut url: Url) -> Result<Self> {
        let plain =
            matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
        if !plain {
            return Err(invalid());
        }
        // The one dot that marks a name as complete would be another name to certificates and to lists.
        if let Some(name) = url.domain().and_then(|name| name.strip_suffix('.')).map(str::to_owned) {
            url.set_host(Some(&name)).map_err(|_| invalid())?;
        }
        match url.domain() {
            Some(name) if name.len() > 253 || name.split('.').any(str::is_empty) => Err(invalid()),
            None if !url.has_host() => Err(invalid()),
            _ => {
                url.set_fragment(None);
                Ok(Self(url))
            }
        }
    }

    /// The whole address.
    pub(super) fn url(&self) -> &Url {
        &self.0
    }

    /// The host, without the brackets of an IPv6 address.
    pub(super) fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']')
    }

    /// The address, where the host is one and not a name.
    pub(super) fn literal(&self) -> Option<IpAddr> {
        if self.0.domain().is_some() { None } else { self.host().parse().ok() }
    }

    /// The port, also where it goes without saying.
    pub(super) fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or_default()
    }

    /// Whether the connection is encrypted.
    pub(super) fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }
}

fn invalid() -> Error {
    Error::invalid("invalid_url", "The address must be http or https, without a password.")
}
