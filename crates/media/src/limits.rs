//! What a foreign file may cost before anything is allocated for it.

use serde::{Deserialize, Serialize};

use crate::{error::MediaError, probe::Probe};

/// Ceilings checked by [`crate::probe`] against the headers, and again by the decoders against what they meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Source file, bytes.
    pub bytes: u64,
    /// Width × height of one frame as stored, pixels.
    pub pixels: u64,
    /// Either side, pixels. JPEG's own limit.
    pub side: u32,
    /// Frames of an animation that are looked at. A longer one is shown as its first frame.
    pub frames: u32,
    /// Scans of a progressive JPEG. Encoders write about ten; each one walks over every coefficient again.
    pub scans: u32,
    /// Embedded colour profile after decompression, bytes.
    pub profile_bytes: u64,
    /// Depth of nested boxes, directories or elements.
    pub nesting: u32,
    /// What the decoder would need for its output and working memory, bytes.
    pub decoded_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 2 << 30,
            pixels: 100_000_000,
            side: 65_535,
            frames: 1_000,
            scans: 100,
            profile_bytes: 4 << 20,
            nesting: 32,
            decoded_bytes: 1 << 30,
        }
    }
}

impl Limits {
    /// Fails with [`MediaError::TooLarge`] when `actual` exceeds `limit`.
    pub fn check(what: &str, actual: u64, limit: u64) -> Result<(), MediaError> {
        if actual > limit {
            return Err(MediaError::TooLarge { what: what.to_owned(), limit, actual });
        }
        Ok(())
    }

    /// Checks everything the headers of a file tell, before a decoder sees it.
    ///
    /// Two limits refuse nothing: an animation with too many frames is shown as its first one, and a colour profile that is
    /// too large is ignored.
    pub fn admit(&self, probe: &Probe) -> Result<(), MediaError> {
        Self::check("bytes", probe.bytes, self.bytes)?;
        if !probe.has_pixels() {
            return Ok(());
        }
        // Of a RAW file only the preview is decoded.
        let (width, height) = probe.preview.map_or((probe.width, probe.height), |p| (p.width, p.height));
        self.check_size(width, height)?;
        Self::check("scans", u64::from(probe.scans), u64::from(self.scans))?;
        Self::check("decoded bytes", probe.decoded_bytes, self.decoded_bytes)
    }

    /// Checks one picture's sides and area.
    pub fn check_size(&self, width: u32, height: u32) -> Result<(), MediaError> {
        if width == 0 || height == 0 {
            return Err(MediaError::corrupt(format!("a picture of {width}×{height} pixels")));
        }
        Self::check("side", u64::from(width.max(height)), u64::from(self.side))?;
        Self::check("pixels", u64::from(width) * u64::from(height), self.pixels)
    }
}
