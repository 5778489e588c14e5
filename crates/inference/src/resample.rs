//! Pictures in the size a model wants.
//!
//! The scaler of `media` works in linear light, for eyes. Models were trained on pictures scaled in sRGB with a triangle
//! filter.

use fast_image_resize::images::{Image, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, IntoImageViewMut as _, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::error::{Error, Result};
use crate::faces::Affine;
use crate::picture::{Picture, Raster};

/// Scales to exactly `width` by `height`, both at least 1.
///
/// # Errors
/// [`Error::Input`] for a size that is no picture's.
pub(crate) fn resize(picture: Picture<'_>, width: usize, height: usize) -> Result<Raster> {
    if (picture.width(), picture.height()) == (width, height) {
        return Ok(picture.to_raster());
    }
    let side = |side: usize| u32::try_from(side).map_err(refused);
    let source =
        TypedImageRef::<U8x3>::from_buffer(side(picture.width())?, side(picture.height())?, picture.rgb())
            .map_err(refused)?;
    let mut scaled = Image::new(side(width)?, side(height)?, PixelType::U8x3);
    let triangle = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    // By type: asked to look at the pixels itself, the resampler brings its code for every type, megabytes.
    let mut view = scaled.image_view_mut::<U8x3>().ok_or_else(|| refused("two types of pixels"))?;
    Resizer::new().resize_typed(&source, &mut view, &triangle).map_err(refused)?;
    drop(view);
    Ok(Raster { width, height, rgb: scaled.into_vec() })
}

fn refused(why: impl std::fmt::Display) -> Error {
    Error::Input(format!("the picture cannot be scaled: {why}"))
}

/// Scales so that the longest side has `longest` pixels, and returns the factor as well. A small picture is not enlarged
/// beyond twice its size: there is nothing more to see in it.
///
/// # Errors
/// As [`resize`].
pub(crate) fn fit(picture: Picture<'_>, longest: usize) -> Result<(Raster, f32)> {
    let side = picture.width().max(picture.height());
    let factor = (longest as f32 / side as f32).min(2.0);
    let scaled = |length: usize| ((length as f32 * factor).round() as usize).max(1);
    Ok((resize(picture, scaled(picture.width()), scaled(picture.height()))?, factor))
}

/// Scales so that the shortest side has exactly `shortest` pixels.
///
/// # Errors
/// As [`resize`].
pub(crate) fn cover(picture: Picture<'_>, shortest: usize) -> Result<Raster> {
    let side = picture.width().min(picture.height());
    let scaled = |length: usize| (length * shortest).div_ceil(side).max(shortest);
    // A strip a thousand times longer than wide is cut to its middle first: its scaled copy could be immense.
    let longest = side.saturating_mul(4);
    let (width, height) = (picture.width().min(longest), picture.height().min(longest));
    if (width, height) == (picture.width(), picture.height()) {
        return resize(picture, scaled(width), scaled(height));
    }
    let middle = crop(picture, (picture.width() - width) / 2, (picture.height() - height) / 2, width, height);
    resize(middle.as_picture(), scaled(width), scaled(height))
}

/// A rectangle inside the picture.
pub(crate) fn crop(picture: Picture<'_>, left: usize, top: usize, width: usize, height: usize) -> Raster {
    let mut rgb = Vec::with_capacity(width * height * 3);
    for y in top..top + height {
        rgb.extend_from_slice(&picture.row(y)[left * 3..(left + width) * 3]);
    }
    Raster { width, height, rgb }
}

/// The picture seen through a window: `window` leads from a pixel of the result to a place in the picture. What lies
/// outside of the picture is black. Where several pixels of the picture meet in one of the result, they are averaged.
pub(crate) fn warp(picture: Picture<'_>, window: &Affine, width: usize, height: usize) -> Raster {
    // Samples a side for each pixel: two source pixels apart at most, and never more than 64 samples.
    let samples = ((window.scale() / 2.0).ceil() as usize).clamp(1, 8);
    let step = 1.0 / samples as f32;
    let share = 1.0 / (samples * samples) as f32;
    let mut rgb = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let mut sum = [0f32; 3];
            for row in 0..samples {
                for column in 0..samples {
                    let place = window.apply([
                        x as f32 + (column as f32 + 0.5) * step - 0.5,
                        y as f32 + (row as f32 + 0.5) * step - 0.5,
                    ]);
                    let value = between(picture, place);
                    for channel in 0..3 {
                        sum[channel] += value[channel];
                    }
                }
            }
            rgb.extend(sum.iter().map(|value| (value * share + 0.5) as u8));
        }
    }
    Raster { width, height, rgb }
}

/// One channel in another size, by distance between the nearest four; for making small results large.
pub(crate) fn enlarge(
    values: &[f32],
    width: usize,
    height: usize,
    to_width: usize,
    to_height: usize,
) -> Vec<u8> {
    // For each place along an axis the one before it, the one after it, and the share of the latter.
    let places = |from: usize, to: usize| -> Vec<(usize, usize, f32)> {
        (0..to)
            .map(|index| {
                let place =
                    ((index as f32 + 0.5) * from as f32 / to as f32 - 0.5).clamp(0.0, (from - 1) as f32);
                let before = place as usize;
                (before, (before + 1).min(from - 1), place - before as f32)
            })
            .collect()
    };
    let across = places(width, to_width);
    let mut bytes = Vec::with_capacity(to_width * to_height);
    for (above, below, share) in places(height, to_height) {
        let (above, below) = (&values[above * width..][..width], &values[below * width..][..width]);
        bytes.extend(across.iter().map(|(left, right, along)| {
            let upper = above[*left] + (above[*right] - above[*left]) * along;
            let lower = below[*left] + (below[*right] - below[*left]) * along;
            (upper + (lower - upper) * share + 0.5) as u8
        }));
    }
    bytes
}

/// The value between four pixels, by distance.
fn between(picture: Picture<'_>, [x, y]: [f32; 2]) -> [f32; 3] {
    let (left, top) = (x.floor(), y.floor());
    if !(left >= -1.0 && top >= -1.0 && left < picture.width() as f32 && top < picture.height() as f32) {
        return [0.0; 3];
    }
    let (right_share, bottom_share) = (x - left, y - top);
    let mut value = [0f32; 3];
    for (dy, row_share) in [(0, 1.0 - bottom_share), (1, bottom_share)] {
        for (dx, share) in [(0, 1.0 - right_share), (1, right_share)] {
            let (px, py) = (left as i64 + dx, top as i64 + dy);
            if px < 0 || py < 0 || px >= picture.width() as i64 || py >= picture.height() as i64 {
                continue;
            }
            let pixel = picture.at(px as usize, py as usize);
            for channel in 0..3 {
                value[channel] += f32::from(pixel[channel]) * share * row_share;
            }
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(width: u32, height: u32) -> Vec<u8> {
        (0..height).flat_map(|_| (0..width).flat_map(move |x| [(x * 255 / (width - 1)) as u8; 3])).collect()
    }

    #[test]
    fn a_ramp_stays_a_ramp_in_any_size() {
        let bytes = ramp(256, 8);
        let picture = Picture::new(256, 8, &bytes).unwrap();
        for width in [17, 64, 300] {
            let scaled = resize(picture, width, 3).unwrap();
            for x in 0..width {
                let expected = (x as f32 + 0.5) * 256.0 / width as f32 - 0.5;
                let found = f32::from(scaled.rgb[x * 3]);
                assert!(
                    (found - expected).abs() < 2.5 || x == 0 || x + 1 == width,
                    "{width} {x} {found} {expected}"
                );
            }
        }
    }

    #[test]
    fn fine_detail_becomes_its_average_and_not_a_pattern() {
        let bytes: Vec<u8> =
            (0..64 * 64).flat_map(|i| [if (i % 64 + i / 64) % 2 == 0 { 0 } else { 255 }; 3]).collect();
        let picture = Picture::new(64, 64, &bytes).unwrap();
        assert!(resize(picture, 8, 8).unwrap().rgb.iter().all(|v| (120..=135).contains(v)));
        let window = Affine { a: 8.0, b: 0.0, x: 3.5, y: 3.5 };
        assert!(warp(picture, &window, 8, 8).rgb.iter().all(|v| (110..=145).contains(v)));
    }

    #[test]
    fn what_lies_outside_is_black() {
        let picture = Picture::new(2, 2, &[200; 12]).unwrap();
        let window = Affine { a: 1.0, b: 0.0, x: 10.0, y: 0.0 };
        assert!(warp(picture, &window, 2, 2).rgb.iter().all(|v| *v == 0));
    }
}
