//! GIF: one picture of at most 256 colours.

use image::ExtendedColorType;
use image::codecs::gif::GifEncoder;

use super::{Effort, EncodeOptions};
use crate::{
    error::MediaError,
    format::OutputFormat,
    pixels::{Layout, Pixels},
};

/// Sides are written as 16 bits.
const LONGEST_SIDE: u32 = 65_535;

/// Writes coloured pixels, with or without opacity; a pixel is transparent or it is not.
pub(super) fn encode(pixels: &Pixels, options: &EncodeOptions) -> Result<Vec<u8>, MediaError> {
    super::check_side(OutputFormat::Gif, pixels, LONGEST_SIDE)?;
    let colour = match pixels.layout {
        Layout::Rgb => ExtendedColorType::Rgb8,
        Layout::Rgba => ExtendedColorType::Rgba8,
        Layout::Grey | Layout::GreyAlpha | Layout::Cmyk => {
            return Err(MediaError::Io("only colours can be written as GIF".to_owned()));
        }
    };
    // The encoder's scale: 1 looks at every pixel for its palette, 30 at every thirtieth.
    let speed = match options.effort {
        Effort::Usual => 10,
        Effort::Level(level) => 30 - i32::from(level.min(10)) * 29 / 10,
    };
    let mut out = Vec::new();
    GifEncoder::new_with_speed(&mut out, speed)
        .encode(pixels.u8s()?, pixels.width, pixels.height, colour)
        .map_err(|error| MediaError::Io(error.to_string()))?;
    Ok(out)
}
