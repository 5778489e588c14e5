//! Pixels to files.
//!
//! Nothing but pixels is written unless [`Kept`] says so: a rendition tells neither place nor camera.

#[cfg(feature = "avif")]
mod avif;
mod gif;
mod jpeg;
mod png;
mod webp;
mod webp_animation;
mod webp_container;

use crate::{error::MediaError, format::OutputFormat, ops, pixels::Pixels};

pub use webp_animation::WebpAnimation;

pub(crate) use jpeg::reason_of;

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EncodeOptions {
    /// The format.
    pub format: OutputFormat,
    /// 1..=100; ignored by PNG and lossless WebP.
    pub quality: u8,
    /// Time spent for fewer bytes.
    pub effort: Effort,
    /// Lossless WebP. The others are what they are.
    pub lossless: bool,
    /// Whether colour is stored in half the resolution, which photographs bear and text does not.
    pub chroma: Chroma,
}

/// How much time an encoder may spend to save bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// What each encoder does best per unit of time: JPEG with Huffman tables made for the picture, WebP 4, AVIF speed 10.
    Usual,
    /// On a scale from 0, the least, to 10, the most. JPEG: fixed tables below 3, and from 8 on progressive with trellis
    /// quantisation, which takes ten times as long. WebP: its methods 0 to 6. AVIF: its speeds 10 to 0. PNG: its three levels.
    Level(u8),
}

/// Resolution of the colour channels in lossy formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chroma {
    /// Half in both directions (4:2:0).
    Half,
    /// Full (4:4:4). WebP has only half, and is sharpened instead.
    Full,
}

/// What is taken over from the original.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// An ICC profile that describes the pixels.
    pub icc: Option<Vec<u8>>,
    /// An EXIF block from its TIFF header on.
    pub exif: Option<Vec<u8>>,
}

/// Writes a picture of 8 bits per sample, grey or coloured. Where the format has no opacity, it is laid on white.
///
/// Fails with [`MediaError::TooLarge`] when a side is longer than the format can say (JPEG 65,500, WebP 16,383, GIF 65,535, AVIF
/// 65,536)
/// and with [`MediaError::Unsupported`] for AVIF in a build without it.
pub fn encode(pixels: &Pixels, options: &EncodeOptions, kept: &Kept) -> Result<Vec<u8>, MediaError> {
    match options.format {
        OutputFormat::Jpeg => jpeg::encode(&*ops::flatten(pixels, [255; 3])?, options, kept),
        OutputFormat::Png => png::encode(pixels, options, kept),
        OutputFormat::Webp => {
            let bare = webp::encode(&*ops::to_colour(pixels)?, options)?;
            webp_container::wrap(bare, kept)
        }
        OutputFormat::Gif => gif::encode(&*ops::to_colour(pixels)?, options),
        #[cfg(feature = "avif")]
        OutputFormat::Avif => avif::encode(&*ops::to_colour(pixels)?, options, kept),
        #[cfg(not(feature = "avif"))]
        OutputFormat::Avif => Err(MediaError::Unsupported {
            format: "AVIF".to_owned(),
            needs: Some("a build with the avif feature".to_owned()),
        }),
    }
}

/// Fails when a side is longer than the format can say.
fn check_side(format: OutputFormat, pixels: &Pixels, longest: u32) -> Result<(), MediaError> {
    let what = format!("{} side", format.format().name());
    crate::limits::Limits::check(&what, u64::from(pixels.longest()), u64::from(longest))
}
