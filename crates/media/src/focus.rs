//! Where to cut: the part of a picture that people look at.
//!
//! Every pixel of a small rendition gets an energy: edges first, then colours of skin and strong colours where there is
//! some edge, with the weights of smartcrop.js (Jonas Wagner, MIT licence); libvips' `attention` looks for the same three.
//! Unlike there, edges count by their root, or texture outweighs a face, and a colour counts less the more of the picture has
//! it: wood is no skin, and a red wall is not what a picture of a red wall is about.
//! A crop that fills a box moves along one axis only. So the energy is summed across the other one, and every position of
//! the window is weighed from running sums (an integral image of one dimension), its middle more than its ends, so that
//! what is found comes to stand in the middle. All of it is whole numbers: the same picture is cut the same everywhere.
//!
//! Who knows better, from faces for instance, names regions: they outweigh what is merely colourful.

use crate::{
    decode::{self, Margin, Wanted},
    error::MediaError,
    limits::Limits,
    ops,
    pixels::{Layout, Pixels},
    probe::Probe,
    render::Gravity,
};

/// Longest side that is looked at, pixels. Detail finer than this is texture.
const SIDE: u32 = 160;

/// A part of a picture that matters, in ten-thousandths of its sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Left edge.
    pub left: u16,
    /// Upper edge.
    pub top: u16,
    /// Width.
    pub width: u16,
    /// Height.
    pub height: u16,
}

/// Whole sides in the units of a [`Region`].
const WHOLE: u64 = 10_000;

/// What the energy of a pixel inside a region is raised by. The most that is found elsewhere is some 3,000.
const NAMED: u64 = 30_000;

/// Where a crop with the shape of `shape` (width, height) should lie in a picture, as the share of what is too much that goes
/// on the left and at the top. `regions` are kept in it as far as they fit; without any the picture itself decides.
///
/// `data` is a picture that calotype encoded itself, `probe` the answer for the same bytes; a small rendition is enough.
///
/// # Errors
/// As decoding goes.
pub fn focus(
    data: &[u8],
    probe: &Probe,
    shape: (u32, u32),
    regions: &[Region],
) -> Result<Gravity, MediaError> {
    let limits = Limits::default();
    let (width, height) = ops::fit_inside(probe.width, probe.height, SIDE, SIDE);
    let wanted = Wanted { width, height, margin: Margin::Fine };
    let decoded = decode::decode(data, probe, Some(wanted), &limits)?;
    let small = ops::resized(decoded.pixels, width, height)?;
    let small = ops::turn(ops::to_srgb(small, &decoded.colour)?, decoded.orientation);
    find(&small, shape, regions)
}

/// As [`focus`], of pixels that are small already.
///
/// # Errors
/// `Io` for pixels that are not 8-bit.
pub fn find(small: &Pixels, shape: (u32, u32), regions: &[Region]) -> Result<Gravity, MediaError> {
    let middle = Gravity::default();
    let (width, height) = (u64::from(small.width), u64::from(small.height));
    let (across, down) = (u64::from(shape.0.max(1)), u64::from(shape.1.max(1)));
    // Wider than the box: the window moves sideways; else up and down.
    let sideways = width * down > height * across;
    let (length, window) = if sideways {
        (width, (height * across + down / 2) / down)
    } else {
        (height, (width * down + across / 2) / across)
    };
    let window = window.clamp(1, length);
    if window == length {
        return Ok(middle);
    }
    let mut energy = energy(small)?;
    name(&mut energy, (width, height), regions);
    let profile = profile(&energy, (width as usize, height as usize), sideways);
    let place = best(&profile, window as usize);
    let spare = length - window;
    let percent = u8::try_from((place as u64 * 100 + spare / 2) / spare).unwrap_or(100).min(100);
    Ok(if sideways { Gravity { x: percent, ..middle } } else { Gravity { y: percent, ..middle } })
}

/// The energy of every pixel.
fn energy(pixels: &Pixels) -> Result<Vec<u64>, MediaError> {
    let colour = ops::to_colour(pixels)?;
    let channels = colour.layout.channels();
    let has_alpha = colour.layout == Layout::Rgba;
    let samples = colour.u8s()?;
    let rgb = |index: usize| -> [i64; 3] {
        let at = &samples[index * channels..];
        [i64::from(at[0]), i64::from(at[1]), i64::from(at[2])]
    };
    let opacity = |index: usize| if has_alpha { u64::from(samples[index * channels + 3]) } else { 255 };
    let (width, height) = (colour.width as usize, colour.height as usize);
    // What is transparent has no edges of its own: it lies on grey.
    let light: Vec<i64> = (0..width * height)
        .map(|index| {
            let [red, green, blue] = rgb(index);
            let opacity = opacity(index) as i64;
            ((54 * red + 183 * green + 19 * blue) / 256 * opacity + 128 * (255 - opacity)) / 255
        })
        .collect();
    let at = |x: usize, y: usize| light[y * width + x];
    let skins = rarely((0..width * height).map(|index| skin(rgb(index))).collect());
    let vivids = rarely((0..width * height).map(|index| saturation(rgb(index))).collect());
    let mut energy = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let index = y * width + x;
            // The discrete Laplacian; beyond the border the picture goes on as it is there.
            let around = at(x.saturating_sub(1), y)
                + at((x + 1).min(width - 1), y)
                + at(x, y.saturating_sub(1))
                + at(x, (y + 1).min(height - 1));
            let edge = (64 * (4 * light[index] - around).unsigned_abs().min(255)).isqrt();
            // The weights 0.2, 1.8 and 0.1 of smartcrop.js, times ten, and what counts without any edge: 12 and 51 of 255.
            let skin = skins[index] * (edge + 12) / 255;
            let vivid = vivids[index] * (edge + 51) / 255;
            energy.push((2 * edge + 18 * skin + vivid) * opacity(index) / 255);
        }
    }
    Ok(energy)
}

/// Values of 0..=255, less the more of the picture has them: nothing is left of what half of it has.
fn rarely(mut values: Vec<u64>) -> Vec<u64> {
    let total = values.len() as u64;
    let common = values.iter().filter(|value| **value > 60).count() as u64;
    let left = total.saturating_sub(2 * common);
    for value in &mut values {
        *value = *value * left / total.max(1);
    }
    values
}

/// How much a colour is one of skin, 0..=255: how near its direction is to that of skin, whatever its brightness, from dark to
/// light. The direction (0.78, 0.57, 0.44) is that of smartcrop.js, and lies within the hues of all complexions.
fn skin([red, green, blue]: [i64; 3]) -> u64 {
    let length = (red * red + green * green + blue * blue).isqrt();
    let brightness = (red + green + blue) / 3;
    if length == 0 || !(30..=245).contains(&brightness) {
        return 0;
    }
    // Unit vectors times a thousand. The distance of two directions is 0 to 1414.
    let apart = |part: i64, of_skin: i64| {
        let difference = part * 1000 / length - of_skin;
        difference * difference
    };
    let distance = (apart(red, 735) + apart(green, 537) + apart(blue, 414)).isqrt();
    // Within a fifth: 255 where it is the same, 0 at the rim.
    let near = (200 - distance).max(0);
    u64::try_from(near * 255 / 200).unwrap_or(0)
}

/// How strong a colour is, 0..=255, from 40 % on (HSL), unless it is nearly black or white.
fn saturation([red, green, blue]: [i64; 3]) -> u64 {
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let light = most + least;
    if !(26..=460).contains(&light) || most == least {
        return 0;
    }
    let range = if light > 255 { 510 - light } else { light };
    let saturation = (most - least) * 255 / range.max(1);
    u64::try_from((saturation - 102).max(0) * 255 / 153).unwrap_or(0).min(255)
}

/// Raises what lies in a region.
fn name(energy: &mut [u64], (width, height): (u64, u64), regions: &[Region]) {
    let span = |start: u16, length: u16, side: u64| {
        let first = (u64::from(start) * side / WHOLE).min(side);
        let end = (u64::from(start) + u64::from(length)) * side;
        first as usize..end.div_ceil(WHOLE).min(side) as usize
    };
    for region in regions {
        for y in span(region.top, region.height, height) {
            for x in span(region.left, region.width, width) {
                energy[y * width as usize + x] += NAMED;
            }
        }
    }
}

/// The energy summed across the axis on which nothing moves.
fn profile(energy: &[u64], (width, height): (usize, usize), sideways: bool) -> Vec<u64> {
    if sideways {
        (0..width).map(|x| (0..height).map(|y| energy[y * width + x]).sum()).collect()
    } else {
        energy.chunks_exact(width).map(|row| row.iter().sum()).collect()
    }
}

/// The place of the window with the most energy; of equal ones the one nearest to the middle.
///
/// The weight in a window of length n at distance d from its start is a parabola on a step, `(d+1)(n-d) + n²/8`: at the ends
/// it is a third of that in the middle. With running sums of e, e·x and e·x² each window costs the same few operations.
fn best(profile: &[u64], window: usize) -> usize {
    let wide = |value: usize| i128::from(value as u64);
    let mut sums = Vec::with_capacity(profile.len() + 1);
    let mut sum = (0_i128, 0_i128, 0_i128);
    sums.push(sum);
    for (x, energy) in profile.iter().enumerate() {
        let (x, energy) = (wide(x), i128::from(*energy));
        sum = (sum.0 + energy, sum.1 + energy * x, sum.2 + energy * x * x);
        sums.push(sum);
    }
    let n = wide(window);
    let spare = profile.len() - window;
    let score = |start: usize| {
        let (from, to) = (sums[start], sums[start + window]);
        let (zero, one, two) = (to.0 - from.0, to.1 - from.1, to.2 - from.2);
        let a = wide(start);
        // With d = x - a: Σ e·((d+1)(n-d) + n²/8) = Σ e·(n + n²/8 + (n-1)·d - d²).
        let (first, second) = (one - a * zero, two - 2 * a * one + a * a * zero);
        let weighed = (n + n * n / 8) * zero + (n - 1) * first - second;
        // Up to a twentieth less at the rim: where nothing stands out, the middle is right.
        let off = wide((2 * start).abs_diff(spare));
        weighed * (20 * wide(spare) - off)
    };
    let nearest = |start: usize| (2 * start).abs_diff(spare);
    (0..=spare).max_by(|a, b| score(*a).cmp(&score(*b)).then(nearest(*b).cmp(&nearest(*a)))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A plain picture with a square of another look in it.
    fn picture(width: u32, height: u32, left: u32, top: u32, paint: fn(u32, u32) -> [u8; 3]) -> Pixels {
        let side = height.min(width) / 4;
        let samples = (0..height).flat_map(|y| {
            (0..width).flat_map(move |x| {
                let inside = (left..left + side).contains(&x) && (top..top + side).contains(&y);
                if inside { paint(x, y) } else { [120, 122, 124] }
            })
        });
        Pixels::from_u8(width, height, Layout::Rgb, samples.collect()).unwrap()
    }

    /// Where a square cut of the picture begins on its longer side, pixels.
    fn start(pixels: &Pixels, regions: &[Region]) -> u32 {
        let gravity = find(pixels, (1, 1), regions).unwrap();
        let spare = pixels.width.abs_diff(pixels.height);
        let percent = if pixels.width > pixels.height { gravity.x } else { gravity.y };
        spare * u32::from(percent) / 100
    }

    fn checks(x: u32, y: u32) -> [u8; 3] {
        if (x / 2 + y / 2).is_multiple_of(2) { [20, 20, 20] } else { [230, 230, 230] }
    }

    fn skin_colour(x: u32, y: u32) -> [u8; 3] {
        // Two folds, as a face has some.
        if x.is_multiple_of(8) || y.is_multiple_of(8) { [170, 124, 96] } else { [210, 153, 119] }
    }

    #[test]
    fn nothing_to_see_is_cut_in_the_middle() {
        let plain = picture(160, 80, 0, 0, |_, _| [120, 122, 124]);
        assert_eq!(find(&plain, (1, 1), &[]).unwrap(), Gravity { x: 50, y: 50 });
        let square = picture(80, 80, 0, 0, checks);
        assert_eq!(find(&square, (300, 300), &[]).unwrap(), Gravity { x: 50, y: 50 }, "nothing is cut off");
    }

    #[test]
    fn detail_colour_and_skin_are_kept_wherever_they_are() {
        for paint in [checks, skin_colour, |_, _| [220, 30, 30]] {
            for left in [0, 10, 70, 125, 140] {
                let wide = picture(160, 80, left, 30, paint);
                let begins = start(&wide, &[]);
                assert!(begins <= left && left + 20 <= begins + 80, "{left}: from {begins}");
                let tall = picture(80, 160, 30, left, paint);
                let begins = start(&tall, &[]);
                assert!(begins <= left && left + 20 <= begins + 80, "{left} down: from {begins}");
            }
        }
        let far = start(&picture(160, 80, 60, 30, checks), &[]);
        assert!((25..=35).contains(&far), "what is found stands in the middle: {far}");
    }

    #[test]
    fn a_face_outweighs_a_patch_that_is_merely_colourful() {
        let mut both = picture(160, 80, 5, 30, skin_colour);
        let crate::pixels::Samples::U8(samples) = &mut both.samples else { panic!("8 bits") };
        for y in 30..50 {
            for x in 135..155 {
                samples[(y * 160 + x) * 3..][..3].copy_from_slice(&[30, 200, 40]);
            }
        }
        assert!(start(&both, &[]) <= 5, "{}", start(&both, &[]));
    }

    #[test]
    fn a_named_region_outweighs_everything() {
        let loud = picture(160, 80, 0, 30, checks);
        let region = Region { left: 8_500, top: 3_000, width: 1_000, height: 2_000 };
        assert_eq!(start(&loud, &[]), 0);
        let begins = start(&loud, &[region]);
        assert!(begins <= 136 && 152 <= begins + 80, "{begins}");
        let beyond = Region { left: 9_900, top: 9_900, width: u16::MAX, height: u16::MAX };
        assert!(find(&loud, (1, 1), &[beyond]).is_ok());
    }

    #[test]
    fn what_is_transparent_is_not_looked_at() {
        let (loud, quiet) =
            (picture(160, 80, 0, 30, checks), picture(160, 80, 130, 30, |_, _| [220, 30, 30]));
        let pairs =
            loud.u8s().unwrap().as_chunks::<3>().0.iter().zip(quiet.u8s().unwrap().as_chunks::<3>().0);
        let with = |opacity: u8| {
            let rgba = pairs.clone().enumerate().flat_map(|(index, (loud, quiet))| {
                let [r, g, b] = if index % 160 < 80 { *loud } else { *quiet };
                [r, g, b, if index % 160 < 30 { opacity } else { 255 }]
            });
            start(&Pixels::from_u8(160, 80, Layout::Rgba, rgba.collect()).unwrap(), &[])
        };
        assert!(with(255) < 20 && with(0) > 60, "{} {}", with(255), with(0));
    }

    #[test]
    fn odd_shapes_have_a_place() {
        for (width, height) in [(1, 1), (1, 160), (160, 1), (2, 3)] {
            let pixels = picture(width, height, 0, 0, checks);
            for shape in [(1, 1), (1, 8192), (8192, 1), (0, 0), (8192, 8191)] {
                find(&pixels, shape, &[]).unwrap();
            }
        }
    }
}
