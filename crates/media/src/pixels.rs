//! Decoded pictures in memory.

use crate::error::MediaError;

/// Which channels a pixel has, interleaved in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Luminance.
    Grey,
    /// Luminance and opacity.
    GreyAlpha,
    /// Red, green, blue.
    Rgb,
    /// Red, green, blue and opacity, not premultiplied.
    Rgba,
    /// Cyan, magenta, yellow, black; 0 is no ink.
    Cmyk,
}

impl Layout {
    /// Samples per pixel.
    pub fn channels(self) -> usize {
        match self {
            Layout::Grey => 1,
            Layout::GreyAlpha => 2,
            Layout::Rgb => 3,
            Layout::Rgba | Layout::Cmyk => 4,
        }
    }

    /// Whether the last channel is opacity.
    pub fn has_alpha(self) -> bool {
        matches!(self, Layout::GreyAlpha | Layout::Rgba)
    }
}

/// The samples of a picture, row by row without padding. Both depths use their full range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Samples {
    /// 0..=255.
    U8(Vec<u8>),
    /// 0..=65535, also for sources of 10 or 12 bits.
    U16(Vec<u16>),
}

/// A decoded picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// Channels.
    pub layout: Layout,
    /// `width` × `height` × channels samples.
    pub samples: Samples,
}

impl Pixels {
    /// Wraps 8-bit samples. Fails when their number does not fit the size.
    pub fn from_u8(width: u32, height: u32, layout: Layout, samples: Vec<u8>) -> Result<Self, MediaError> {
        check_length(width, height, layout, samples.len())?;
        Ok(Pixels { width, height, layout, samples: Samples::U8(samples) })
    }

    /// Wraps 16-bit samples. Fails when their number does not fit the size.
    pub fn from_u16(width: u32, height: u32, layout: Layout, samples: Vec<u16>) -> Result<Self, MediaError> {
        check_length(width, height, layout, samples.len())?;
        Ok(Pixels { width, height, layout, samples: Samples::U16(samples) })
    }

    /// The longer side, pixels.
    pub fn longest(&self) -> u32 {
        self.width.max(self.height)
    }

    /// The picture in 8 bits per sample.
    pub fn into_u8(self) -> Pixels {
        let samples = match self.samples {
            Samples::U8(samples) => samples,
            Samples::U16(samples) => samples.iter().map(|sample| to_u8(*sample)).collect(),
        };
        Pixels { samples: Samples::U8(samples), ..self }
    }

    /// Whether every pixel is fully opaque, so that an opacity channel tells nothing.
    pub fn is_opaque(&self) -> bool {
        let channels = self.layout.channels();
        if !self.layout.has_alpha() {
            return true;
        }
        match &self.samples {
            Samples::U8(samples) => {
                samples.iter().skip(channels - 1).step_by(channels).all(|a| *a == u8::MAX)
            }
            Samples::U16(samples) => {
                samples.iter().skip(channels - 1).step_by(channels).all(|a| *a == u16::MAX)
            }
        }
    }

    /// Drops the opacity channel without looking at it.
    pub fn without_alpha(self) -> Pixels {
        let layout = match self.layout {
            Layout::GreyAlpha => Layout::Grey,
            Layout::Rgba => Layout::Rgb,
            Layout::Grey | Layout::Rgb | Layout::Cmyk => return self,
        };
        let samples = match self.samples {
            Samples::U8(samples) => Samples::U8(drop_last(samples, layout.channels())),
            Samples::U16(samples) => Samples::U16(drop_last(samples, layout.channels())),
        };
        Pixels { layout, samples, ..self }
    }

    /// The 8-bit samples of a picture in a known layout. Fails on anything else: a mistake of the caller.
    pub(crate) fn u8s(&self) -> Result<&[u8], MediaError> {
        match &self.samples {
            Samples::U8(samples) => Ok(samples),
            Samples::U16(_) => Err(MediaError::Io("a picture of 16 bits where one of 8 was due".to_owned())),
        }
    }
}

/// Scales 0..=65535 to 0..=255, rounding.
pub(crate) fn to_u8(sample: u16) -> u8 {
    ((u32::from(sample) + 128) / 257) as u8
}

/// Keeps the first `keep` of every `keep + 1` samples, in place.
fn drop_last<T: Copy>(mut samples: Vec<T>, keep: usize) -> Vec<T> {
    let pixels = samples.len() / (keep + 1);
    for pixel in 1..pixels {
        let from = pixel * (keep + 1);
        samples.copy_within(from..from + keep, pixel * keep);
    }
    samples.truncate(pixels * keep);
    samples
}

fn check_length(width: u32, height: u32, layout: Layout, length: usize) -> Result<(), MediaError> {
    let expected = u64::from(width) * u64::from(height) * layout.channels() as u64;
    if length as u64 == expected && width > 0 && height > 0 {
        return Ok(());
    }
    Err(MediaError::corrupt(format!("{length} samples where {expected} were due")))
}
