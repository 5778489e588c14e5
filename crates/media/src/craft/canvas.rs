//! The form in which effects see a picture: 8 bits of red, green, blue and opacity in sRGB, not premultiplied.

use super::Rgba;
use crate::{
    error::MediaError,
    limits::Limits,
    ops::{to_colour, with_alpha},
    pixels::{Layout, Pixels, Samples},
};

/// Opaque, as an opacity.
pub(super) const OPAQUE: u8 = u8::MAX;

/// A picture to work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Canvas {
    pub(super) width: usize,
    pub(super) height: usize,
    samples: Vec<u8>,
}

impl Canvas {
    /// One colour all over. Fails above the limits, before anything is allocated.
    pub(super) fn filled(
        width: u32,
        height: u32,
        colour: Rgba,
        limits: &Limits,
    ) -> Result<Canvas, MediaError> {
        limits.check_size(width, height)?;
        let (width, height) = (width as usize, height as usize);
        Ok(Canvas { width, height, samples: colour.repeat(width * height) })
    }

    /// The same size, every pixel made by its place.
    pub(super) fn drawn(&self, mut pixel: impl FnMut(usize, usize) -> Rgba) -> Canvas {
        let mut samples = Vec::with_capacity(self.samples.len());
        for y in 0..self.height {
            for x in 0..self.width {
                samples.extend_from_slice(&pixel(x, y));
            }
        }
        Canvas { samples, ..*self }
    }

    /// Takes over decoded pixels in sRGB.
    pub(super) fn of(pixels: Pixels) -> Result<Canvas, MediaError> {
        let pixels = pixels.into_u8();
        let pixels = if matches!(pixels.layout, Layout::Rgb | Layout::Rgba) {
            pixels
        } else {
            to_colour(&pixels)?.into_owned()
        };
        let pixels = with_alpha(pixels)?;
        match pixels.samples {
            Samples::U8(samples) => {
                Ok(Canvas { width: pixels.width as usize, height: pixels.height as usize, samples })
            }
            Samples::U16(_) => Err(MediaError::Io("a picture of 16 bits where one of 8 was due".to_owned())),
        }
    }

    /// Wraps samples of the right number.
    pub(super) fn from_samples(width: usize, height: usize, samples: Vec<u8>) -> Result<Canvas, MediaError> {
        if samples.len() != width * height * 4 {
            return Err(MediaError::Io("a canvas with another number of samples".to_owned()));
        }
        Ok(Canvas { width, height, samples })
    }

    pub(super) fn into_pixels(self) -> Result<Pixels, MediaError> {
        Pixels::from_u8(self.width as u32, self.height as u32, Layout::Rgba, self.samples)
    }

    pub(super) fn samples(&self) -> &[u8] {
        &self.samples
    }

    pub(super) fn samples_mut(&mut self) -> &mut [u8] {
        &mut self.samples
    }

    pub(super) fn pixels(&self) -> &[Rgba] {
        self.samples.as_chunks::<4>().0
    }

    pub(super) fn pixels_mut(&mut self) -> &mut [Rgba] {
        self.samples.as_chunks_mut::<4>().0
    }

    pub(super) fn row(&self, y: usize) -> &[Rgba] {
        &self.pixels()[y * self.width..(y + 1) * self.width]
    }

    pub(super) fn row_mut(&mut self, y: usize) -> &mut [Rgba] {
        let width = self.width;
        &mut self.pixels_mut()[y * width..(y + 1) * width]
    }

    /// A pixel; outside of the picture the nearest one inside.
    pub(super) fn at(&self, x: isize, y: isize) -> Rgba {
        let x = x.clamp(0, self.width as isize - 1) as usize;
        let y = y.clamp(0, self.height as isize - 1) as usize;
        self.pixels()[y * self.width + x]
    }

    /// Between pixels, whose centres have whole numbers; outside as [`Self::at`]. Weighted by opacity, so that what is
    /// transparent has no colour to bleed.
    pub(super) fn between(&self, x: f64, y: f64) -> Rgba {
        let (left, top) = (x.floor(), y.floor());
        let (right, bottom) = ((x - left) as f32, (y - top) as f32);
        let (left, top) = (left as isize, top as isize);
        let corners = [
            (self.at(left, top), (1.0 - right) * (1.0 - bottom)),
            (self.at(left + 1, top), right * (1.0 - bottom)),
            (self.at(left, top + 1), (1.0 - right) * bottom),
            (self.at(left + 1, top + 1), right * bottom),
        ];
        mix(corners)
    }

    pub(super) fn is_opaque(&self) -> bool {
        self.pixels().iter().all(|pixel| pixel[3] == OPAQUE)
    }

    /// Changes every pixel by itself.
    pub(super) fn each(mut self, mut change: impl FnMut(Rgba) -> Rgba) -> Canvas {
        for pixel in self.pixels_mut() {
            *pixel = change(*pixel);
        }
        self
    }
}

/// The weighted mean of colours; the weights need not add up to 1.
pub(super) fn mix(parts: impl IntoIterator<Item = (Rgba, f32)>) -> Rgba {
    let mut sum = [0.0_f32; 3];
    let (mut opacity, mut weights) = (0.0_f32, 0.0_f32);
    for (colour, weight) in parts {
        let share = weight * f32::from(colour[3]);
        for (sum, value) in sum.iter_mut().zip(colour) {
            *sum += share * f32::from(value);
        }
        opacity += share;
        weights += weight;
    }
    if opacity <= 0.0 || weights <= 0.0 {
        return [0; 4];
    }
    let [red, green, blue] = sum.map(|sum| to_byte(sum / opacity));
    [red, green, blue, to_byte(opacity / weights)]
}

/// Rounds to the nearest value there is.
pub(super) fn to_byte(value: f32) -> u8 {
    // The cast saturates, and turns what is not a number to 0.
    (value + 0.5) as u8
}

/// Luma by the weights of Rec. 709 on encoded values, 0..=255: what ImageMagick calls the intensity of a pixel.
pub(super) fn intensity(pixel: Rgba) -> f32 {
    0.212_656 * f32::from(pixel[0]) + 0.715_158 * f32::from(pixel[1]) + 0.072_186 * f32::from(pixel[2])
}

/// Lays one colour over another.
pub(super) fn over(above: Rgba, below: Rgba) -> Rgba {
    match (above[3], below[3]) {
        (OPAQUE, _) => above,
        (0, _) => below,
        (opacity, OPAQUE) => {
            let blend = |above: u8, below: u8| {
                let sum = u32::from(above) * u32::from(opacity) + u32::from(below) * u32::from(255 - opacity);
                ((sum + 127) / 255) as u8
            };
            [blend(above[0], below[0]), blend(above[1], below[1]), blend(above[2], below[2]), OPAQUE]
        }
        (opacity, behind) => {
            let (upper, lower) = (f32::from(opacity) / 255.0, f32::from(behind) / 255.0);
            let lower = lower * (1.0 - upper);
            let together = upper + lower;
            let blend = |a: u8, b: u8| to_byte((f32::from(a) * upper + f32::from(b) * lower) / together);
            [
                blend(above[0], below[0]),
                blend(above[1], below[1]),
                blend(above[2], below[2]),
                to_byte(together * 255.0),
            ]
        }
    }
}
