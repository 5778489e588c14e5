//! JSON answers, compressed for who takes gzip.
//!
//! The quickest level: a list or a month of the timeline shrinks by a third to nine tenths at the cost of milliseconds. Only JSON:
//! pictures and films are compressed already, and ranges of them must stay byte for byte. Callers carry their credential
//! in a header, which no foreign page can make a browser send, so that the sizes of answers tell nobody anything.

use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{And, Predicate as _, SizeAbove};

/// Below this a packet is not saved.
const FROM_BYTES: u64 = 1024;

/// What is worth it.
pub(crate) type Worthwhile = And<SizeAbove, fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool>;

/// Compresses JSON.
pub(crate) fn json() -> CompressionLayer<Worthwhile> {
    let is_json: fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool = |_, _, headers, _| {
        headers
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/json"))
    };
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(SizeAbove::new(FROM_BYTES).and(is_json))
}
