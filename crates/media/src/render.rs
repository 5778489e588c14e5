//! One picture in, one picture out, to order.

use serde::{Deserialize, Serialize};

use crate::{format::OutputFormat, limits::Limits};

/// How a picture is brought into the box `max_width` × `max_height`. None of them enlarges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// As large as fits into the box, keeping the aspect ratio.
    #[default]
    Inside,
    /// Fills the box, keeping the aspect ratio; what sticks out is cut off evenly. From a picture smaller than the box the
    /// largest part with the box's aspect ratio is cut.
    Cover,
    /// As `Inside`, then padded with the background to the box exactly.
    Contain,
    /// Stretched to the box; a side that would grow stays as it is.
    Fill,
}

/// An order for one picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderSpec {
    /// How the picture is brought into the box.
    pub fit: Fit,
    /// Width of the box, pixels; 0 = unbounded.
    pub max_width: u32,
    /// Height of the box, pixels; 0 = unbounded.
    pub max_height: u32,
    /// What to write.
    pub format: OutputFormat,
    /// 1..=100; `None` is the encoder's sensible default (JPEG 85, WebP 80, AVIF 63). Ignored by PNG and lossless WebP.
    pub quality: Option<u8>,
    /// How much time to spend for fewer bytes, 0 (least) ..= 10 (most); `None` is the encoder's default.
    pub effort: Option<u8>,
    /// Keeps EXIF (with its orientation reset, since the pixels are turned) and the ICC profile. Without it the pixels
    /// are brought to sRGB and nothing else is written: renditions carry no place and no camera.
    pub keep_metadata: bool,
    /// Colour behind transparent pixels where the format has none, and around a contained picture; red, green, blue.
    /// `None`: white for formats without transparency, transparent for the others.
    pub background: Option<[u8; 3]>,
    /// Lossless WebP.
    pub lossless: bool,
    /// What the source may cost.
    pub limits: Limits,
}

impl RenderSpec {
    /// A picture that fits into a square of `side` pixels.
    pub fn inside(side: u32, format: OutputFormat) -> Self {
        RenderSpec {
            fit: Fit::Inside,
            max_width: side,
            max_height: side,
            format,
            quality: None,
            effort: None,
            keep_metadata: false,
            background: None,
            lossless: false,
            limits: Limits::default(),
        }
    }
}
