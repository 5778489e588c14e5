//! Parts of a picture made unrecognisable.

use serde::{Deserialize, Serialize};

use crate::{
    decode,
    encode::{self, Kept},
    error::MediaError,
    format::OutputFormat,
    ladder::Picture,
    limits::Limits,
    ops,
    pixels::{Layout, Pixels, Samples},
    probe::Probe,
    render::{RenderSpec, colour, encode_options},
};

/// How a part is covered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cover {
    /// Blurred. The neighbourhood of the part does not shine in, so that no edge of it survives.
    Gaussian {
        /// Standard deviation, pixels.
        sigma: f64,
    },
    /// Squares of one colour each, counted from the corner of the part.
    Pixelate {
        /// Side of a square, pixels.
        block: u32,
    },
    /// One colour, opaque: red, green, blue.
    Solid([u8; 3]),
}

/// The outline of what is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// The whole rectangle.
    #[default]
    Rect,
    /// The ellipse inscribed in it.
    Ellipse,
}

/// A part of the upright picture, in whole pixels. What lies outside of the picture is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Covered {
    /// First column.
    pub left: u32,
    /// First row.
    pub top: u32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// How.
    pub cover: Cover,
}

/// What is covered, and how the picture is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MaskSpec {
    /// The parts, one after the other; of two that overlap the later one works on what the earlier one left.
    pub parts: Vec<Covered>,
    /// Their outline.
    pub shape: Shape,
    /// The format.
    pub format: OutputFormat,
    /// 1..=100; ignored by PNG.
    pub quality: u8,
    /// What the source may cost.
    pub limits: Limits,
}

/// Covers parts of a picture. It comes out upright and in its whole size; its ICC profile stays, and nothing else that the
/// file said of itself. Of an animation the first frame.
///
/// `probe` must be the answer for the same bytes.
///
/// # Errors
/// As decoding and encoding go; limits are checked before anything is allocated.
pub fn mask(data: &[u8], probe: &Probe, spec: &MaskSpec) -> Result<Picture, MediaError> {
    spec.limits.admit(probe)?;
    let decoded = decode::decode(data, probe, None, &spec.limits)?;
    let (pixels, icc) = colour(decoded.pixels, decoded.colour, true)?;
    let mut pixels = ops::turn(pixels.into_u8(), decoded.orientation);
    let coloured = |part: &Covered| matches!(part.cover, Cover::Solid([red, green, blue]) if red != green || green != blue);
    if matches!(pixels.layout, Layout::Grey | Layout::GreyAlpha) && spec.parts.iter().any(coloured) {
        pixels = ops::to_colour(&pixels)?.into_owned();
    }
    conceal(&mut pixels, &spec.parts, spec.shape)?;
    let options = encode_options(
        &RenderSpec { quality: Some(spec.quality), ..RenderSpec::inside(0, spec.format) },
        probe,
    );
    let bytes = encode::encode(&pixels, &options, &Kept { icc, exif: None })?;
    Ok(Picture { format: spec.format, width: pixels.width, height: pixels.height, bytes })
}

/// Covers parts of pixels of 8 bits, one after the other. Parts of a picture that was made smaller are given in its pixels.
///
/// # Errors
/// [`MediaError::Io`] for pixels of another depth or of inks: a mistake of the caller.
pub fn conceal(pixels: &mut Pixels, parts: &[Covered], shape: Shape) -> Result<(), MediaError> {
    parts.iter().try_for_each(|part| cover(pixels, part, shape))
}

/// The samples of a rectangle, and where they come from.
struct Patch {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    channels: usize,
    samples: Vec<u8>,
}

impl Patch {
    fn of(pixels: &Pixels, part: &Covered) -> Result<Option<Self>, MediaError> {
        let right = part.left.saturating_add(part.width).min(pixels.width);
        let bottom = part.top.saturating_add(part.height).min(pixels.height);
        if right <= part.left || bottom <= part.top {
            return Ok(None);
        }
        let channels = pixels.layout.channels();
        let (left, top) = (part.left as usize, part.top as usize);
        let (width, height) = (right as usize - left, bottom as usize - top);
        let row = pixels.width as usize * channels;
        let mut samples = Vec::with_capacity(width * height * channels);
        for line in pixels.u8s()?.chunks_exact(row).skip(top).take(height) {
            samples.extend(&line[left * channels..(left + width) * channels]);
        }
        Ok(Some(Patch { left, top, width, height, channels, samples }))
    }

    /// Puts the patch back, as far as the outline goes.
    fn put(&self, pixels: &mut Pixels, shape: Shape) {
        let row = pixels.width as usize * self.channels;
        let Samples::U8(all) = &mut pixels.samples else { return };
        let lines = all.chunks_exact_mut(row).skip(self.top);
        for (y, (line, made)) in lines.zip(self.samples.chunks_exact(self.width * self.channels)).enumerate()
        {
            let (from, to) = self.span(y, shape);
            let at = (self.left + from) * self.channels;
            line[at..at + (to - from) * self.channels]
                .copy_from_slice(&made[from * self.channels..to * self.channels]);
        }
    }

    /// First column of a row within the outline, and the one behind its last: pixels whose middle is inside.
    fn span(&self, y: usize, shape: Shape) -> (usize, usize) {
        let Shape::Ellipse = shape else { return (0, self.width) };
        let (across, down) = (self.width as f64 / 2.0, self.height as f64 / 2.0);
        let off = (y as f64 + 0.5 - down) / down;
        let half = across * (1.0 - off * off).max(0.0).sqrt();
        let from = (across - half - 0.5).ceil().max(0.0) as usize;
        let to = ((across + half - 0.5).floor() + 1.0).max(0.0) as usize;
        (from.min(self.width), to.clamp(from.min(self.width), self.width))
    }
}

fn cover(pixels: &mut Pixels, part: &Covered, shape: Shape) -> Result<(), MediaError> {
    let layout = pixels.layout;
    let Some(mut patch) = Patch::of(pixels, part)? else { return Ok(()) };
    match part.cover {
        Cover::Gaussian { sigma } => blur(&mut patch, sigma),
        Cover::Pixelate { block } => pixelate(&mut patch, block.max(1) as usize),
        Cover::Solid([red, green, blue]) => {
            let pixel: &[u8] = match layout {
                Layout::Grey => &[red],
                Layout::GreyAlpha => &[red, 255],
                Layout::Rgb => &[red, green, blue],
                Layout::Rgba => &[red, green, blue, 255],
                Layout::Cmyk => return Err(MediaError::Io("inks where colours were due".to_owned())),
            };
            for place in patch.samples.chunks_exact_mut(pixel.len()) {
                place.copy_from_slice(pixel);
            }
        }
    }
    patch.put(pixels, shape);
    Ok(())
}

/// The mean of each square in its place.
fn pixelate(patch: &mut Patch, block: usize) {
    let Patch { width, height, channels, .. } = *patch;
    for top in (0..height).step_by(block) {
        for left in (0..width).step_by(block) {
            let (bottom, right) = ((top + block).min(height), (left + block).min(width));
            let count = ((bottom - top) * (right - left)) as u64;
            for channel in 0..channels {
                let places = || {
                    (top..bottom)
                        .flat_map(move |y| (left..right).map(move |x| (y * width + x) * channels + channel))
                };
                let sum: u64 = places().map(|at| u64::from(patch.samples[at])).sum();
                let mean = ((sum + count / 2) / count) as u8;
                for at in places() {
                    patch.samples[at] = mean;
                }
            }
        }
    }
}

/// Three means one after the other come so close to a Gaussian that nobody sees the difference, and cost the same at any
/// sigma. Widths after Kovesi, "Fast Almost-Gaussian Filtering" (2010).
fn blur(patch: &mut Patch, sigma: f64) {
    let Patch { width, height, channels, .. } = *patch;
    for size in boxes(sigma) {
        for y in 0..height {
            mean_along(&mut patch.samples, y * width * channels, channels, width, channels, size);
        }
        for x in 0..width {
            mean_along(&mut patch.samples, x * channels, width * channels, height, channels, size);
        }
    }
}

/// Three odd widths whose means together have this standard deviation.
fn boxes(sigma: f64) -> [usize; 3] {
    let variance = 12.0 * sigma * sigma;
    let ideal = (variance / 3.0 + 1.0).sqrt().floor();
    let lower = if ideal % 2.0 == 0.0 { ideal - 1.0 } else { ideal };
    let small = ((variance - 3.0 * lower * lower - 12.0 * lower - 9.0) / (-4.0 * lower - 4.0)).round();
    let size = |number: f64| if number < small { lower as usize } else { lower as usize + 2 };
    [size(0.0), size(1.0), size(2.0)]
}

/// Replaces each of `count` pixels, `step` samples apart, by the mean of the `size` around it; the first and last pixel stand
/// for those beyond them.
fn mean_along(samples: &mut [u8], start: usize, step: usize, count: usize, channels: usize, size: usize) {
    let reach = size / 2;
    let mut line = vec![0_u32; count];
    for channel in 0..channels {
        for (place, value) in line.iter_mut().enumerate() {
            *value = u32::from(samples[start + place * step + channel]);
        }
        let at = |place: isize| line[place.clamp(0, count as isize - 1) as usize];
        let mut sum: u32 = (-(reach as isize)..=reach as isize).map(at).sum();
        for place in 0..count {
            samples[start + place * step + channel] = ((sum + size as u32 / 2) / size as u32) as u8;
            let place = place as isize;
            sum = sum + at(place + reach as isize + 1) - at(place - reach as isize);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::decode::decode;
    use crate::probe::probe;

    const MEADOW: &[u8] = include_bytes!("../../../testdata/meadow.jpg");

    /// Parts of an upright photograph as PNG, and the photograph as it was.
    fn masked(cover: Cover, shape: Shape) -> (Pixels, Pixels) {
        let before = pixels(MEADOW);
        let png = encode::encode(
            &before,
            &encode_options(&RenderSpec::inside(0, OutputFormat::Png), &probe(MEADOW, "").unwrap()),
            &Kept::default(),
        )
        .unwrap();
        let spec = MaskSpec {
            parts: vec![Covered { left: 200, top: 100, width: 161, height: 120, cover }],
            shape,
            format: OutputFormat::Png,
            quality: 90,
            limits: Limits::default(),
        };
        let after = mask(&png, &probe(&png, "").unwrap(), &spec).unwrap();
        (before, pixels(&after.bytes))
    }

    fn pixels(bytes: &[u8]) -> Pixels {
        let decoded = decode(bytes, &probe(bytes, "").unwrap(), None, &Limits::default()).unwrap();
        decoded.pixels.into_u8()
    }

    fn pixel(pixels: &Pixels, x: u32, y: u32) -> [u8; 3] {
        let at = (y * pixels.width + x) as usize * 3;
        pixels.u8s().unwrap()[at..at + 3].try_into().unwrap()
    }

    fn inside(x: u32, y: u32) -> bool {
        (200..361).contains(&x) && (100..220).contains(&y)
    }

    #[test]
    fn outside_of_the_parts_every_pixel_is_as_it_was() {
        for cover in
            [Cover::Gaussian { sigma: 30.0 }, Cover::Pixelate { block: 13 }, Cover::Solid([200, 10, 77])]
        {
            for shape in [Shape::Rect, Shape::Ellipse] {
                let (before, after) = masked(cover, shape);
                let mut changed = 0;
                for y in 0..before.height {
                    for x in 0..before.width {
                        let same = pixel(&before, x, y) == pixel(&after, x, y);
                        assert!(same || inside(x, y), "{cover:?} {shape:?} at {x}, {y}");
                        changed += usize::from(!same);
                    }
                }
                assert!(changed > 1500, "{cover:?} {shape:?}: {changed}");
            }
        }
    }

    #[test]
    fn solid_is_exactly_its_colour_and_an_ellipse_leaves_the_corners() {
        let (_, after) = masked(Cover::Solid([200, 10, 77]), Shape::Rect);
        for (x, y) in [(200, 100), (360, 219), (280, 160)] {
            assert_eq!(pixel(&after, x, y), [200, 10, 77]);
        }
        let (before, after) = masked(Cover::Solid([200, 10, 77]), Shape::Ellipse);
        for (x, y) in [(200, 100), (360, 219), (360, 100)] {
            assert_eq!(pixel(&after, x, y), pixel(&before, x, y));
        }
        for (x, y) in [(280, 160), (280, 100), (280, 219), (200, 160), (360, 159)] {
            assert_eq!(pixel(&after, x, y), [200, 10, 77], "{x}, {y}");
        }
    }

    #[test]
    fn a_square_of_a_mosaic_has_one_colour() {
        let (_, after) = masked(Cover::Pixelate { block: 13 }, Shape::Rect);
        for y in 100..220 {
            for x in 200..361 {
                let corner = (200 + (x - 200) / 13 * 13, 100 + (y - 100) / 13 * 13);
                assert_eq!(pixel(&after, x, y), pixel(&after, corner.0, corner.1));
            }
        }
    }

    #[test]
    fn three_means_spread_like_a_gaussian() {
        for sigma in [2.0, 5.0, 17.3, 80.0] {
            let variance: f64 =
                boxes(sigma).into_iter().map(|size| ((size * size) as f64 - 1.0) / 12.0).sum();
            assert!((variance.sqrt() / sigma - 1.0).abs() < 0.1, "{sigma}: {:?}", boxes(sigma));
        }
        // A single bright point keeps its light, and loses its peak.
        let mut patch =
            Patch { left: 0, top: 0, width: 41, height: 41, channels: 1, samples: vec![0; 41 * 41] };
        patch.samples[20 * 41 + 20] = 255;
        blur(&mut patch, 2.0);
        let peak = f64::from(patch.samples[20 * 41 + 20]);
        assert!((peak - 255.0 / (2.0 * std::f64::consts::PI * 4.0)).abs() < 2.0, "{peak}");
    }

    #[test]
    fn grey_takes_a_colour_and_what_is_outside_of_the_picture_is_ignored() {
        let grey = Pixels::from_u8(40, 30, Layout::Grey, vec![120; 1200]).unwrap();
        let options = encode_options(&RenderSpec::inside(0, OutputFormat::Png), &probe(MEADOW, "").unwrap());
        let png = encode::encode(&grey, &options, &Kept::default()).unwrap();
        let part = |left, cover| Covered { left, top: 20, width: u32::MAX, height: 100, cover };
        let spec = MaskSpec {
            parts: vec![part(30, Cover::Solid([9, 8, 7])), part(40, Cover::Gaussian { sigma: 9.0 })],
            shape: Shape::Rect,
            format: OutputFormat::Png,
            quality: 90,
            limits: Limits::default(),
        };
        let after = pixels(&mask(&png, &probe(&png, "").unwrap(), &spec).unwrap().bytes);
        assert_eq!((pixel(&after, 39, 29), pixel(&after, 29, 29)), ([9, 8, 7], [120; 3]));
    }
}
