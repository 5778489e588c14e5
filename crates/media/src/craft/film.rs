//! Animations on their way out, frame by frame.

use std::time::Duration;

use gif::{DisposalMethod, Encoder as GifEncoder, Frame as GifFrame, Repeat};

use super::{
    Made,
    canvas::Canvas,
    write::{Export, Writing},
};
use crate::{
    encode::WebpAnimation,
    error::MediaError,
    format::OutputFormat,
    limits::Limits,
    pixels::{Layout, Pixels},
};

/// An animation on its way out.
pub(super) struct Film {
    format: Export,
    how: Writing,
    room: u64,
    size: Option<(u32, u32)>,
    writer: Option<FilmWriter>,
}

enum FilmWriter {
    Gif(GifEncoder<Vec<u8>>),
    Webp(WebpAnimation),
}

impl Film {
    pub(super) fn new(format: Export, how: Writing, room: u64) -> Self {
        Film { format, how, room, size: None, writer: None }
    }

    pub(super) fn push(&mut self, pixels: Pixels, shown: Duration) -> Result<(), MediaError> {
        let size = (pixels.width, pixels.height);
        if *self.size.get_or_insert(size) != size {
            return Err(MediaError::corrupt("a frame of another size than its animation"));
        }
        let area = u64::from(size.0) * u64::from(size.1);
        Limits::check("pixels of all frames", area, self.room)?;
        self.room -= area;
        let pixels = with_opacity(pixels)?;
        match self.writer()? {
            FilmWriter::Webp(writer) => writer.push(&pixels, shown),
            FilmWriter::Gif(writer) => {
                let (width, height) = gif_size(size)?;
                let mut samples = pixels.u8s()?.to_vec();
                let mut frame = GifFrame::from_rgba_speed(width, height, &mut samples, GIF_SPEED);
                frame.delay = u16::try_from((shown.as_millis() + 5) / 10).unwrap_or(u16::MAX);
                // Every frame is whole, and what is transparent in it is not what lay there before.
                frame.dispose = DisposalMethod::Background;
                writer.write_frame(&frame).map_err(|error| MediaError::Io(error.to_string()))
            }
        }
    }

    fn writer(&mut self) -> Result<&mut FilmWriter, MediaError> {
        if self.writer.is_none() {
            let (width, height) = self.size.unwrap_or((1, 1));
            self.writer = Some(match self.format {
                Export::Webp => {
                    let options = self.how.options(OutputFormat::Webp);
                    FilmWriter::Webp(WebpAnimation::new(width, height, &options, 0)?)
                }
                Export::Gif => {
                    let failed = |error: gif::EncodingError| MediaError::Io(error.to_string());
                    let (width, height) = gif_size((width, height))?;
                    let mut encoder = GifEncoder::new(Vec::new(), width, height, &[]).map_err(failed)?;
                    encoder.set_repeat(Repeat::Infinite).map_err(failed)?;
                    FilmWriter::Gif(encoder)
                }
                other => return Err(MediaError::unsupported(format!("{}, as an animation,", other.name()))),
            });
        }
        self.writer.as_mut().ok_or_else(|| MediaError::Io("no writer".to_owned()))
    }

    pub(super) fn finish(self) -> Result<Made, MediaError> {
        let (width, height) = self.size.ok_or_else(|| MediaError::corrupt("an animation without a frame"))?;
        let bytes = match self.writer {
            Some(FilmWriter::Webp(writer)) => writer.finish()?,
            Some(FilmWriter::Gif(writer)) => {
                writer.into_inner().map_err(|error| MediaError::Io(error.to_string()))?
            }
            None => Vec::new(),
        };
        Ok(Made { format: self.format, width, height, bytes })
    }
}

/// How coarsely a palette is chosen, 1 (every pixel counts) to 30.
const GIF_SPEED: i32 = 10;

/// Sides are written as 16 bits.
fn gif_size((width, height): (u32, u32)) -> Result<(u16, u16), MediaError> {
    let side = |side: u32| {
        Limits::check("GIF side", u64::from(side), u64::from(u16::MAX))?;
        Ok::<u16, MediaError>(side as u16)
    };
    Ok((side(width)?, side(height)?))
}

fn with_opacity(pixels: Pixels) -> Result<Pixels, MediaError> {
    if pixels.layout == Layout::Rgba { Ok(pixels) } else { Canvas::of(pixels)?.into_pixels() }
}
