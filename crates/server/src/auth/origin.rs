//! A write that brings a cookie is for our own pages only: browsers say in `Origin` which page asks.

use axum::http::{HeaderMap, Uri, header};
use calotype_core::{App, Error};

/// Passes our own pages, and programs, which send no `Origin`.
///
/// # Errors
/// `origin_not_allowed`.
pub(crate) fn check(app: &App, headers: &HeaderMap, uri: &Uri) -> Result<(), Error> {
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    ours(app, headers, uri, origin.to_str().unwrap_or_default())
}

/// Passes our own pages, and nobody who does not say where they are: in `Origin`, or else in `Referer`.
///
/// # Errors
/// `origin_not_allowed`.
pub(crate) fn demand(app: &App, headers: &HeaderMap, uri: &Uri) -> Result<(), Error> {
    let said = headers.get(header::ORIGIN).or_else(|| headers.get(header::REFERER));
    let text = said.and_then(|said| said.to_str().ok()).unwrap_or_default();
    // Of a page its scheme and host count.
    let (scheme, rest) = text.split_once("://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    ours(app, headers, uri, &format!("{scheme}://{host}"))
}

fn ours(app: &App, headers: &HeaderMap, uri: &Uri, origin: &str) -> Result<(), Error> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    if is_ours(origin, host, &app.config.http.public_url, &app.config.http.cors_origins) {
        return Ok(());
    }
    Err(Error::forbidden("origin_not_allowed", "This request comes from a page of another site."))
}

/// The scheme is not compared with the host's, which a proxy may have changed.
fn is_ours(origin: &str, host: Option<&str>, public_url: &str, allowed: &[String]) -> bool {
    let site = |url: &str| {
        let (scheme, rest) = url.split_once("://")?;
        let authority = rest.split('/').next().unwrap_or_default();
        (!authority.is_empty()).then(|| format!("{scheme}://{authority}").to_lowercase())
    };
    let Some((_, authority)) = origin.split_once("://") else { return false };
    let same_host = host.is_some_and(|host| host.eq_ignore_ascii_case(authority));
    let public = site(public_url).is_some_and(|public| site(origin) == Some(public));
    same_host || public || allowed.iter().any(|known| known == origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_pages_are_told_from_others() {
        let allowed = ["https://console.example.org".to_owned()];
        let ours =
            |origin: &str, host: &str| is_ours(origin, Some(host), "https://pics.example.org/x", &allowed);
        assert!(ours("http://localhost:8080", "localhost:8080"));
        assert!(ours("https://pics.example.org", "10.0.0.7:8080"));
        assert!(ours("https://console.example.org", "10.0.0.7:8080"));
        assert!(!ours("https://evil.example", "localhost:8080"));
        assert!(!ours("http://localhost:9090", "localhost:8080"));
        assert!(!ours("https://pics.example.org.evil.example", "10.0.0.7"));
        assert!(!ours("null", "localhost:8080"));
        assert!(!ours("", ""));
        assert!(!is_ours("https://evil.example", None, "", &[]));
    }
}
