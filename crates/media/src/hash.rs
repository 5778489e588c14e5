//! What a picture looks like, in a few bytes.

use std::{array, f32::consts::PI};

use bytemuck::cast_slice;
use fast_image_resize::{
    FilterType, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::F32,
};

use crate::{error::MediaError, ops, pixels::Pixels};

/// Name of the perceptual hash, stored beside it so that another one can follow.
pub const PHASH_VERSION: &str = "dct-phash-v1";

/// Side of the square that is transformed.
const SIDE: usize = 32;
/// Side of the square of low frequencies that are kept.
const LOW: usize = 8;
/// Frequencies weaker than a sixteenth of a grey level count as absent: rounding and compression must not become bits where
/// a picture is plain.
const QUIET: f32 = (SIDE * SIDE) as f32 / 4.0 / 16.0;
/// Longest side that ThumbHash accepts, pixels.
const THUMBHASH_SIDE: u32 = 100;

/// The perceptual hash `dct-phash-v1` of a picture of 8 bits in sRGB: near pictures have few bits different.
///
/// The picture becomes 32×32 luminances (Rec. 601, triangle filter), those a cosine transform, and each of its 8×8 lowest
/// frequencies a bit: set when above their median (the upper one of the two in the middle, so that at most 31 are set).
/// The first bit, of the average, is the highest of the number; rows follow each other. After Neal Krawetz,
/// "Looks Like It", 2011, as `goimagehash` does it. Transparent parts count as white.
pub fn phash(pixels: &Pixels) -> Result<u64, MediaError> {
    let luminance = shrink(&luminance(pixels)?, pixels.width, pixels.height)?;
    let low = low_frequencies(&luminance);
    let mut sorted = low;
    sorted.sort_by(f32::total_cmp);
    let median = sorted[low.len() / 2];
    Ok(low.iter().fold(0, |bits, value| bits << 1 | u64::from(*value > median)))
}

/// How many bits of two hashes differ, 0..=64.
pub fn distance(a: u64, b: u64) -> u32 {
    (a ^ b).count_ones()
}

/// ThumbHash of a picture of 8 bits in sRGB: about 25 bytes that a client turns into a blurred placeholder with the right
/// aspect ratio and transparency (evanw.github.io/thumbhash).
pub fn thumbhash(pixels: &Pixels) -> Result<Vec<u8>, MediaError> {
    let (width, height) = ops::fit_inside(pixels.width, pixels.height, THUMBHASH_SIDE, THUMBHASH_SIDE);
    let small = ops::resize(&*ops::to_colour(pixels)?, width, height)?;
    let small = ops::with_alpha(small)?;
    Ok(thumbhash::rgba_to_thumb_hash(width as usize, height as usize, small.u8s()?))
}

fn luminance(pixels: &Pixels) -> Result<Vec<f32>, MediaError> {
    let flat = ops::flatten(pixels, [255; 3])?;
    let colour = ops::to_colour(&flat)?;
    let weigh = |[r, g, b]: &[u8; 3]| 0.299 * f32::from(*r) + 0.587 * f32::from(*g) + 0.114 * f32::from(*b);
    Ok(colour.u8s()?.as_chunks::<3>().0.iter().map(weigh).collect())
}

fn shrink(luminance: &[f32], width: u32, height: u32) -> Result<Vec<f32>, MediaError> {
    let failed = |reason: String| MediaError::Io(format!("resampling failed: {reason}"));
    let source = TypedImageRef::<F32>::from_buffer(width, height, cast_slice(luminance))
        .map_err(|e| failed(e.to_string()))?;
    let mut small = TypedImage::<F32>::new(SIDE as u32, SIDE as u32);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    Resizer::new().resize_typed(&source, &mut small, &options).map_err(|e| failed(e.to_string()))?;
    Ok(small.pixels().iter().map(|pixel| pixel.0).collect())
}

/// The 8×8 lowest frequencies of a two-dimensional DCT-II, rows first.
fn low_frequencies(samples: &[f32]) -> [f32; LOW * LOW] {
    let cosine: [[f32; SIDE]; LOW] = array::from_fn(|frequency| {
        array::from_fn(|at| (PI / SIDE as f32 * (at as f32 + 0.5) * frequency as f32).cos())
    });
    let rows: Vec<[f32; LOW]> = samples
        .chunks_exact(SIDE)
        .map(|row| array::from_fn(|u| row.iter().zip(&cosine[u]).map(|(sample, wave)| sample * wave).sum()))
        .collect();
    array::from_fn(|index| {
        let (v, u) = (index / LOW, index % LOW);
        let value: f32 = rows.iter().zip(&cosine[v]).map(|(row, wave)| row[u] * wave).sum();
        if value.abs() < QUIET { 0.0 } else { value }
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::pixels::Layout;

    fn picture(width: u32, height: u32, pixel: impl Fn(f32, f32) -> [u8; 3]) -> Pixels {
        let at = |index: u32, side: u32| (index as f32 + 0.5) / side as f32;
        let samples = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let samples = samples.flat_map(|(x, y)| pixel(at(x, width), at(y, height))).collect();
        Pixels::from_u8(width, height, Layout::Rgb, samples).unwrap()
    }

    fn scene(x: f32, y: f32) -> [u8; 3] {
        let wave = (x * 9.0).sin() * (y * 6.0).cos() + (x * y * 14.0).sin();
        let sun = (-((x - 0.7).powi(2) + (y - 0.3).powi(2)) * 30.0).exp();
        [
            (90.0 + 50.0 * wave + 100.0 * sun).clamp(0.0, 255.0) as u8,
            (110.0 + 40.0 * wave) as u8,
            (200.0 * y) as u8,
        ]
    }

    #[test]
    fn the_hash_survives_another_size_and_a_little_more_light() {
        let hash = phash(&picture(400, 300, scene)).unwrap();
        assert!(distance(hash, phash(&picture(200, 150, scene)).unwrap()) <= 2);
        let brighter = |x, y| scene(x, y).map(|sample| sample.saturating_add(8));
        assert!(distance(hash, phash(&picture(400, 300, brighter)).unwrap()) <= 6);
        assert!(hash.count_ones() <= 31);
    }

    #[test]
    fn another_picture_has_another_hash() {
        let mirrored = |x: f32, y| scene(1.0 - x, y);
        let hash = phash(&picture(400, 300, scene)).unwrap();
        assert!(distance(hash, phash(&picture(400, 300, mirrored)).unwrap()) > 12);
    }

    #[test]
    fn the_average_is_the_highest_bit_and_a_plain_picture_has_no_other() {
        assert_eq!(phash(&picture(50, 50, |_, _| [120; 3])).unwrap(), 1 << 63);
        assert_eq!(phash(&picture(1, 1, |_, _| [0; 3])).unwrap(), 0);
    }

    #[test]
    fn horizontal_detail_lights_the_first_row_of_bits() {
        // One half wave of cosine from left to right is the second coefficient of the first row.
        let hash = phash(&picture(320, 320, |x, _| [(127.0 + 120.0 * (PI * x).cos()) as u8; 3])).unwrap();
        assert_eq!(hash >> 62, 0b11, "{hash:064b}");
        assert_eq!(hash & 0x00ff_ffff_ffff_ffff, 0, "{hash:064b}");
    }

    #[test]
    fn a_thumbhash_keeps_the_aspect_ratio_and_the_average_colour() {
        let hash = thumbhash(&picture(400, 200, |_, _| [200, 40, 40])).unwrap();
        let ratio = thumbhash::thumb_hash_to_approximate_aspect_ratio(&hash).unwrap();
        assert!((1.6..2.4).contains(&ratio), "{ratio}");
        let (red, green, blue, opacity) = thumbhash::thumb_hash_to_average_rgba(&hash).unwrap();
        assert!((red - 200.0 / 255.0).abs() < 0.1 && green < 0.3 && blue < 0.3, "{red} {green} {blue}");
        assert!(opacity > 0.99);
    }
}
