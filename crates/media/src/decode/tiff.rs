//! The first page of a TIFF through the tiff crate.

use std::io::Cursor;

use tiff::{
    ColorType,
    decoder::{Decoder, DecodingResult, Limits as TiffLimits},
    tags::Tag,
};

use super::{Decoded, check_size, icc_or_srgb};
use crate::{
    error::MediaError,
    limits::Limits,
    pixels::{Layout, Pixels},
    probe::Probe,
};

pub(super) fn decode(data: &[u8], probe: &Probe, limits: &Limits) -> Result<Decoded, MediaError> {
    let room = usize::try_from(limits.decoded_bytes).unwrap_or(usize::MAX);
    let mut allowed = TiffLimits::default();
    allowed.decoding_buffer_size = room;
    allowed.intermediate_buffer_size = room;
    allowed.ifd_value_size = usize::try_from(limits.profile_bytes).unwrap_or(usize::MAX);
    let mut decoder = Decoder::new(Cursor::new(data)).map_err(corrupt)?.with_limits(allowed);
    let (width, height) = decoder.dimensions().map_err(corrupt)?;
    check_size(probe, width, height)?;
    let kind = decoder.colortype().map_err(corrupt)?;
    let profile = decoder.get_tag_u8_vec(Tag::IccProfile).ok();
    let palette = match kind {
        ColorType::Palette(_) => decoder.get_tag_u16_vec(Tag::ColorMap).map_err(corrupt)?,
        _ => Vec::new(),
    };
    let mut samples = DecodingResult::U8(Vec::new());
    let stored = decoder.read_image_to_buffer(&mut samples).map_err(corrupt)?;
    let samples = Stored { samples, planar: stored.planes > 1, width, height };
    let pixels = match kind {
        ColorType::Gray(bits @ (1 | 2 | 4)) => {
            samples.packed(bits, |value, most| [(value * 255 / most) as u8], Layout::Grey)?
        }
        ColorType::Palette(bits @ (1 | 2 | 4 | 8)) => {
            let entries = palette.len() / 3;
            let colour = |channel: usize, value: u32| {
                palette.get(channel * entries + value as usize).map_or(0, |sample| (sample >> 8) as u8)
            };
            samples.packed(
                bits,
                |value, _| [colour(0, value), colour(1, value), colour(2, value)],
                Layout::Rgb,
            )?
        }
        ColorType::Gray(8 | 16) => samples.whole(1, Layout::Grey)?,
        ColorType::GrayA(8 | 16) => samples.whole(2, Layout::GreyAlpha)?,
        ColorType::Multiband { bit_depth: 8 | 16, num_samples: 2 } => samples.whole(2, Layout::GreyAlpha)?,
        // JPEG data inside TIFF arrives converted.
        ColorType::RGB(8 | 16 | 32) | ColorType::YCbCr(8) => samples.whole(3, Layout::Rgb)?,
        ColorType::RGBA(8 | 16 | 32) => samples.whole(4, Layout::Rgba)?,
        ColorType::CMYK(8 | 16) => samples.whole(4, Layout::Cmyk)?,
        other => return Err(MediaError::unsupported(format!("a TIFF of {other:?}"))),
    };
    Ok(Decoded { pixels, colour: icc_or_srgb(profile), orientation: probe.orientation, damaged: false })
}

/// Samples as the file has them.
struct Stored {
    samples: DecodingResult,
    planar: bool,
    width: u32,
    height: u32,
}

impl Stored {
    /// Samples of whole bytes, interleaved if they are stored plane by plane.
    fn whole(self, channels: usize, layout: Layout) -> Result<Pixels, MediaError> {
        let (width, height, planar) = (self.width, self.height, self.planar);
        let order =
            |samples: Vec<u16>| if planar { super::psd::interleave(&samples, channels) } else { samples };
        match self.samples {
            DecodingResult::U8(samples) => {
                let samples = if planar { super::psd::interleave(&samples, channels) } else { samples };
                Pixels::from_u8(width, height, layout, samples)
            }
            DecodingResult::U16(samples) => Pixels::from_u16(width, height, layout, order(samples)),
            // Floating point is linear light by convention.
            DecodingResult::F32(samples) => {
                let encode =
                    |value: f32| (crate::ops::encode_srgb(value.clamp(0.0, 1.0)) * 65535.0).round() as u16;
                let samples = order(samples.into_iter().map(encode).collect());
                Pixels::from_u16(width, height, layout, samples)
            }
            _ => Err(MediaError::unsupported("a TIFF of unusual samples")),
        }
    }

    /// Samples of a few bits, packed into bytes row by row; `read` gets the value and the largest one possible.
    fn packed<const CHANNELS: usize>(
        self,
        bits: u8,
        read: impl Fn(u32, u32) -> [u8; CHANNELS],
        layout: Layout,
    ) -> Result<Pixels, MediaError> {
        let DecodingResult::U8(samples) = self.samples else {
            return Err(MediaError::unsupported("a TIFF of unusual samples"));
        };
        let most = (1u32 << bits) - 1;
        let per_byte = 8 / usize::from(bits);
        let row_bytes = (self.width as usize).div_ceil(per_byte).max(1);
        let mut out = Vec::with_capacity(self.width as usize * self.height as usize * CHANNELS);
        for row in samples.chunks_exact(row_bytes) {
            for x in 0..self.width as usize {
                let shift = 8 - usize::from(bits) * (x % per_byte + 1);
                out.extend(read(u32::from(row[x / per_byte]) >> shift & most, most));
            }
        }
        Pixels::from_u8(self.width, self.height, layout, out)
    }
}

fn corrupt(error: tiff::TiffError) -> MediaError {
    match error {
        tiff::TiffError::UnsupportedError(what) => MediaError::unsupported(format!("a TIFF with {what}")),
        tiff::TiffError::LimitsExceeded => {
            MediaError::TooLarge { what: "decoded bytes".to_owned(), limit: 0, actual: u64::MAX }
        }
        other => MediaError::corrupt(other.to_string()),
    }
}
