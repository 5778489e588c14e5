//! Animations, one frame at a time.

use std::{io::Cursor, time::Duration};

use image::{
    AnimationDecoder, ImageDecoder,
    codecs::{gif::GifDecoder, png::PngDecoder, webp::WebPDecoder},
};

use super::raster::{corrupt, image_limits};
use crate::{
    error::MediaError,
    format::Format,
    limits::Limits,
    pixels::{Layout, Pixels},
    probe::Probe,
};

/// One picture of an animation, complete: disposal and blending are done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// RGBA in the size of the animation.
    pub pixels: Pixels,
    /// How long it is shown.
    pub shown: Duration,
}

/// The frames of an animation in order. Only one is in memory at a time.
pub struct Frames<'a>(image::Frames<'a>);

impl Iterator for Frames<'_> {
    type Item = Result<Frame, MediaError>;

    fn next(&mut self) -> Option<Self::Item> {
        let frame = match self.0.next()? {
            Ok(frame) => frame,
            Err(error) => return Some(Err(corrupt(error))),
        };
        let shown = Duration::from(frame.delay());
        let picture = frame.into_buffer();
        let (width, height) = picture.dimensions();
        Some(
            Pixels::from_u8(width, height, Layout::Rgba, picture.into_raw())
                .map(|pixels| Frame { pixels, shown }),
        )
    }
}

/// Opens a GIF, APNG or WebP animation. Fails with [`MediaError::TooLarge`] when it has more frames than the limit, and with
/// [`MediaError::Unsupported`] for any other format.
pub fn frames<'a>(data: &'a [u8], probe: &Probe, limits: &Limits) -> Result<Frames<'a>, MediaError> {
    limits.admit(probe)?;
    Limits::check("frames", u64::from(probe.frames), u64::from(limits.frames))?;
    let source = Cursor::new(data);
    let frames = match probe.format {
        Format::Gif => {
            let mut decoder = GifDecoder::new(source).map_err(corrupt)?;
            decoder.set_limits(image_limits(limits)).map_err(corrupt)?;
            decoder.into_frames()
        }
        Format::Webp => {
            let mut decoder = WebPDecoder::new(source).map_err(corrupt)?;
            decoder.set_limits(image_limits(limits)).map_err(corrupt)?;
            decoder.into_frames()
        }
        Format::Png => {
            let decoder = PngDecoder::with_limits(source, image_limits(limits)).map_err(corrupt)?;
            decoder.apng().map_err(corrupt)?.into_frames()
        }
        other => return Err(MediaError::unsupported(format!("{} as an animation", other.name()))),
    };
    Ok(Frames(frames))
}
