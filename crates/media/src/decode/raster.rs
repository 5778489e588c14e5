//! GIF, BMP and WebP through the image crate's decoders, which are safe Rust throughout.

use std::io::Cursor;

use image::{
    ColorType, ImageDecoder,
    codecs::{bmp::BmpDecoder, gif::GifDecoder, webp::WebPDecoder},
};

use super::{Decoded, check_size, icc_or_srgb};
use crate::{
    error::MediaError,
    format::Format,
    limits::Limits,
    pixels::{Layout, Pixels},
    probe::{Probe, webp},
};

pub(super) fn decode(data: &[u8], probe: &Probe, limits: &Limits) -> Result<Decoded, MediaError> {
    let source = Cursor::new(data);
    let pixels = match probe.format {
        Format::Gif => read(GifDecoder::new(source).map_err(corrupt)?, probe, limits)?,
        Format::Bmp => read(BmpDecoder::new(source).map_err(corrupt)?, probe, limits)?,
        _ => read(WebPDecoder::new(source).map_err(corrupt)?, probe, limits)?,
    };
    let profile = match probe.format {
        Format::Webp => {
            webp::chunk(data, b"ICCP").filter(|profile| profile.len() as u64 <= limits.profile_bytes)
        }
        _ => None,
    };
    let colour = icc_or_srgb(profile.map(<[u8]>::to_vec));
    Ok(Decoded { pixels, colour, orientation: probe.orientation, damaged: false })
}

fn read(mut decoder: impl ImageDecoder, probe: &Probe, limits: &Limits) -> Result<Pixels, MediaError> {
    decoder.set_limits(image_limits(limits)).map_err(corrupt)?;
    let (width, height) = decoder.dimensions();
    check_size(probe, width, height)?;
    let layout = match decoder.color_type() {
        ColorType::L8 => Layout::Grey,
        ColorType::La8 => Layout::GreyAlpha,
        ColorType::Rgb8 => Layout::Rgb,
        ColorType::Rgba8 => Layout::Rgba,
        other => return Err(MediaError::unsupported(format!("a picture of {other:?}"))),
    };
    let mut samples = vec![0; usize::try_from(decoder.total_bytes()).unwrap_or(usize::MAX)];
    decoder.read_image(&mut samples).map_err(corrupt)?;
    Pixels::from_u8(width, height, layout, samples)
}

/// Our limits in the image crate's words.
pub(super) fn image_limits(limits: &Limits) -> image::Limits {
    let mut theirs = image::Limits::default();
    theirs.max_image_width = Some(limits.side);
    theirs.max_image_height = Some(limits.side);
    theirs.max_alloc = Some(limits.decoded_bytes);
    theirs
}

pub(super) fn corrupt(error: image::ImageError) -> MediaError {
    match error {
        image::ImageError::Unsupported(what) => MediaError::unsupported(what.to_string()),
        image::ImageError::Limits(limit) => {
            MediaError::TooLarge { what: limit.to_string(), limit: 0, actual: u64::MAX }
        }
        other => MediaError::corrupt(other.to_string()),
    }
}
