//! Files to pixels.
//!
//! A decoder gives back what the file holds: its own colours, as many bits as there are, unturned where turning can wait
//! until the picture is small. What the samples mean and what is left to do is told beside them.

#[cfg(feature = "avif")]
mod avif;
mod frames;
mod heic;
mod jpeg;
mod jxl;
mod pdf;
mod png;
mod psd;
mod raster;
mod svg;
mod tiff;

use crate::{
    error::MediaError,
    format::Format,
    limits::Limits,
    ops::{ColourSpace, Orientation},
    pixels::Pixels,
    probe::Probe,
};

pub use frames::{Frame, Frames, frames};
pub(crate) use pdf::page;

/// The size that the picture will be brought to. Decoders that can decode to less than all pixels use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Width as stored, before any turning, pixels.
    pub width: u32,
    /// Height as stored, pixels.
    pub height: u32,
    /// What is more important.
    pub margin: Margin,
}

/// How much larger than wanted a scaled decode has to be.
///
/// A JPEG decoder scales by dropping frequencies, in steps, and on encoded values: quick and slightly soft. Resampling from
/// 1.7 times the size hides that; measured with SSIMULACRA2 the difference to a full decode is then nil, while without any
/// margin it is 2 to 4 points at the size itself and nothing at half of it (`docs/performance.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Margin {
    /// At least 1.7 times the wanted size; all pixels where that is more.
    Fine,
    /// As [`Margin::Fine`] while that costs less than all pixels; else half of all pixels, even if that falls up to 5 % short
    /// of what was wanted. For the mezzanine: it is seldom looked at in its full size, and decoding all pixels of an
    /// original costs twice as much as decoding half of them.
    Quick,
}

/// A decoded picture, and what is left to do with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// The pixels: the first frame, the first page.
    pub pixels: Pixels,
    /// What the samples mean.
    pub colour: ColourSpace,
    /// How the pixels still have to be turned.
    pub orientation: Orientation,
    /// The file ended early; what was there is shown.
    pub damaged: bool,
}

/// Decodes the picture a file shows: of an animation the first frame, of a document the first page, of camera RAW the
/// embedded JPEG.
///
/// `probe` must be the answer for the same bytes. Every limit is checked before anything is allocated. `wanted` `None` asks
/// for all pixels.
pub fn decode(
    data: &[u8],
    probe: &Probe,
    wanted: Option<Wanted>,
    limits: &Limits,
) -> Result<Decoded, MediaError> {
    limits.admit(probe)?;
    if !probe.has_pixels() {
        return Err(no_pixels(probe.format));
    }
    let upright =
        |pixels, colour| Decoded { pixels, colour, orientation: Orientation::Upright, damaged: false };
    match probe.format {
        Format::Jpeg => jpeg::decode(data, probe, wanted, limits),
        Format::Png => png::decode(data, probe, limits),
        Format::Gif | Format::Bmp | Format::Webp => raster::decode(data, probe, limits),
        Format::Tiff => tiff::decode(data, probe, limits),
        Format::Heic => heic::decode(data, probe, limits).map(|(pixels, colour)| upright(pixels, colour)),
        Format::Jxl => jxl::decode(data, limits).map(|(pixels, colour)| upright(pixels, colour)),
        Format::Psd => psd::decode(data, probe, limits).map(|(pixels, colour)| upright(pixels, colour)),
        Format::Svg => svg::decode(data, probe, wanted).map(|pixels| upright(pixels, ColourSpace::Srgb)),
        Format::Pdf => pdf::decode(data, probe, wanted).map(|pixels| upright(pixels, ColourSpace::Srgb)),
        #[cfg(feature = "avif")]
        Format::Avif => avif::decode(data, probe, limits),
        #[cfg(not(feature = "avif"))]
        Format::Avif => Err(MediaError::Unsupported {
            format: Format::Avif.name().to_owned(),
            needs: Some("a build with the avif feature".to_owned()),
        }),
        raw if raw.is_raw() => jpeg::decode_preview(data, probe, wanted, limits),
        other => Err(no_pixels(other)),
    }
}

fn no_pixels(format: Format) -> MediaError {
    if format.is_raw() {
        return MediaError::Unsupported {
            format: format!("this {} file, which has no embedded preview,", format.name()),
            needs: Some("a RAW developer".to_owned()),
        };
    }
    MediaError::unsupported(format!("{}, as a picture,", format.name()))
}

/// Fails when a decoder meant to return pixels met something else than the probe promised.
fn check_size(probe: &Probe, width: u32, height: u32) -> Result<(), MediaError> {
    if (width, height) == (probe.width, probe.height) {
        return Ok(());
    }
    Err(MediaError::corrupt(format!(
        "{width}×{height} pixels where {}×{} were announced",
        probe.width, probe.height
    )))
}

/// The embedded profile as a colour space, sRGB without one.
fn icc_or_srgb(profile: Option<Vec<u8>>) -> ColourSpace {
    profile.map_or(ColourSpace::Srgb, ColourSpace::Icc)
}
