//! What a camera does to a scene: blur, noise, tone curve, JPEG.

use std::collections::VecDeque;

use super::Size;
use super::noise::normal;
use super::scene::{Light, Scene};

/// A lens and the interpolation of a colour filter array leave neighbouring pixels related: a Gaussian of 0.7 pixels.
const BLUR: [f32; 5] = [0.010, 0.207, 0.566, 0.207, 0.010];

/// Variance of the noise in linear light: a constant from the electronics, and a share of the light from its grain.
const READ_NOISE: f32 = 2.0e-6;
const SHOT_NOISE: f32 = 7.0e-4;

/// Exposes a scene. The result is packed sRGB, three bytes a pixel. Works row by row: a picture of 24 megapixels takes
/// little more memory than its pixels.
pub(super) fn expose(scene: &Scene, size: Size, seed: u64) -> Vec<u8> {
    let (width, height) = (size.width as usize, size.height as usize);
    let curve = ToneCurve::new();
    let mut window: VecDeque<Vec<Light>> = VecDeque::new();
    for y in -2..2_i32 {
        window.push_back(blurred_row(scene, size, y));
    }
    let mut pixels = Vec::with_capacity(width * height * 3);
    for y in 0..size.height.cast_signed() {
        window.push_back(blurred_row(scene, size, y + 2));
        let row = (0..width).flat_map(|x| {
            [0, 1, 2].map(|channel| {
                let light: f32 = BLUR.iter().zip(&window).map(|(share, row)| share * row[x][channel]).sum();
                let deviation = (READ_NOISE + SHOT_NOISE * light).sqrt();
                let noise = normal(seed ^ (0xCA0 + channel as u64), x as i32, y);
                curve.byte(light + deviation * noise)
            })
        });
        pixels.extend(row);
        window.pop_front();
    }
    pixels
}

fn blurred_row(scene: &Scene, size: Size, y: i32) -> Vec<Light> {
    let unit = size.height as f32;
    let sharp: Vec<Light> = (-2..size.width.cast_signed() + 2)
        .map(|x| scene.light((x as f32 + 0.5) / unit, (y as f32 + 0.5) / unit))
        .collect();
    sharp
        .windows(5)
        .map(|near| {
            [0, 1, 2].map(|channel| BLUR.iter().zip(near).map(|(share, light)| share * light[channel]).sum())
        })
        .collect()
}

/// Linear light to sRGB bytes (IEC 61966-2-1), by table: the function itself would cost more than the scene.
struct ToneCurve(Vec<u8>);

impl ToneCurve {
    const STEPS: f32 = 16_384.0;

    fn new() -> Self {
        let bytes = (0..=Self::STEPS as u32).map(|step| {
            let light = step as f32 / Self::STEPS;
            let encoded =
                if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
            (encoded * 255.0).round() as u8
        });
        Self(bytes.collect())
    }

    fn byte(&self, light: f32) -> u8 {
        self.0[(light.clamp(0.0, 1.0) * Self::STEPS) as usize]
    }
}

/// Writes a JPEG as cameras do: baseline, 4:2:0, quality 92, the standard Huffman tables.
pub(super) fn encode(pixels: &[u8], size: Size) -> Vec<u8> {
    let mut encoder = mozjpeg::Compress::new(mozjpeg::ColorSpace::JCS_RGB);
    encoder.set_size(size.width as usize, size.height as usize);
    encoder.set_fastest_defaults();
    encoder.set_quality(92.0);
    encoder.set_optimize_coding(false);
    encoder.set_chroma_sampling_pixel_sizes((2, 2), (2, 2));
    let written = encoder.start_compress(Vec::new()).and_then(|mut started| {
        started.write_scanlines(pixels)?;
        started.finish()
    });
    match written {
        Ok(jpeg) => jpeg,
        // The encoder writes to memory and was given all rows; it has nothing to fail at.
        Err(error) => unreachable!("encoding a JPEG into memory: {error}"),
    }
}
