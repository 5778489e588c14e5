//! Where this server is, as its callers see it.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use calotype_core::App;

/// The address under which the caller reaches us: the configured one, else the one it used.
pub(crate) fn address(app: &App, headers: &HeaderMap) -> String {
    let known = app.config.http.public_url.trim_end_matches('/');
    if !known.is_empty() {
        return known.to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    host.map_or_else(|| format!("http://{}", app.config.http.listen), |host| format!("http://{host}"))
}

/// Where the hosting surface is: for the addresses it writes.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    address: String,
    prefix: String,
}

impl FromRequestParts<App> for Site {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self { address: address(app, &parts.headers), prefix: prefix(app).to_owned() })
    }
}

impl Site {
    /// The path of something of the surface.
    pub(crate) fn path(&self, rest: &str) -> String {
        match self.prefix.as_str() {
            "" => format!("/{rest}"),
            prefix => format!("/{prefix}/{rest}"),
        }
    }

    /// A path with the address of this server before it.
    pub(crate) fn whole(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

/// The first part of every path of the hosting surface, without slashes at its ends.
pub(crate) fn prefix(app: &App) -> &str {
    app.config.hosting.prefix.trim().trim_matches('/')
}

/// A link for a caller who reaches us at `site`: what is a path here becomes an address, an address elsewhere stays.
pub(crate) fn whole(site: &str, link: &str) -> String {
    if link.starts_with('/') { format!("{site}{link}") } else { link.to_owned() }
}
