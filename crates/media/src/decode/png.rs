//! PNG through the png crate. Of an animated PNG the default picture.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Transformations};

use super::{Decoded, check_size};
use crate::{
    error::MediaError,
    limits::Limits,
    ops::ColourSpace,
    pixels::{Layout, Pixels},
    probe::{Probe, png as headers},
};

/// The gamma of sRGB as PNG's gAMA chunk states it, within rounding.
const SRGB_GAMMA: std::ops::RangeInclusive<f32> = 0.44..=0.47;

pub(super) fn decode(data: &[u8], probe: &Probe, limits: &Limits) -> Result<Decoded, MediaError> {
    let room = usize::try_from(limits.decoded_bytes).unwrap_or(usize::MAX);
    let mut decoder = Decoder::new_with_limits(Cursor::new(data), png::Limits { bytes: room });
    decoder.set_transformations(Transformations::EXPAND);
    decoder.set_ignore_text_chunk(true);
    // The crate would inflate the whole profile; ours is read with a limit.
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(corrupt)?;
    let (width, height) = reader.info().size();
    check_size(probe, width, height)?;
    let layout = match reader.output_color_type().0 {
        ColorType::Grayscale => Layout::Grey,
        ColorType::GrayscaleAlpha => Layout::GreyAlpha,
        ColorType::Rgb => Layout::Rgb,
        ColorType::Rgba => Layout::Rgba,
        ColorType::Indexed => return Err(MediaError::unsupported("a PNG palette that was not expanded")),
    };
    let deep = reader.output_color_type().1 == BitDepth::Sixteen;
    let colour = colour_space(data, reader.info(), limits);
    let length = reader.output_buffer_size().ok_or_else(|| MediaError::corrupt("a size that overflows"))?;
    let mut samples = vec![0; length];
    // Rows before an error stay in the buffer: a file that was cut off shows what there is.
    let damaged = reader.next_frame(&mut samples).is_err();
    if damaged && samples.iter().all(|sample| *sample == 0) {
        return Err(MediaError::corrupt("no row of the PNG could be decoded"));
    }
    let pixels = if deep {
        let wide = samples.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
        drop(samples);
        Pixels::from_u16(width, height, layout, wide)?
    } else {
        Pixels::from_u8(width, height, layout, samples)?
    };
    Ok(Decoded { pixels, colour, orientation: probe.orientation, damaged })
}

/// In the order of the specification: code points, profile, sRGB, gamma.
fn colour_space(data: &[u8], info: &png::Info<'_>, limits: &Limits) -> ColourSpace {
    if let Some((primaries, transfer)) = headers::headers(data).and_then(|headers| headers.cicp) {
        return ColourSpace::from_cicp(primaries, transfer);
    }
    if let Some(profile) = headers::icc_profile(data, limits.profile_bytes) {
        return ColourSpace::Icc(profile);
    }
    match info.gama_chunk.map(png::ScaledFloat::into_value) {
        Some(gamma) if info.srgb.is_none() && !SRGB_GAMMA.contains(&gamma) && gamma > 0.0 => {
            ColourSpace::Gamma(1.0 / gamma)
        }
        _ => ColourSpace::Srgb,
    }
}

fn corrupt(error: png::DecodingError) -> MediaError {
    match error {
        png::DecodingError::LimitsExceeded => {
            MediaError::TooLarge { what: "decoded bytes".to_owned(), limit: 0, actual: u64::MAX }
        }
        other => MediaError::corrupt(other.to_string()),
    }
}
