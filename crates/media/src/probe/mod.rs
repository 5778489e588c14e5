//! What a file is, by content, without decoding it.

use serde::{Deserialize, Serialize};

use crate::{format::Format, ops::Orientation};

/// What the headers of a file say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    /// The format, decided by content. The file name only settles ties between RAW dialects of TIFF.
    pub format: Format,
    /// Size of the file, bytes.
    pub bytes: u64,
    /// Width as stored, pixels. 0 for sound, and for films, whose tracks `ffprobe` describes.
    pub width: u32,
    /// Height as stored, pixels; see `width`.
    pub height: u32,
    /// How the stored pixels have to be turned to stand upright, whether the decoder does it or we do.
    pub orientation: Orientation,
    /// Frames or pages found; 1 for a still picture. Counting stops above the limit.
    pub frames: u32,
    /// Whether the frames are an animation (GIF, APNG, WebP, AVIF sequence).
    pub animated: bool,
    /// Scans of a JPEG; 1 means baseline, 0 not a JPEG.
    pub scans: u32,
    /// Bits per channel.
    pub bit_depth: u8,
    /// Whether the format says that pixels can be transparent.
    pub alpha: bool,
    /// How the samples are to be read.
    pub colour: Colour,
    /// Embedded ICC profile as stored, bytes; 0 for none.
    pub profile_bytes: u64,
    /// What decoding in full would need, bytes; an estimate for admission, not a promise.
    pub decoded_bytes: u64,
    /// For camera RAW: the embedded JPEG that is shown in place of the undeveloped data.
    pub preview: Option<Preview>,
}

impl Probe {
    /// Width and height after [`Self::orientation`], pixels.
    pub fn upright(&self) -> (u32, u32) {
        self.orientation.size(self.width, self.height)
    }

    /// Whether there are pixels for [`crate::decode`] to decode.
    pub fn has_pixels(&self) -> bool {
        self.width > 0 && self.height > 0
    }
}

/// How the samples of a picture are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Luminance only.
    Grey,
    /// Red, green, blue, also when stored as Y′CbCr or as a palette.
    Rgb,
    /// Four inks.
    Cmyk,
    /// Not told by the headers, or no pixels at all.
    Unknown,
}

/// An embedded JPEG in a camera RAW file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Where it starts in the file, bytes.
    pub offset: u64,
    /// Its length, bytes.
    pub length: u64,
    /// Its own width, pixels.
    pub width: u32,
    /// Its own height, pixels.
    pub height: u32,
}
