//! A request becomes values and, perhaps, a file: query, JSON, form, or form with a file. What the body says wins.

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Method, header};
use bytes::Bytes;
use calotype_core::App;
use calotype_core::outputs::{self, Place};
use multer::{Constraints, Multipart, SizeLimit};
use serde_json::{Map, Value};

use super::error::{Failure, Outcome};

/// Most text of a form beside its file, and of a body of JSON beside the pictures that may be in it, bytes.
const TEXT: u64 = 1 << 20;

/// What a request brought.
#[derive(Debug)]
pub(super) struct Brought {
    pub(super) values: Map<String, Value>,
    pub(super) file: Option<Place>,
}

/// Reads it.
pub(super) async fn read(app: &App, parts: &Parts, body: Body) -> Outcome<Brought> {
    let mut values = pairs(parts.uri.query().unwrap_or_default().as_bytes());
    if parts.method != Method::POST {
        return Ok(Brought { values, file: None });
    }
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().trim();
    let plain = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    // A picture may stand in the text in base64, which is a third longer.
    let longest = app.config.commands.max_bytes.saturating_mul(4) / 3 + TEXT;
    let mut file = None;
    match plain.as_str() {
        "multipart/form-data" => {
            let boundary =
                multer::parse_boundary(kind).map_err(|_| Failure::invalid("The form has no boundary"))?;
            let (fields, found) = form(app, boundary, body).await?;
            values.extend(fields);
            file = found;
        }
        "application/json" | "text/json" => {
            let bytes = whole(body, longest).await?;
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                match serde_json::from_slice(&bytes) {
                    Ok(Value::Object(fields)) => values.extend(fields),
                    _ => return Err(Failure::invalid("The body is not a JSON object")),
                }
            }
        }
        "application/x-www-form-urlencoded" => values.extend(pairs(&whole(body, longest).await?)),
        // Nothing said, and nothing sent.
        "" => {
            let bytes = whole(body, longest).await?;
            match serde_json::from_slice(&bytes) {
                Ok(Value::Object(fields)) => values.extend(fields),
                _ if bytes.is_empty() => {}
                _ => return Err(Failure::media_type()),
            }
        }
        _ => return Err(Failure::media_type()),
    }
    Ok(Brought { values, file })
}

/// A query or a form as values. Of a name that comes twice the last counts.
fn pairs(text: &[u8]) -> Map<String, Value> {
    let pairs = form_urlencoded::parse(text);
    pairs.map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))).collect()
}

async fn whole(body: Body, longest: u64) -> Outcome<Bytes> {
    let limited = axum::body::to_bytes(body, usize::try_from(longest).unwrap_or(usize::MAX)).await;
    limited.map_err(|error| {
        if is_too_long(&error) { Failure::too_large() } else { Failure::invalid("The body broke off") }
    })
}

/// Whether a body was given up because of its length.
fn is_too_long(error: &(dyn std::error::Error + 'static)) -> bool {
    error.is::<http_body_util::LengthLimitError>() || error.source().is_some_and(is_too_long)
}

/// The text and the file of a form. Any part with a file name is a file; the one called `file` goes before others.
async fn form(app: &App, boundary: String, body: Body) -> Outcome<(Map<String, Value>, Option<Place>)> {
    let most = app.config.commands.max_bytes;
    let limits = SizeLimit::new().whole_stream(most.saturating_mul(2) + 2 * TEXT);
    let mut parts =
        Multipart::with_constraints(body.into_data_stream(), boundary, Constraints::new().size_limit(limits));
    let (mut values, mut file, mut named, mut length) = (Map::new(), None, false, 0);
    while let Some(mut part) = parts.next_field().await.map_err(|error| broken(&error))? {
        let name = part.name().unwrap_or_default().to_owned();
        length += name.len() as u64;
        if part.file_name().is_some() || name == "file" {
            let is_file = name == "file";
            if file.is_some() && (named || !is_file) {
                return Err(Failure::invalid("The form has more than one file"));
            }
            let spooled = outputs::spool(app, &mut part).await?;
            if spooled.size > 0 {
                file = Some(Place::Here(spooled.into_file()));
                named = is_file;
            }
        } else {
            let mut text = Vec::new();
            while let Some(piece) = part.chunk().await.map_err(|error| broken(&error))? {
                length += piece.len() as u64;
                if length > most + TEXT {
                    return Err(Failure::too_large());
                }
                text.extend_from_slice(&piece);
            }
            let text = String::from_utf8(text).map_err(|_| Failure::invalid("The form is not UTF-8"))?;
            values.insert(name, Value::String(text));
        }
    }
    Ok((values, file))
}

fn broken(error: &multer::Error) -> Failure {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            Failure::too_large()
        }
        _ => Failure::invalid("The form is malformed or broke off"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn a_body_that_is_too_long_is_told_from_one_that_broke_off() {
        assert_eq!(whole(Body::from("12345"), 5).await.unwrap(), "12345");
        let long = axum::body::to_bytes(Body::from("123456"), 5).await.unwrap_err();
        assert!(is_too_long(&long));
        let broken: Result<Bytes, std::io::Error> = Err(std::io::Error::other("length limit exceeded"));
        let broken =
            axum::body::to_bytes(Body::from_stream(futures::stream::iter([broken])), 5).await.unwrap_err();
        assert!(!is_too_long(&broken));
    }
}
