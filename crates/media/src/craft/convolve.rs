//! Weighted sums of neighbours: the kernels ImageMagick makes of a radius and a sigma, and the loops that apply them.
//!
//! Rows are added up in 32-bit floats, one weight at a time over a whole row, which is what the compiler turns into SIMD.
//! Beyond the edge the nearest pixel stands in.

use super::canvas::{Canvas, to_byte};
use super::channels::Channels;

/// ImageMagick samples its blurring kernel this many times a pixel.
const RANK: usize = 3;
/// A weight below one level of 16 bits ends a kernel.
const LEAST_WEIGHT: f64 = 1.0 / 65535.0;
/// Longest kernel: what the largest documented radius asks for, and what a sigma may ask for by itself.
const LONGEST: usize = 2 * 250 + 1;

/// Pixels a kernel covers: `radius` to both sides, or, where that is 0, as far as `sigma` reaches.
pub(super) fn width(radius: f64, sigma: f64) -> usize {
    if radius > 1e-12 {
        return (2 * (radius.ceil() as usize) + 1).min(LONGEST);
    }
    let sigma = sigma.abs();
    if sigma <= 1e-12 {
        return 3;
    }
    let weight = |at: i64| (-((at * at) as f64) / (2.0 * sigma * sigma)).exp();
    let mut width = 5;
    while width < LONGEST {
        let reach = ((width - 1) / 2) as i64;
        let sum: f64 = (-reach..=reach).map(weight).sum();
        if weight(reach) / sum < LEAST_WEIGHT {
            break;
        }
        width += 2;
    }
    (width - 2).min(LONGEST)
}

/// As [`width`], for kernels of two dimensions, whose corners are lighter.
pub(super) fn width_2d(radius: f64, sigma: f64) -> usize {
    if radius > 1e-12 {
        return (2 * (radius.ceil() as usize) + 1).min(LONGEST);
    }
    let sigma = sigma.abs();
    if sigma <= 1e-12 {
        return 3;
    }
    let weight = |at: i64| (-((at * at) as f64) / (2.0 * sigma * sigma)).exp();
    let mut width = 5;
    while width < LONGEST {
        let reach = ((width - 1) / 2) as i64;
        let sum: f64 = (-reach..=reach).map(weight).sum();
        if weight(reach) / (sum * sum) < LEAST_WEIGHT {
            break;
        }
        width += 2;
    }
    (width - 2).min(LONGEST)
}

/// The kernel of a blur, in one dimension: a Gaussian, averaged over each pixel.
pub(super) fn blurring(radius: f64, sigma: f64) -> Vec<f32> {
    let width = width(radius, sigma);
    if sigma.abs() <= 1e-12 {
        return only_the_middle(width);
    }
    let sigma = sigma.abs() * RANK as f64;
    let reach = ((width * RANK - 1) / 2) as i64;
    let mut kernel = vec![0.0; width];
    for at in -reach..=reach {
        kernel[(at + reach) as usize / RANK] += (-((at * at) as f64) / (2.0 * sigma * sigma)).exp();
    }
    scaled(&kernel)
}

/// The kernel of a Gaussian blur, in one dimension: the Gaussian at each pixel's centre.
pub(super) fn gaussian(radius: f64, sigma: f64) -> Vec<f32> {
    let width = width_2d(radius, sigma);
    if sigma.abs() <= 1e-12 {
        return only_the_middle(width);
    }
    let reach = (width / 2) as i64;
    let kernel: Vec<f64> =
        (-reach..=reach).map(|at| (-((at * at) as f64) / (2.0 * sigma * sigma)).exp()).collect();
    scaled(&kernel)
}

/// The kernel of a motion: half a Gaussian, from the pixel on.
pub(super) fn moving(radius: f64, sigma: f64) -> Vec<f32> {
    let width = width(radius, sigma) as i64;
    let sigma = sigma.abs().max(1e-12);
    let kernel: Vec<f64> = (0..width).map(|at| (-((at * at) as f64) / (2.0 * sigma * sigma)).exp()).collect();
    scaled(&kernel)
}

fn only_the_middle(width: usize) -> Vec<f32> {
    let mut kernel = vec![0.0; width];
    kernel[width / 2] = 1.0;
    kernel
}

fn scaled(kernel: &[f64]) -> Vec<f32> {
    let sum: f64 = kernel.iter().sum();
    kernel.iter().map(|weight| (weight / sum) as f32).collect()
}

/// Sums over columns, then over rows, in one pass over the picture; both kernels are symmetric. Transparent pixels weigh
/// what they are opaque.
pub(super) fn separable(canvas: &Canvas, across: &[f32], down: &[f32], channels: Channels) -> Canvas {
    if canvas.is_opaque() {
        return separate(canvas, canvas.samples(), across, down, |sums, out| {
            for (out, sum) in out.iter_mut().zip(sums) {
                *out = to_byte(*sum);
            }
        })
        .choose(channels, canvas);
    }
    let weighted: Vec<u16> = canvas
        .pixels()
        .iter()
        .flat_map(|[red, green, blue, opacity]| {
            [*red, *green, *blue, u8::MAX].map(|sample| u16::from(sample) * u16::from(*opacity))
        })
        .collect();
    separate(canvas, &weighted, across, down, |sums, out| {
        for (out, sums) in out.as_chunks_mut::<4>().0.iter_mut().zip(sums.as_chunks::<4>().0) {
            let [red, green, blue, opacity] = *sums;
            let whole = if opacity > 0.0 { 255.0 / opacity } else { 0.0 };
            *out = [
                to_byte(red * whole),
                to_byte(green * whole),
                to_byte(blue * whole),
                to_byte(opacity / 255.0),
            ];
        }
    })
    .choose(channels, canvas)
}

/// The loops of [`separable`] over samples of either width.
fn separate<T: Copy + Into<f32>>(
    canvas: &Canvas,
    samples: &[T],
    across: &[f32],
    down: &[f32],
    finish: impl Fn(&[f32], &mut [u8]),
) -> Canvas {
    let (width, height) = (canvas.width, canvas.height);
    let row = width * 4;
    let (side, above) = (across.len() / 2, down.len() / 2);
    let mut out = canvas.clone();
    let mut padded = vec![0.0_f32; row + 2 * side * 4];
    let mut sums = vec![0.0_f32; row];
    for y in 0..height {
        let middle = &mut padded[side * 4..side * 4 + row];
        middle.fill(0.0);
        for (index, weight) in down.iter().enumerate() {
            let from = (y + index).saturating_sub(above).min(height - 1);
            let line = &samples[from * row..(from + 1) * row];
            for (sum, sample) in middle.iter_mut().zip(line) {
                let sample: f32 = (*sample).into();
                *sum += weight * sample;
            }
        }
        for place in 0..side {
            padded.copy_within(side * 4..side * 4 + 4, place * 4);
            let last = side * 4 + row - 4;
            padded.copy_within(last..last + 4, side * 4 + row + place * 4);
        }
        sums.fill(0.0);
        for (index, weight) in across.iter().enumerate() {
            for (sum, value) in sums.iter_mut().zip(&padded[index * 4..index * 4 + row]) {
                *sum += weight * value;
            }
        }
        finish(&sums, &mut out.samples_mut()[y * row..(y + 1) * row]);
    }
    out
}

impl Canvas {
    /// What was made, in the chosen channels; what was, in the others.
    pub(super) fn choose(mut self, channels: Channels, before: &Canvas) -> Canvas {
        if channels.is_all() {
            return self;
        }
        for (made, was) in self.pixels_mut().iter_mut().zip(before.pixels()) {
            for channel in 0..4 {
                if !channels.has(channel) {
                    made[channel] = was[channel];
                }
            }
        }
        self
    }
}

/// A kernel with few weights that are not 0: places relative to the pixel, and their weights.
pub(super) type Sparse = Vec<(isize, isize, f32)>;

/// Sums a kernel of few weights over the colours; opacity stays. The sum is taken as it is, below black and above white
/// cut off.
pub(super) fn sparse(canvas: &Canvas, kernel: &Sparse) -> Canvas {
    canvas.drawn(|x, y| {
        let mut sums = [0.0_f32; 3];
        for (right, down, weight) in kernel {
            let pixel = canvas.at(x as isize + right, y as isize + down);
            for (sum, value) in sums.iter_mut().zip(pixel) {
                *sum += weight * f32::from(value);
            }
        }
        let opacity = canvas.pixels()[y * canvas.width + x][3];
        [to_byte(sums[0]), to_byte(sums[1]), to_byte(sums[2]), opacity]
    })
}

/// `middle` times the pixel minus everything in a square of `width` around it, the pixel itself included.
pub(super) fn middle_minus_box(canvas: &Canvas, width: usize, middle: f32) -> Canvas {
    let (side, row) = (width / 2, canvas.width * 4);
    let last = canvas.height as isize - 1;
    let clamped = |y: isize| y.clamp(0, last) as usize;
    let line = |y: usize| &canvas.samples()[y * row..(y + 1) * row];
    // Sums over the rows of the square, kept up from one row to the next.
    let mut columns = vec![0_i32; row];
    for y in -(side as isize)..=side as isize {
        for (sum, sample) in columns.iter_mut().zip(line(clamped(y))) {
            *sum += i32::from(*sample);
        }
    }
    let mut out = canvas.clone();
    for y in 0..canvas.height {
        let here = &mut out.samples_mut()[y * row..(y + 1) * row];
        for channel in 0..3 {
            let column = |x: isize| columns[x.clamp(0, canvas.width as isize - 1) as usize * 4 + channel];
            let mut sum: i32 = (-(side as isize)..=side as isize).map(column).sum();
            for x in 0..canvas.width {
                let sample = &mut here[x * 4 + channel];
                *sample = to_byte(middle * f32::from(*sample) - sum as f32);
                let x = x as isize;
                sum += column(x + side as isize + 1) - column(x - side as isize);
            }
        }
        let (leaves, enters) = (clamped(y as isize - side as isize), clamped((y + side) as isize + 1));
        for ((sum, old), new) in columns.iter_mut().zip(line(leaves)).zip(line(enters)) {
            *sum += i32::from(*new) - i32::from(*old);
        }
    }
    out
}
