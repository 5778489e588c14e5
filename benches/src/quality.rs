//! How good a thumbnail is: SSIMULACRA2 against the best that can be made of the same photograph, which is a full decode
//! resized in linear light, before any encoding. 100 is the same; 90 cannot be told apart; 70 is high quality.

use anyhow::{Context as _, Result};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use ssimulacra2::{ColorPrimaries, Rgb, TransferCharacteristic, compute_frame_ssimulacra2};

use crate::floors::decode_whole;

/// A fully decoded photograph in linear light, 16 bits a channel.
pub(crate) struct Reference {
    width: u32,
    height: u32,
    light: Vec<u8>,
}

impl Reference {
    pub(crate) fn of(jpeg: &[u8]) -> Result<Self> {
        let pixels = decode_whole(jpeg)?;
        let table: Vec<[u8; 2]> = (0..=255_u8)
            .map(|byte| ((linear(f32::from(byte) / 255.0) * 65_535.0).round() as u16).to_ne_bytes())
            .collect();
        let light = pixels.rgb.iter().flat_map(|byte| table[usize::from(*byte)]).collect();
        Ok(Self { width: pixels.width, height: pixels.height, light })
    }

    /// The score of an encoded thumbnail of any size.
    pub(crate) fn score(&self, thumbnail: &[u8]) -> Result<f64> {
        let thumbnail = image::load_from_memory(thumbnail).context("a thumbnail cannot be read")?.to_rgb8();
        let (width, height) = thumbnail.dimensions();
        let shown: Vec<[f32; 3]> =
            thumbnail.pixels().map(|pixel| pixel.0.map(|byte| f32::from(byte) / 255.0)).collect();
        let score = compute_frame_ssimulacra2(
            frame(self.resized(width, height)?, width, height)?,
            frame(shown, width, height)?,
        );
        score.map_err(|error| anyhow::anyhow!("SSIMULACRA2: {error}"))
    }

    fn resized(&self, width: u32, height: u32) -> Result<Vec<[f32; 3]>> {
        let from = ImageRef::new(self.width, self.height, &self.light, PixelType::U16x3)?;
        let mut to = Image::new(width, height, PixelType::U16x3);
        let lanczos = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&from, &mut to, &lanczos)?;
        let channels = to
            .buffer()
            .chunks_exact(2)
            .map(|two| encoded(f32::from(u16::from_ne_bytes([two[0], two[1]])) / 65_535.0));
        let channels: Vec<f32> = channels.collect();
        Ok(channels.chunks_exact(3).map(|rgb| [rgb[0], rgb[1], rgb[2]]).collect())
    }
}

fn frame(pixels: Vec<[f32; 3]>, width: u32, height: u32) -> Result<Rgb> {
    let (width, height) = (width as usize, height as usize);
    Rgb::new(pixels, width, height, TransferCharacteristic::SRGB, ColorPrimaries::BT709)
        .map_err(|error| anyhow::anyhow!("{error}"))
}

/// sRGB to linear light and back, 0..=1 (IEC 61966-2-1).
fn linear(encoded: f32) -> f32 {
    if encoded <= 0.040_45 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) }
}

fn encoded(light: f32) -> f32 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}
