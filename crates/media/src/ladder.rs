//! The small ladder of renditions that is made once, at ingest.

use serde::{Deserialize, Serialize};

use crate::{
    decode::{self, Margin, Wanted},
    encode::{self, Chroma, Effort, EncodeOptions, Kept},
    error::MediaError,
    format::{Format, OutputFormat},
    hash,
    limits::Limits,
    ops,
    pixels::Pixels,
    probe::{Colour, Probe},
};

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
    /// What follows reads this in place of the original (but for `large`, see `docs/decisions/0033`): at most 2048 px, sRGB,
    /// upright; JPEG q90, or WebP when the picture is transparent. `None` when the original itself is small and cheap to
    /// read.
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

/// WebP effort of a transparent mezzanine.
const MEZZANINE_EFFORT: u8 = 3;

/// Makes the ladder of an original from one decode, with its hashes.
///
/// `probe` must be the answer for the same bytes. Costs about 60 CPU-ms for a 12-megapixel photograph, less than half of it
/// above what reading the file's entropy-coded data costs by itself.
pub fn build(data: &[u8], probe: &Probe, options: &LadderOptions) -> Result<Built, MediaError> {
    let needs_mezzanine = !stands_for_itself(probe, options);
    let side = if needs_mezzanine { options.mezzanine_side } else { options.small_side };
    let (width, height) = probe.preview.map_or((probe.width, probe.height), |p| (p.width, p.height));
    let (width, height) = ops::fit_inside(width, height, side, side);
    let margin = if needs_mezzanine { Margin::Quick } else { Margin::Fine };
    let decoded = decode::decode(data, probe, Some(Wanted { width, height, margin }), &options.limits)?;

    let (width, height) = ops::fit_inside(decoded.pixels.width, decoded.pixels.height, side, side);
    let pixels = ops::resized(decoded.pixels, width, height)?;
    let pixels = if pixels.is_opaque() { pixels.without_alpha() } else { pixels };
    let pixels = ops::turn(ops::to_srgb(pixels, &decoded.colour)?, decoded.orientation);

    let chroma = chroma_for(probe.format);
    let mezzanine = match needs_mezzanine {
        true => Some(write(&pixels, &mezzanine_options(&pixels, chroma, options.mezzanine_quality))?),
        false => None,
    };
    let (width, height) =
        ops::fit_inside(pixels.width, pixels.height, options.small_side, options.small_side);
    let pixels = ops::resized(pixels, width, height)?;
    let small = EncodeOptions {
        format: OutputFormat::Webp,
        quality: options.small_quality,
        effort: Effort::Level(webp_effort(options.small_effort)),
        lossless: false,
        chroma,
    };
    Ok(Built {
        phash: hash::phash(&pixels)?,
        thumbhash: hash::thumbhash(&pixels)?,
        ladder: Ladder { mezzanine, small: write(&pixels, &small)? },
        damaged: decoded.damaged,
    })
}

/// Whether the original can be read in place of a mezzanine: it is no larger, still, of 8 bits, and in a format that decodes
/// in a few milliseconds. A copy of it would cost space and a generation of quality, and gain nothing.
fn stands_for_itself(probe: &Probe, options: &LadderOptions) -> bool {
    let cheap = match probe.format {
        Format::Jpeg => probe.scans <= 16 && probe.colour != Colour::Cmyk,
        Format::Png | Format::Webp => true,
        _ => false,
    };
    cheap
        && !probe.animated
        && probe.bit_depth <= 8
        && probe.width.max(probe.height) <= options.mezzanine_side
}

/// JPEG with fixed Huffman tables, since tables of its own would save 1 % and cost twice the encoding; transparent pictures
/// need WebP.
pub(crate) fn mezzanine_options(pixels: &Pixels, chroma: Chroma, quality: u8) -> EncodeOptions {
    let transparent = pixels.layout.has_alpha();
    EncodeOptions {
        format: if transparent { OutputFormat::Webp } else { OutputFormat::Jpeg },
        quality,
        effort: Effort::Level(if transparent { MEZZANINE_EFFORT } else { 0 }),
        lossless: false,
        chroma,
    }
}

/// Photographs bear colour in half the resolution. What was drawn, printed or typed does not.
pub(crate) fn chroma_for(source: Format) -> Chroma {
    match source {
        Format::Png | Format::Gif | Format::Bmp | Format::Svg | Format::Pdf | Format::Psd => Chroma::Full,
        _ => Chroma::Half,
    }
}

/// libwebp's methods 0..=6 on the scale of [`Effort::Level`].
fn webp_effort(method: u8) -> u8 {
    (method.min(6) * 10).div_ceil(6)
}

/// Encodes a picture that bears nothing but its pixels.
pub(crate) fn write(pixels: &Pixels, options: &EncodeOptions) -> Result<Picture, MediaError> {
    let bytes = encode::encode(pixels, options, &Kept::default())?;
    Ok(Picture { format: options.format, width: pixels.width, height: pixels.height, bytes })
}
