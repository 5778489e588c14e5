//! Making pictures smaller, in linear light.
//!
//! The picture is worked on in strips of a few dozen rows that stay in the processor's cache: encoded samples are turned
//! into 16-bit light (multiplied with their opacity, so that what is transparent has no colour to bleed), shrunk by whole
//! numbers where the reduction is large, filtered with Lanczos3 vertically and then horizontally, and encoded again. Peak
//! memory is the source, the result, and about a megabyte.

use std::ops::Range;

use bytemuck::{cast_slice, cast_slice_mut};
use fast_image_resize::{
    FilterType, IntoImageView, IntoImageViewMut as _, PixelTrait, PixelType, ResizeAlg, ResizeOptions,
    Resizer,
    images::{Image, ImageRef},
    pixels::{U16, U16x2, U16x3, U16x4},
};

use super::linear;
use crate::{
    error::MediaError,
    pixels::{Layout, Pixels, Samples},
};

/// Rows of the result that are made at a time.
const STRIP: u32 = 48;
/// Radius of the Lanczos3 filter, in pixels of the result.
const RADIUS: f64 = 3.0;
/// What is left for the filter after shrinking by whole numbers. Averaging blocks is cheap and slightly soft; with a factor
/// of two left, the filter decides how the result looks.
const LEFT_TO_FILTER: u32 = 2;
/// The sum of a block of this side still fits into 32 bits.
const LARGEST_BLOCK: u32 = 128;

/// The largest size inside `max_width` × `max_height` with the aspect ratio of `width` × `height`, never larger than that,
/// no side below 1. A bound of 0 is none.
pub fn fit_inside(width: u32, height: u32, max_width: u32, max_height: u32) -> (u32, u32) {
    let ratio = |max: u32, side: u32| if max == 0 { 1.0 } else { f64::from(max) / f64::from(side) };
    let scale = ratio(max_width, width).min(ratio(max_height, height)).min(1.0);
    let side = |value: u32| ((f64::from(value) * scale).round() as u32).max(1);
    (side(width), side(height))
}

/// Resamples to exactly `width` × `height`. Meant for making smaller; enlarging works and is not what it is tuned for.
pub fn resize(source: &Pixels, width: u32, height: u32) -> Result<Pixels, MediaError> {
    if (source.width, source.height) == (width, height) {
        return Ok(source.clone());
    }
    let length = width as usize * height as usize * source.layout.channels();
    let samples = match &source.samples {
        Samples::U8(samples) => {
            let mut out = vec![0; length];
            let read = curve(source.layout, &linear::FROM_U8[..], &IDENTITY_FROM_U8);
            let write = curve(source.layout, &linear::TO_U8, &IDENTITY_TO_U8);
            Strips::new(source, samples, read, (width, height)).run(&mut out, write)?;
            Samples::U8(out)
        }
        Samples::U16(samples) => {
            let mut out = vec![0; length];
            let read = curve(source.layout, &linear::FROM_U16, &IDENTITY_U16);
            let write = curve(source.layout, &linear::TO_U16, &IDENTITY_U16);
            Strips::new(source, samples, read, (width, height)).run(&mut out, write)?;
            Samples::U16(out)
        }
    };
    Ok(Pixels { width, height, layout: source.layout, samples })
}

/// As [`resize`], for a picture that is not needed any more: of the right size already, it is passed on.
pub fn resized(source: Pixels, width: u32, height: u32) -> Result<Pixels, MediaError> {
    if (source.width, source.height) == (width, height) { Ok(source) } else { resize(&source, width, height) }
}

/// Ink has no curve: its amounts are averaged as they are.
fn curve<'t, T>(layout: Layout, light: &'t [T], identity: &'t [T]) -> &'t [T] {
    if layout == Layout::Cmyk { identity } else { light }
}

static IDENTITY_FROM_U8: std::sync::LazyLock<Box<[u16]>> =
    std::sync::LazyLock::new(|| (0..=255u16).map(|value| value * 257).collect());
static IDENTITY_TO_U8: std::sync::LazyLock<Box<[u8]>> =
    std::sync::LazyLock::new(|| (0..=u16::MAX).map(crate::pixels::to_u8).collect());
static IDENTITY_U16: std::sync::LazyLock<Box<[u16]>> = std::sync::LazyLock::new(|| (0..=u16::MAX).collect());

/// A sample as stored: an index into a table, and an opacity.
trait Sample: Copy + Into<u32> {
    /// The opacity, 0..=65535.
    fn opacity(self) -> u32;
    fn from_opacity(opacity: u16) -> Self;
}

impl Sample for u8 {
    fn opacity(self) -> u32 {
        u32::from(self) * 257
    }
    fn from_opacity(opacity: u16) -> Self {
        crate::pixels::to_u8(opacity)
    }
}

impl Sample for u16 {
    fn opacity(self) -> u32 {
        u32::from(self)
    }
    fn from_opacity(opacity: u16) -> Self {
        opacity
    }
}

/// The work on one picture.
struct Strips<'a, T> {
    source: &'a [T],
    width: usize,
    height: usize,
    channels: usize,
    alpha: bool,
    pixel_type: PixelType,
    read: &'a [u16],
    /// Whole number by which both sides are shrunk while reading.
    block: usize,
    /// Size after that, in whole pixels; the last ones may cover less than a block.
    shrunk: (usize, usize),
    target: (u32, u32),
    /// Linear rows `rows` of the shrunk picture.
    linear: Vec<u16>,
    rows: Range<usize>,
    sums: Vec<u32>,
}

impl<'a, T: Sample> Strips<'a, T> {
    fn new(source: &Pixels, samples: &'a [T], read: &'a [u16], target: (u32, u32)) -> Self {
        let scale = (source.width / target.0).min(source.height / target.1);
        let block = (scale / LEFT_TO_FILTER).clamp(1, LARGEST_BLOCK) as usize;
        let (width, height) = (source.width as usize, source.height as usize);
        let channels = source.layout.channels();
        Strips {
            source: samples,
            width,
            height,
            channels,
            alpha: source.layout.has_alpha(),
            pixel_type: match channels {
                1 => PixelType::U16,
                2 => PixelType::U16x2,
                3 => PixelType::U16x3,
                _ => PixelType::U16x4,
            },
            read,
            block,
            shrunk: (width.div_ceil(block), height.div_ceil(block)),
            target,
            linear: Vec::new(),
            rows: 0..0,
            sums: Vec::new(),
        }
    }

    fn run(&mut self, out: &mut [T], write: &[T]) -> Result<(), MediaError> {
        let (width, height) = self.target;
        // Exact sizes in shrunk pixels; not whole when a block sticks out over the edge.
        let exact_width = self.width as f64 / self.block as f64;
        let exact_height = self.height as f64 / self.block as f64;
        let scale = exact_height / f64::from(height);
        let reach = RADIUS * scale.max(1.0) + 1.0;
        let options =
            ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(false);
        let mut resizer = Resizer::new();
        let row_length = width as usize * self.channels;
        for (index, out) in out.chunks_mut(row_length * STRIP as usize).enumerate() {
            let first = index as u32 * STRIP;
            let count = STRIP.min(height - first);
            let top = f64::from(first) * scale;
            let bottom = f64::from(first + count) * scale;
            let wanted =
                (top - reach).max(0.0) as usize..((bottom + reach).ceil() as usize).min(self.shrunk.1);
            self.load(wanted.clone());
            let strip_height = (wanted.end - wanted.start) as u32;
            let lines =
                ImageRef::new(self.shrunk.0 as u32, strip_height, cast_slice(&self.linear), self.pixel_type)
                    .map_err(internal)?;
            let above = top - wanted.start as f64;
            let within = (bottom - top).min(f64::from(strip_height) - above);
            let vertical = options.crop(0.0, above, self.shrunk.0 as f64, within);
            let mut columns = Image::new(self.shrunk.0 as u32, count, self.pixel_type);
            resample(&mut resizer, &lines, &mut columns, &vertical)?;
            let horizontal = options.crop(0.0, 0.0, exact_width, f64::from(count));
            let mut finished = Image::new(width, count, self.pixel_type);
            resample(&mut resizer, &columns, &mut finished, &horizontal)?;
            let finished: &mut [u16] = cast_slice_mut(finished.buffer_mut());
            encode(finished, out, write, self.channels, self.alpha);
        }
        Ok(())
    }

    /// Makes `linear` hold the wanted rows, keeping what two strips share.
    fn load(&mut self, wanted: Range<usize>) {
        let row = self.shrunk.0 * self.channels;
        let keep_from = wanted.start.clamp(self.rows.start, self.rows.end);
        self.linear.drain(..(keep_from - self.rows.start) * row);
        let from = self.rows.end.max(wanted.start);
        for line in from..wanted.end {
            self.push_row(line);
        }
        self.rows = wanted;
    }

    /// Appends one row of the shrunk picture.
    fn push_row(&mut self, line: usize) {
        let row = self.width * self.channels;
        let top = line * self.block;
        let bottom = (top + self.block).min(self.height);
        let lines = &self.source[top * row..bottom * row];
        if self.block == 1 {
            if self.alpha {
                let channels = self.channels;
                for pixel in lines.chunks_exact(channels) {
                    let opacity = pixel[channels - 1].opacity();
                    for sample in &pixel[..channels - 1] {
                        let light = u32::from(self.read[(*sample).into() as usize]);
                        self.linear.push(((light * opacity + 32767) / 65535) as u16);
                    }
                    self.linear.push(opacity as u16);
                }
            } else {
                let read = self.read;
                self.linear.extend(lines.iter().map(|sample| read[(*sample).into() as usize]));
            }
            return;
        }
        self.sums.clear();
        self.sums.resize(self.shrunk.0 * self.channels, 0);
        for line in lines.chunks_exact(row) {
            match (self.channels, self.alpha) {
                (1, false) => add_blocks::<T, 1>(line, &mut self.sums, self.read, self.block),
                (3, false) => add_blocks::<T, 3>(line, &mut self.sums, self.read, self.block),
                (4, false) => add_blocks::<T, 4>(line, &mut self.sums, self.read, self.block),
                (channels, _) => add_premultiplied(line, &mut self.sums, self.read, self.block, channels),
            }
        }
        let average = |sum: u32, count: u32| ((sum + count / 2) / count) as u16;
        let rows = (bottom - top) as u32;
        let full = self.block as u32 * rows;
        let whole = self.width / self.block * self.channels;
        self.linear.extend(self.sums[..whole].iter().map(|sum| average(*sum, full)));
        let rest = (self.width % self.block) as u32 * rows;
        self.linear.extend(self.sums[whole..].iter().map(|sum| average(*sum, rest)));
    }
}

/// Adds the light of one row to the sums of its blocks.
fn add_blocks<T: Sample, const CHANNELS: usize>(line: &[T], sums: &mut [u32], read: &[u16], block: usize) {
    for (pixels, sums) in line.chunks(block * CHANNELS).zip(sums.as_chunks_mut::<CHANNELS>().0) {
        for pixel in pixels.as_chunks::<CHANNELS>().0 {
            for channel in 0..CHANNELS {
                sums[channel] += u32::from(read[pixel[channel].into() as usize]);
            }
        }
    }
}

fn add_premultiplied<T: Sample>(line: &[T], sums: &mut [u32], read: &[u16], block: usize, channels: usize) {
    for (pixels, sums) in line.chunks(block * channels).zip(sums.chunks_exact_mut(channels)) {
        for pixel in pixels.chunks_exact(channels) {
            let opacity = pixel[channels - 1].opacity();
            for (sum, sample) in sums.iter_mut().zip(&pixel[..channels - 1]) {
                *sum += u32::from(read[(*sample).into() as usize]) * opacity / 65535;
            }
            sums[channels - 1] += opacity;
        }
    }
}

/// Turns light back into encoded samples, dividing by the opacity.
fn encode<T: Sample>(light: &[u16], out: &mut [T], write: &[T], channels: usize, alpha: bool) {
    if !alpha {
        for (out, light) in out.iter_mut().zip(light) {
            *out = write[usize::from(*light)];
        }
        return;
    }
    for (out, light) in out.chunks_exact_mut(channels).zip(light.chunks_exact(channels)) {
        let opacity = light[channels - 1];
        out[channels - 1] = T::from_opacity(opacity);
        for (out, light) in out.iter_mut().zip(&light[..channels - 1]) {
            let straight = (u32::from(*light) * 65535).checked_div(u32::from(opacity)).unwrap_or(0);
            *out = write[straight.min(65535) as usize];
        }
    }
}

/// Resamples by the type of the pixel. The resampler can look at it itself, but then its code for every type is part of the
/// program: megabytes that nothing runs.
fn resample(
    resizer: &mut Resizer,
    from: &impl IntoImageView,
    to: &mut Image<'_>,
    options: &ResizeOptions,
) -> Result<(), MediaError> {
    match to.pixel_type() {
        PixelType::U16 => resample_typed::<U16>(resizer, from, to, options),
        PixelType::U16x2 => resample_typed::<U16x2>(resizer, from, to, options),
        PixelType::U16x3 => resample_typed::<U16x3>(resizer, from, to, options),
        _ => resample_typed::<U16x4>(resizer, from, to, options),
    }
}

fn resample_typed<P: PixelTrait>(
    resizer: &mut Resizer,
    from: &impl IntoImageView,
    to: &mut Image<'_>,
    options: &ResizeOptions,
) -> Result<(), MediaError> {
    let (Some(from), Some(mut to)) = (from.image_view::<P>(), to.image_view_mut::<P>()) else {
        return Err(internal("two types of pixels"));
    };
    resizer.resize_typed(&from, &mut to, options).map_err(internal)
}

/// The resampler refuses only what this module must not ask of it.
fn internal(error: impl std::fmt::Display) -> MediaError {
    MediaError::Io(format!("resampling failed: {error}"))
}
