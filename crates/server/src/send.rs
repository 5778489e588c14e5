//! Sending bytes, on every surface: entity tag, one byte range, content type and name.

use std::io::SeekFrom;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::Error;
use calotype_core::content::Content;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio_util::io::ReaderStream;

/// Something on its way out.
#[derive(Debug)]
pub(crate) struct Outgoing<'a> {
    pub(crate) content: Content,
    /// What makes this version of it unique, for the entity tag.
    pub(crate) version: &'a str,
    pub(crate) mime_type: &'a str,
    pub(crate) file_name: &'a str,
    /// `inline` or `attachment`.
    pub(crate) disposition: &'a str,
    /// How long and by whom the answer may be kept.
    pub(crate) cache: &'a str,
}

/// The part of a file a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    Range { start: u64, end: u64 },
    Unsatisfiable,
}

/// Reads `Range` (RFC 9110 §14.2). Several ranges and other units are ignored, as permitted.
pub(crate) fn part(headers: &HeaderMap, size: u64) -> Part {
    let Some(spec) =
        headers.get(header::RANGE).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("bytes="))
    else {
        return Part::Whole;
    };
    let Some((first, last)) = spec.trim().split_once('-').filter(|_| !spec.contains(',')) else {
        return Part::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    let range = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(start), Ok(end)) if start <= end => (start, end.min(size.saturating_sub(1))),
        (Ok(start), Err(_)) if last.is_empty() => (start, size.saturating_sub(1)),
        (Err(_), Ok(suffix)) if first.is_empty() => {
            if suffix == 0 {
                return Part::Unsatisfiable;
            }
            (size.saturating_sub(suffix), size.saturating_sub(1))
        }
        _ => return Part::Whole,
    };
    if range.0 >= size { Part::Unsatisfiable } else { Part::Range { start: range.0, end: range.1 } }
}

/// Sends it: whole, a part, or only the news that the caller has it already.
///
/// # Errors
/// `internal` when the file cannot be positioned.
pub(crate) async fn send(
    method: &Method,
    request: &HeaderMap,
    outgoing: Outgoing<'_>,
) -> Result<Response, Error> {
    let etag = format!("\"{}\"", outgoing.version);
    let mut headers = HeaderMap::new();
    let mut set = |name, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            headers.insert(name, value);
        }
    };
    set(header::ETAG, &etag);
    set(header::CACHE_CONTROL, outgoing.cache);
    set(header::ACCEPT_RANGES, "bytes");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Foreign markup (SVG) must never run in our origin.
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    let known = request.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let is_known = |tag: &str| tag.trim() == "*" || tag.trim().trim_start_matches("W/") == etag;
    if known.is_some_and(|list| list.split(',').any(is_known)) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    set(header::CONTENT_TYPE, outgoing.mime_type);
    set(header::CONTENT_DISPOSITION, &disposition(outgoing.disposition, outgoing.file_name));
    let changed = request.get(header::IF_RANGE).and_then(|v| v.to_str().ok()).is_some_and(|tag| tag != etag);
    let size = outgoing.content.size();
    let (status, start, length) = match if changed { Part::Whole } else { part(request, size) } {
        Part::Whole => (StatusCode::OK, 0, size),
        Part::Range { start, end } => {
            set(header::CONTENT_RANGE, &format!("bytes {start}-{end}/{size}"));
            (StatusCode::PARTIAL_CONTENT, start, end - start + 1)
        }
        Part::Unsatisfiable => {
            set(header::CONTENT_RANGE, &format!("bytes */{size}"));
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response());
        }
    };
    set(header::CONTENT_LENGTH, &length.to_string());
    if method == Method::HEAD {
        return Ok((status, headers).into_response());
    }
    let body = match outgoing.content {
        Content::Bytes(bytes) => {
            // Within the bytes, whose length is a `usize`.
            let place = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
            Body::from(bytes.slice(place(start)..place(start + length)))
        }
        Content::File(file, _) => {
            let mut file = tokio::fs::File::from_std(file);
            if start > 0 {
                file.seek(SeekFrom::Start(start)).await.map_err(Error::internal)?;
            }
            Body::from_stream(ReaderStream::with_capacity(file.take(length), 64 * 1024))
        }
    };
    Ok((status, headers, body).into_response())
}

/// `Content-Disposition` with a name any browser understands (RFC 6266, RFC 8187).
pub(crate) fn disposition(kind: &str, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !"\"\\;%".contains(c) || c == ' ' { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(range: &str, size: u64) -> Part {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range.parse().unwrap());
        part(&headers, size)
    }

    #[test]
    fn one_range_is_understood_and_odd_ones_are_ignored() {
        assert_eq!(of("bytes=0-4", 10), Part::Range { start: 0, end: 4 });
        assert_eq!(of("bytes=5-", 10), Part::Range { start: 5, end: 9 });
        assert_eq!(of("bytes=-3", 10), Part::Range { start: 7, end: 9 });
        assert_eq!(of("bytes=-30", 10), Part::Range { start: 0, end: 9 });
        assert_eq!(of("bytes=2-99", 10), Part::Range { start: 2, end: 9 });
        assert_eq!(of("bytes=10-", 10), Part::Unsatisfiable);
        assert_eq!(of("bytes=-0", 10), Part::Unsatisfiable);
        for odd in ["bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes="] {
            assert_eq!(of(odd, 10), Part::Whole, "{odd}");
        }
    }

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        let text = disposition("inline", "a\"; x=\"\r\nö.jpg");
        assert_eq!(
            text,
            "inline; filename=\"a__ x=____.jpg\"; filename*=UTF-8''a%22%3B%20x%3D%22%0D%0A%C3%B6.jpg"
        );
    }
}
