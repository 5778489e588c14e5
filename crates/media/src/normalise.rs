//! One stored form for foreign pictures: what a host keeps in place of the file it was sent.

use serde::{Deserialize, Serialize};

use crate::{
    decode,
    encode::{Effort, EncodeOptions, WebpAnimation},
    error::MediaError,
    format::{Format, OutputFormat},
    ladder::{Picture, chroma_for, mezzanine_options, write},
    limits::Limits,
    ops,
    pixels::Pixels,
    probe::Probe,
};

/// What to make of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NormaliseOptions {
    /// Formats that are taken, decided by content.
    pub formats: Vec<Format>,
    /// WebP quality of the stored picture, 1..=100.
    pub quality: u8,
    /// Longest side of the thumbnail, pixels.
    pub thumbnail_side: u32,
    /// WebP quality of the thumbnail, 1..=100.
    pub thumbnail_quality: u8,
    /// Longest side of the rung that smaller sizes are made from, pixels; absent: none is made.
    pub mezzanine_side: Option<u32>,
    /// What the file may cost.
    pub limits: Limits,
}

/// What became of a picture. It says nothing of place, time and camera any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalised {
    /// What the file was.
    pub source: Format,
    /// Whether the stored picture moves.
    pub animated: bool,
    /// The stored picture: upright, sRGB, WebP; an animation where the file was one.
    pub main: Picture,
    /// Its thumbnail, a still WebP.
    pub thumbnail: Picture,
    /// JPEG q90, or WebP where it is transparent; absent for pictures that are small or move, and when none was wanted.
    pub mezzanine: Option<Picture>,
}

/// WebP effort of the stored picture and its thumbnail: the encoder's method 2, see `docs/performance.md`.
const EFFORT: Effort = Effort::Level(4);

/// JPEG quality of the rung from which smaller sizes are made, as in the library.
const MEZZANINE_QUALITY: u8 = 90;

/// Brings a picture into the stored form.
///
/// `probe` must be the answer for the same bytes. An animation with more frames than the limit is kept as its first frame.
///
/// # Errors
/// [`MediaError::Unsupported`] for a format that is not taken, [`MediaError::TooLarge`] for what no WebP can hold.
pub fn normalise(data: &[u8], probe: &Probe, options: &NormaliseOptions) -> Result<Normalised, MediaError> {
    if !options.formats.contains(&probe.format) {
        return Err(MediaError::unsupported(probe.format.name()));
    }
    if probe.animated && probe.frames > 1 && probe.frames <= options.limits.frames {
        return animation(data, probe, options);
    }
    let decoded = decode::decode(data, probe, None, &options.limits)?;
    if decoded.damaged {
        // A library keeps what a person has of a photo; an application can send it again.
        return Err(MediaError::corrupt("the picture ends early or is damaged"));
    }
    let pixels = ops::turn(ops::to_srgb(decoded.pixels, &decoded.colour)?, decoded.orientation);
    let pixels = if pixels.is_opaque() { pixels.without_alpha() } else { pixels };
    let main = write(&pixels, &webp(probe, options.quality))?;
    let mezzanine = match options.mezzanine_side {
        Some(side) if pixels.width.max(pixels.height) > side => {
            let (width, height) = ops::fit_inside(pixels.width, pixels.height, side, side);
            Some(ops::resize(&pixels, width, height)?)
        }
        _ => None,
    };
    let thumbnail = thumbnail(mezzanine.as_ref().unwrap_or(&pixels), probe, options)?;
    let mezzanine = mezzanine.map(|pixels| {
        let order = mezzanine_options(&pixels, chroma_for(probe.format), MEZZANINE_QUALITY);
        write(&pixels, &order)
    });
    Ok(Normalised {
        source: probe.format,
        animated: false,
        main,
        thumbnail,
        mezzanine: mezzanine.transpose()?,
    })
}

fn animation(data: &[u8], probe: &Probe, options: &NormaliseOptions) -> Result<Normalised, MediaError> {
    let (width, height) = (probe.width, probe.height);
    let mut writer = WebpAnimation::new(width, height, &webp(probe, options.quality), 0)?;
    let mut first = None;
    for frame in decode::frames(data, probe, &options.limits)? {
        let frame = frame?;
        writer.push(&frame.pixels, frame.shown)?;
        if first.is_none() {
            first = Some(thumbnail(&frame.pixels, probe, options)?);
        }
    }
    let thumbnail = first.ok_or_else(|| MediaError::corrupt("an animation without a frame"))?;
    let main = Picture { format: OutputFormat::Webp, width, height, bytes: writer.finish()? };
    Ok(Normalised { source: probe.format, animated: true, main, thumbnail, mezzanine: None })
}

fn thumbnail(pixels: &Pixels, probe: &Probe, options: &NormaliseOptions) -> Result<Picture, MediaError> {
    let side = options.thumbnail_side;
    let (width, height) = ops::fit_inside(pixels.width, pixels.height, side, side);
    write(&ops::resize(pixels, width, height)?, &webp(probe, options.thumbnail_quality))
}

fn webp(probe: &Probe, quality: u8) -> EncodeOptions {
    EncodeOptions {
        format: OutputFormat::Webp,
        quality,
        effort: EFFORT,
        lossless: false,
        chroma: chroma_for(probe.format),
    }
}
