//! Moving pictures: what a file holds, a picture to show for it, and a version every browser plays.
//!
//! All of it is done by `ffprobe` and `ffmpeg`. Without them each function answers [`MediaError::Unsupported`] that names
//! what is needed; length, size and dates still come from [`crate::metadata`].

mod poster;
mod web;

use std::fs::File;

use serde::{Deserialize, Serialize};

pub use self::{
    poster::poster,
    web::{Effort, web},
};
use crate::{
    MediaError,
    format::Format,
    tools::{
        Tools,
        ffprobe::{self, PictureStream, SoundStream, Streams},
    },
};

/// What a film holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Info {
    /// Playing time, seconds.
    pub duration: Option<f64>,
    /// Bits per second of everything together.
    pub bitrate: Option<i64>,
    /// The first moving picture. A file may have none, whatever its extension promises.
    pub picture: Option<Picture>,
    /// The sounds that can be decoded here, in the order of the file.
    pub sounds: Vec<Sound>,
}

/// A moving picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Its place among the streams of the file.
    pub index: u32,
    /// The codec by ffmpeg's name, e.g. `h264`, `hevc`, `vp9`.
    pub codec: String,
    /// The layout of its pixels by ffmpeg's name, e.g. `yuv420p`.
    pub pixel_format: String,
    /// Width as coded, pixels.
    pub width: u32,
    /// Height as coded, pixels.
    pub height: u32,
    /// Degrees clockwise it has to be turned by to stand upright: 0, 90, 180 or 270.
    pub rotation: u32,
    /// Width of a pixel over its height; 1 for all but old television formats.
    pub pixel_aspect: f64,
    /// Pictures per second.
    pub frame_rate: Option<f64>,
    /// Bits per second.
    pub bitrate: Option<i64>,
    /// Whether its brightness goes beyond ordinary screens (PQ or HLG).
    pub high_dynamic_range: bool,
}

/// A sound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sound {
    /// Its place among the streams of the file.
    pub index: u32,
    /// The codec by ffmpeg's name, e.g. `aac`.
    pub codec: String,
    /// Bits per second.
    pub bitrate: Option<i64>,
    /// Samples per second.
    pub sample_rate: Option<i64>,
    /// Channels.
    pub channels: Option<i64>,
}

impl Picture {
    /// Width and height as shown: upright, with square pixels.
    pub fn shown(&self) -> (u32, u32) {
        let wide = (f64::from(self.width) * self.pixel_aspect).round().max(1.0) as u32;
        if self.rotation % 180 == 90 { (self.height, wide) } else { (wide, self.height) }
    }
}

/// Describes the streams of a film.
///
/// # Errors
///
/// [`MediaError::Unsupported`] without `ffprobe`, and for formats that are no film; [`MediaError::Corrupt`] when the file
/// cannot be opened as what it seems to be.
pub async fn describe(tools: &Tools, file: File, format: Format) -> Result<Info, MediaError> {
    ffprobe::streams(tools, file, format).await.map(Info::from)
}

impl From<Streams> for Info {
    fn from(streams: Streams) -> Self {
        Info {
            duration: streams.duration,
            bitrate: streams.bitrate,
            picture: streams.picture.map(Picture::from),
            sounds: streams.sounds.into_iter().map(Sound::from).collect(),
        }
    }
}

impl From<PictureStream> for Picture {
    fn from(stream: PictureStream) -> Self {
        let PictureStream { index, codec, pixel_format, width, height, rotation, pixel_aspect, .. } = stream;
        let PictureStream { frame_rate, bitrate, high_dynamic_range, .. } = stream;
        Picture {
            index,
            codec,
            pixel_format,
            width,
            height,
            rotation,
            pixel_aspect,
            frame_rate,
            bitrate,
            high_dynamic_range,
        }
    }
}

impl From<SoundStream> for Sound {
    fn from(stream: SoundStream) -> Self {
        let SoundStream { index, codec, bitrate, sample_rate, channels } = stream;
        Sound { index, codec, bitrate, sample_rate, channels }
    }
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
