//! Pixels and sound: probing, decoding, changing and encoding media, and reading what files say about themselves.
//!
//! Knows neither users nor assets, has no database and no HTTP. Everything that touches foreign bytes is a plain
//! synchronous function over a slice, so that it can run inside a sandboxed child process.

pub mod audio;
mod carry;
pub mod craft;
pub mod decode;
pub mod encode;
pub mod error;
pub mod focus;
pub mod format;
pub mod geohash;
mod handle;
pub mod hash;
pub mod ladder;
pub mod limits;
pub mod look;
pub mod mask;
pub mod metadata;
pub mod normalise;
pub mod ops;
pub mod pages;
pub mod pixels;
pub mod probe;
pub mod render;
pub mod sandbox;
#[cfg(feature = "testing")]
pub mod testing;
pub mod tools;
pub mod video;

pub use error::MediaError;
pub use handle::{Advice, Capabilities, FormatSupport, IngestOptions, Ingested, Media, MediaConfig, Source};
