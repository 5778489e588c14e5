//! Pixels as they come in and as models want them.

use crate::error::{Error, Result};

/// Longest side of a picture that is taken, pixels.
pub const LONGEST_SIDE: u32 = 65_535;

/// Most pixels of a picture that are taken.
pub const MOST_PIXELS: u64 = 300_000_000;

/// An upright picture in sRGB, three bytes a pixel (red, green, blue), rows without padding. Borrowed: decoding is
/// for others.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    width: usize,
    height: usize,
    rgb: &'a [u8],
}

impl<'a> Picture<'a> {
    /// Looks at the size only.
    ///
    /// # Errors
    /// [`Error::Input`] for an empty or immense picture, or a buffer of another length.
    pub fn new(width: u32, height: u32, rgb: &'a [u8]) -> Result<Self> {
        let refuse = |why: &str| Err(Error::Input(format!("a picture of {width} by {height} pixels {why}")));
        if width == 0 || height == 0 {
            return refuse("is empty");
        }
        let pixels = u64::from(width) * u64::from(height);
        if width > LONGEST_SIDE || height > LONGEST_SIDE || pixels > MOST_PIXELS {
            return refuse("is too large");
        }
        if rgb.len() as u64 != pixels * 3 {
            return refuse("takes three bytes a pixel");
        }
        Ok(Self { width: width as usize, height: height as usize, rgb })
    }

    /// Pixels from left to right.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// All bytes.
    pub(crate) fn rgb(&self) -> &'a [u8] {
        self.rgb
    }

    /// The bytes of row `y`.
    pub(crate) fn row(&self, y: usize) -> &'a [u8] {
        &self.rgb[y * self.width * 3..(y + 1) * self.width * 3]
    }

    /// Red, green and blue at a place inside.
    pub(crate) fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let start = (y * self.width + x) * 3;
        [self.rgb[start], self.rgb[start + 1], self.rgb[start + 2]]
    }

    /// The same picture as values of its own.
    pub(crate) fn to_raster(self) -> Raster {
        Raster { width: self.width, height: self.height, rgb: self.rgb.to_vec() }
    }
}

/// A small picture that was made for a model: a scaled copy, an aligned face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raster {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Three bytes a pixel, as in [`Picture`].
    pub(crate) rgb: Vec<u8>,
}

impl Raster {
    pub(crate) fn as_picture(&self) -> Picture<'_> {
        Picture { width: self.width, height: self.height, rgb: &self.rgb }
    }

    /// Planes in the given order of channels (0 is red), `(value - mean) * scale`, right and lower edge filled with
    /// black up to `width` by `height`.
    pub(crate) fn planes(&self, width: usize, height: usize, order: [usize; 3], norm: &Norm) -> Vec<f32> {
        let black = |channel: usize| (0.0 - norm.mean[channel]) * norm.scale[channel];
        let mut planes = Vec::with_capacity(3 * width * height);
        for (position, &channel) in order.iter().enumerate() {
            let (mean, scale) = (norm.mean[position], norm.scale[position]);
            for y in 0..height {
                if y >= self.height {
                    planes.extend(std::iter::repeat_n(black(position), width));
                    continue;
                }
                let row = &self.rgb[y * self.width * 3..(y + 1) * self.width * 3];
                planes.extend(
                    row.chunks_exact(3).take(width).map(|pixel| (f32::from(pixel[channel]) - mean) * scale),
                );
                planes.extend(std::iter::repeat_n(black(position), width.saturating_sub(self.width)));
            }
        }
        planes
    }

    /// The middle of the picture, `side` pixels square; the picture must be as large.
    pub(crate) fn centre(&self, side: usize) -> Self {
        let (left, top) = ((self.width - side) / 2, (self.height - side) / 2);
        let mut rgb = Vec::with_capacity(side * side * 3);
        for y in top..top + side {
            let start = (y * self.width + left) * 3;
            rgb.extend_from_slice(&self.rgb[start..start + side * 3]);
        }
        Self { width: side, height: side, rgb }
    }
}

/// Channels in the order red, green, blue.
pub(crate) const RGB: [usize; 3] = [0, 1, 2];

/// Channels in the order blue, green, red.
pub(crate) const BGR: [usize; 3] = [2, 1, 0];

/// What a model wants subtracted and multiplied, by position of the channel in its input.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Norm {
    pub(crate) mean: [f32; 3],
    pub(crate) scale: [f32; 3],
}

impl Norm {
    /// Bytes as they are.
    pub(crate) const NONE: Self = Self { mean: [0.0; 3], scale: [1.0; 3] };

    /// What networks trained on ImageNet want of values from 0 to 1, written for bytes.
    pub(crate) const IMAGENET: Self =
        Self { mean: [123.675, 116.28, 103.53], scale: [1.0 / 58.395, 1.0 / 57.12, 1.0 / 57.375] };

    /// From -1 to 1.
    pub(crate) const SYMMETRIC: Self = Self { mean: [127.5; 3], scale: [1.0 / 127.5; 3] };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_refused_before_anything_is_allocated_for_it() {
        assert!(Picture::new(0, 4, &[]).is_err());
        assert!(Picture::new(2, 2, &[0; 11]).is_err());
        assert!(Picture::new(70_000, 1, &[0; 210_000]).is_err());
        assert!(Picture::new(60_000, 60_000, &[]).is_err());
        assert!(Picture::new(2, 2, &[0; 12]).is_ok());
    }

    #[test]
    fn planes_are_in_the_order_asked_for_and_padded_with_black() {
        let raster = Raster { width: 1, height: 1, rgb: vec![10, 20, 30] };
        let norm = Norm { mean: [1.0, 2.0, 3.0], scale: [2.0; 3] };
        let planes = raster.planes(2, 1, BGR, &norm);
        assert_eq!(planes, [58.0, -2.0, 36.0, -4.0, 14.0, -6.0]);
    }
}
