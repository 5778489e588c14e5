//! The fetcher against servers and name servers that mean ill.
#![allow(clippy::unwrap_used)]

mod downloads;
mod hostile;
pub(super) mod names;
mod rebinding;
mod site;

use super::{Fetcher, Limits};
use crate::config;

/// A fetcher that may call these, on any port.
fn allowing(allow: &[&str]) -> Fetcher {
    // reqwest refuses to be built without a TLS provider; another test of this process may have installed it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let allow = allow.iter().map(|entry| (*entry).to_owned()).collect();
    Fetcher::new(&config::Fetch { allow, ..config::Fetch::default() }).unwrap()
}

/// Limits of a patient test.
fn limits() -> Limits {
    Limits { bytes: 100_000, ..Limits::default() }
}
