//! Turning, cutting, padding and flattening: what moves pixels without making new ones.

use std::borrow::Cow;

use super::Orientation;
use crate::{
    error::MediaError,
    pixels::{Layout, Pixels, Samples},
};

/// Turns a picture upright.
pub fn turn(pixels: Pixels, orientation: Orientation) -> Pixels {
    if orientation == Orientation::Upright {
        return pixels;
    }
    let (width, height) = orientation.size(pixels.width, pixels.height);
    let samples = match &pixels.samples {
        Samples::U8(samples) => Samples::U8(turn_samples(samples, &pixels, orientation)),
        Samples::U16(samples) => Samples::U16(turn_samples(samples, &pixels, orientation)),
    };
    Pixels { width, height, layout: pixels.layout, samples }
}

fn turn_samples<T: Copy + Default>(samples: &[T], pixels: &Pixels, orientation: Orientation) -> Vec<T> {
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    match pixels.layout.channels() {
        1 => turn_pixels::<T, 1>(samples, width, height, orientation),
        2 => turn_pixels::<T, 2>(samples, width, height, orientation),
        3 => turn_pixels::<T, 3>(samples, width, height, orientation),
        _ => turn_pixels::<T, 4>(samples, width, height, orientation),
    }
}

/// Side of the squares a transposition works in, so that the rows it reads and the rows it writes stay in the cache.
const TILE: usize = 32;

fn turn_pixels<T: Copy + Default, const CHANNELS: usize>(
    samples: &[T],
    width: usize,
    height: usize,
    orientation: Orientation,
) -> Vec<T> {
    let (transposed, mirror_x, mirror_y) = orientation.parts();
    let source = samples.as_chunks::<CHANNELS>().0;
    let mut out = vec![T::default(); samples.len()];
    let target = out.as_chunks_mut::<CHANNELS>().0;
    let (out_width, out_height) = if transposed { (height, width) } else { (width, height) };
    for tile_y in (0..out_height).step_by(TILE) {
        for tile_x in (0..out_width).step_by(TILE) {
            for y in tile_y..(tile_y + TILE).min(out_height) {
                for x in tile_x..(tile_x + TILE).min(out_width) {
                    let from_x = if mirror_x { out_width - 1 - x } else { x };
                    let from_y = if mirror_y { out_height - 1 - y } else { y };
                    let from = if transposed { from_x * width + from_y } else { from_y * width + from_x };
                    target[y * out_width + x] = source[from];
                }
            }
        }
    }
    out
}

/// Cuts out a rectangle. Fails when it does not lie inside the picture.
pub fn crop(pixels: &Pixels, left: u32, top: u32, width: u32, height: u32) -> Result<Pixels, MediaError> {
    let inside = left.checked_add(width).is_some_and(|right| right <= pixels.width)
        && top.checked_add(height).is_some_and(|bottom| bottom <= pixels.height)
        && width > 0
        && height > 0;
    if !inside {
        return Err(MediaError::corrupt("a crop that reaches outside the picture"));
    }
    let channels = pixels.layout.channels();
    let row = pixels.width as usize * channels;
    let span = left as usize * channels..(left + width) as usize * channels;
    let samples = match &pixels.samples {
        Samples::U8(samples) => Samples::U8(cut(samples, row, top, height, &span)),
        Samples::U16(samples) => Samples::U16(cut(samples, row, top, height, &span)),
    };
    Ok(Pixels { width, height, layout: pixels.layout, samples })
}

fn cut<T: Copy>(samples: &[T], row: usize, top: u32, height: u32, span: &std::ops::Range<usize>) -> Vec<T> {
    samples
        .chunks_exact(row)
        .skip(top as usize)
        .take(height as usize)
        .flat_map(|line| &line[span.clone()])
        .copied()
        .collect()
}

/// Lays a picture of 8 bits on a colour. Opacity is gone afterwards. Blends encoded values, as browsers do.
pub fn flatten(pixels: &Pixels, background: [u8; 3]) -> Result<Cow<'_, Pixels>, MediaError> {
    if !pixels.layout.has_alpha() {
        return Ok(Cow::Borrowed(pixels));
    }
    let pixels = to_colour(pixels)?;
    let blend = |over: u8, under: u8, opacity: u8| {
        let mixed = u32::from(over) * u32::from(opacity) + u32::from(under) * u32::from(255 - opacity);
        ((mixed + 127) / 255) as u8
    };
    let [red, green, blue] = background;
    let flat = pixels.u8s()?.as_chunks::<4>().0.iter();
    let flat = flat.flat_map(|[r, g, b, a]| [blend(*r, red, *a), blend(*g, green, *a), blend(*b, blue, *a)]);
    Pixels::from_u8(pixels.width, pixels.height, Layout::Rgb, flat.collect()).map(Cow::Owned)
}

/// Centres a picture of 8 bits on a canvas. The border is `background`, or transparent when that is `None`.
pub fn pad(
    pixels: Pixels,
    width: u32,
    height: u32,
    background: Option<[u8; 3]>,
) -> Result<Pixels, MediaError> {
    if (pixels.width, pixels.height) == (width, height) {
        return Ok(pixels);
    }
    if pixels.width > width || pixels.height > height {
        return Err(MediaError::corrupt("a canvas smaller than the picture on it"));
    }
    let mut pixels = to_colour(&pixels)?.into_owned();
    let border = match background {
        Some([r, g, b]) => [r, g, b, 255],
        None => {
            pixels = with_alpha(pixels)?;
            [0; 4]
        }
    };
    let channels = pixels.layout.channels();
    let mut out: Vec<u8> = border[..channels]
        .iter()
        .copied()
        .cycle()
        .take(width as usize * height as usize * channels)
        .collect();
    let left = (width - pixels.width) as usize / 2;
    let top = (height - pixels.height) as usize / 2;
    let lines = out.chunks_exact_mut(width as usize * channels).skip(top);
    let length = pixels.width as usize * channels;
    for (line, source) in lines.zip(pixels.u8s()?.chunks_exact(length)) {
        line[left * channels..left * channels + length].copy_from_slice(source);
    }
    Pixels::from_u8(width, height, pixels.layout, out)
}

/// Grey as equal amounts of red, green and blue. 8 bits only.
pub fn to_colour(pixels: &Pixels) -> Result<Cow<'_, Pixels>, MediaError> {
    let (layout, samples) = match pixels.layout {
        Layout::Grey => (Layout::Rgb, pixels.u8s()?.iter().flat_map(|grey| [*grey; 3]).collect()),
        Layout::GreyAlpha => {
            let pairs = pixels.u8s()?.as_chunks::<2>().0.iter();
            (Layout::Rgba, pairs.flat_map(|[grey, opacity]| [*grey, *grey, *grey, *opacity]).collect())
        }
        Layout::Rgb | Layout::Rgba => return Ok(Cow::Borrowed(pixels)),
        Layout::Cmyk => return Err(MediaError::Io("ink where colour was due".to_owned())),
    };
    Pixels::from_u8(pixels.width, pixels.height, layout, samples).map(Cow::Owned)
}

/// Adds an opaque opacity channel to RGB.
pub(crate) fn with_alpha(pixels: Pixels) -> Result<Pixels, MediaError> {
    if pixels.layout != Layout::Rgb {
        return Ok(pixels);
    }
    let rgba = pixels.u8s()?.as_chunks::<3>().0.iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect();
    Pixels::from_u8(pixels.width, pixels.height, Layout::Rgba, rgba)
}
