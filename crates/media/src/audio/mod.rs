//! Sound: what a file holds, and a version every browser plays.
//!
//! Done by `ffprobe` and `ffmpeg`; without them each function answers [`MediaError::Unsupported`] that names what is needed.
//! Tags and length still come from [`crate::metadata`].

mod web;

use std::fs::File;

use serde::{Deserialize, Serialize};

pub use self::web::web;
use crate::{
    MediaError,
    format::Format,
    tools::{Tools, ffprobe},
};

/// What a sound file holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Info {
    /// Playing time, seconds.
    pub duration: Option<f64>,
    /// The place of the sound among the streams of the file.
    pub index: u32,
    /// The codec by ffmpeg's name, e.g. `mp3`, `flac`, `pcm_s16le`.
    pub codec: String,
    /// Bits per second.
    pub bitrate: Option<i64>,
    /// Samples per second.
    pub sample_rate: Option<i64>,
    /// Channels.
    pub channels: Option<i64>,
}

/// Describes the first sound of a file.
///
/// # Errors
///
/// [`MediaError::Unsupported`] without `ffprobe`, [`MediaError::Corrupt`] when there is no sound that can be decoded.
pub async fn describe(tools: &Tools, file: File, format: Format) -> Result<Info, MediaError> {
    let streams = ffprobe::streams(tools, file, format).await?;
    let sound = streams
        .sounds
        .into_iter()
        .next()
        .ok_or_else(|| MediaError::corrupt("no sound that can be decoded"))?;
    Ok(Info {
        duration: streams.duration,
        index: sound.index,
        codec: sound.codec,
        bitrate: sound.bitrate.or(streams.bitrate),
        sample_rate: sound.sample_rate,
        channels: sound.channels,
    })
}

#[cfg(test)]
mod tests;
