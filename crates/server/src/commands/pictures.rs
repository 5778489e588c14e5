//! What a request calls a picture: an id or link of ours, a `data:` address, base64, or an address elsewhere.
//!
//! Ours are found first and read where they are: at home the server's own address is a private one, which the fetcher refuses.

use axum::http::request::Parts;
use axum::http::{Uri, header};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use calotype_commands::Address;
use calotype_core::App;
use calotype_core::outputs::{Place, id_of};

use super::error::{Failure, Outcome};
use super::link;

/// Shortest text that is taken for base64 and not for a mistake.
const SHORTEST: usize = 24;

/// The addresses under which this server may be named in a link.
#[derive(Debug)]
pub(super) struct Home(Vec<String>);

impl Home {
    pub(super) fn of(app: &App, parts: &Parts) -> Self {
        let configured = app.config.http.public_url.parse::<Uri>().ok();
        let configured = configured.and_then(|url| url.authority().map(|host| host.as_str().to_lowercase()));
        let asked = parts.uri.authority().map(|host| host.as_str().to_lowercase());
        let header =
            parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).map(str::to_lowercase);
        // Where nobody said a host, links are written with the address we listen on.
        let listening = app.config.http.listen.to_string();
        Self(configured.into_iter().chain(asked).chain(header).chain([listening]).collect())
    }

    /// The name in a link of ours.
    pub(super) fn name(&self, text: &str) -> Option<String> {
        if id_of(text).is_some() {
            return Some(text.to_owned());
        }
        let url: Uri = text.parse().ok()?;
        let ours = match url.authority() {
            Some(host) => self.0.iter().any(|home| home == &host.as_str().to_lowercase()),
            None => true,
        };
        let name = url.path().strip_prefix(link::BELOW)?;
        (ours && id_of(name).is_some()).then(|| name.to_owned())
    }

    /// Where a picture is.
    pub(super) fn place(&self, address: &Address, file: &mut Option<Place>) -> Outcome<Place> {
        let text = match address {
            Address::Upload => return file.take().ok_or_else(|| Failure::invalid("The file is needed once")),
            Address::Text(text) => text.trim(),
        };
        if let Some(name) = self.name(text) {
            return Ok(Place::Output(name));
        }
        if let Some(data) = text.strip_prefix("data:").or_else(|| text.strip_prefix("DATA:")) {
            return inline(data).map(Place::Inline);
        }
        if text.contains("://") {
            return Ok(Place::Url(text.to_owned()));
        }
        let bytes = Some(text).filter(|text| text.len() >= SHORTEST).and_then(base64);
        bytes.map(Place::Inline).ok_or_else(|| {
            Failure::invalid("A picture is the address, id or link of one, a data: address, or base64")
        })
    }
}

/// What follows `data:` (RFC 2397).
fn inline(data: &str) -> Outcome<Vec<u8>> {
    let bad = || Failure::invalid("The data: address cannot be read");
    let (kind, body) = data.split_once(',').ok_or_else(bad)?;
    if kind.to_ascii_lowercase().ends_with(";base64") {
        return base64(body).ok_or_else(bad);
    }
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else { return Err(bad()) };
        bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
    }
    Ok(bytes)
}

/// Base64 as clients write it: of either alphabet, with or without filling, with line breaks, and with spaces where a form
/// turned a plus into one.
fn base64(text: &str) -> Option<Vec<u8>> {
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, '\r' | '\n' | '\t'))
        .map(|c| match c {
            ' ' | '+' => '-',
            '/' => '_',
            c => c,
        })
        .collect();
    let plain = plain.trim_end_matches('=');
    URL_SAFE_NO_PAD
        .decode(plain)
        .ok()
        .or_else(|| STANDARD.decode(text).ok())
        .filter(|bytes| !bytes.is_empty())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const ID: &str = "0123456789abcdef0123456789abcdef";

    fn place(text: &str) -> Outcome<Place> {
        let home = Home(vec!["pictures.example".to_owned(), "192.168.1.5:8080".to_owned()]);
        home.place(&Address::Text(text.to_owned()), &mut None)
    }

    #[test]
    fn ids_and_links_of_ours_are_read_here() {
        for text in [
            ID.to_owned(),
            format!("{ID}.png"),
            format!("/_link/{ID}.png"),
            format!("https://Pictures.Example/_link/{ID}.png"),
            format!("http://192.168.1.5:8080/_link/{ID}"),
        ] {
            assert!(matches!(place(&text), Ok(Place::Output(name)) if name.starts_with(ID)), "{text}");
        }
        for text in [format!("http://elsewhere/_link/{ID}.png"), "http://192.168.1.5:8080/other".to_owned()] {
            assert!(matches!(place(&text), Ok(Place::Url(_))), "{text}");
        }
    }

    #[test]
    fn pictures_in_the_text_are_unpacked() {
        let text = STANDARD.encode([255, 250, 251, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
        let spaced = text.replace('+', " ");
        for text in
            [text.clone(), spaced, format!("data:image/png;base64,{text}"), text.trim_end_matches('=').into()]
        {
            assert!(matches!(place(&text), Ok(Place::Inline(bytes)) if bytes.len() == 18), "{text}");
        }
        assert!(
            matches!(place("data:image/svg+xml,%3Csvg/%3E"), Ok(Place::Inline(bytes)) if bytes == b"<svg/>")
        );
        for text in ["", "x", "picture.png", "data:image/png;base64,*", "data:x", "data:,%zz", "C:\\a.png"] {
            assert!(place(text).is_err(), "{text}");
        }
    }
}
