//! PNG.

use std::borrow::Cow;

use png::{BitDepth, ColorType, Compression, Encoder, Info};

use super::{Effort, EncodeOptions, Kept};
use crate::{
    error::MediaError,
    pixels::{Layout, Pixels},
};

/// Writes grey or coloured pixels, with or without opacity.
pub(super) fn encode(pixels: &Pixels, options: &EncodeOptions, kept: &Kept) -> Result<Vec<u8>, MediaError> {
    let samples = pixels.u8s()?;
    let mut info = Info::with_size(pixels.width, pixels.height);
    info.bit_depth = BitDepth::Eight;
    info.color_type = match pixels.layout {
        Layout::Grey => ColorType::Grayscale,
        Layout::GreyAlpha => ColorType::GrayscaleAlpha,
        Layout::Rgb => ColorType::Rgb,
        Layout::Rgba => ColorType::Rgba,
        Layout::Cmyk => return Err(MediaError::Io("ink cannot be written as PNG".to_owned())),
    };
    info.icc_profile = kept.icc.as_deref().map(Cow::Borrowed);
    info.exif_metadata = kept.exif.as_deref().map(Cow::Borrowed);
    let mut out = Vec::new();
    let io = |error: png::EncodingError| MediaError::Io(error.to_string());
    let mut encoder = Encoder::with_info(&mut out, info).map_err(io)?;
    encoder.set_compression(match options.effort {
        Effort::Level(0..=3) => Compression::Fast,
        Effort::Usual | Effort::Level(4..=7) => Compression::Balanced,
        Effort::Level(_) => Compression::High,
    });
    let mut writer = encoder.write_header().map_err(io)?;
    writer.write_image_data(samples).map_err(io)?;
    writer.finish().map_err(io)?;
    Ok(out)
}
