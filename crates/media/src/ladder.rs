//! The small ladder of renditions that is made once, at ingest.

use serde::{Deserialize, Serialize};

use crate::{format::OutputFormat, limits::Limits};

/// An encoded picture.
///
/// Not serialisable on purpose: the bytes travel as a frame of their own, never inside JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What the bytes are.
    pub format: OutputFormat,
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// The encoded file.
    pub bytes: Vec<u8>,
}

/// The renditions of one original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// What everything downstream reads in place of the original: at most 2048 px, sRGB, upright; JPEG q90, or WebP when
    /// the picture is transparent. `None` when the original itself is small and cheap to read.
    pub mezzanine: Option<Picture>,
    /// The thumbnail of the timeline: fits 400×400, WebP q80.
    pub small: Picture,
}

/// What [`build`] makes of an original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The renditions.
    pub ladder: Ladder,
    /// `dct-phash-v1`, 64 bits; near pictures have few bits different.
    pub phash: u64,
    /// ThumbHash, about 25 bytes: a blurred placeholder with its aspect ratio.
    pub thumbhash: Vec<u8>,
    /// The file ended early or was damaged, and the part that could be decoded is shown.
    pub damaged: bool,
}

/// Sizes and qualities of the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LadderOptions {
    /// Longest side of the mezzanine, pixels.
    pub mezzanine_side: u32,
    /// JPEG quality of the mezzanine, 1..=100.
    pub mezzanine_quality: u8,
    /// Longest side of `small`, pixels.
    pub small_side: u32,
    /// WebP quality of `small`, 1..=100.
    pub small_quality: u8,
    /// WebP effort of `small`, 0..=6. Effort 2 costs 40 % less than the encoder's default for 3 % more bytes.
    pub small_effort: u8,
    /// What the original may cost.
    pub limits: Limits,
}

impl Default for LadderOptions {
    fn default() -> Self {
        LadderOptions {
            mezzanine_side: 2048,
            mezzanine_quality: 90,
            small_side: 400,
            small_quality: 80,
            small_effort: 2,
            limits: Limits::default(),
        }
    }
}
