//! Changes of each pixel's colour by itself, or by what all pixels together say.

use serde::{Deserialize, Serialize};

use super::{
    Rgba,
    canvas::{Canvas, intensity, to_byte},
    chance::Chance,
    channels::Channels,
    hue,
};

/// One change of tone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Luma by the weights of Rec. 709.
    Grey,
    /// Percent of lightness and saturation, and of a turn by 180° of hue; 100 changes nothing.
    Modulate {
        /// Percent.
        brightness: f32,
        /// Percent.
        saturation: f32,
        /// 100 is no turn, 150 a quarter turn.
        hue: f32,
    },
    /// The complement of every colour.
    Negate {
        /// Only of pixels that are grey.
        only_grey: bool,
        /// Which channels.
        channels: Channels,
    },
    /// The power 1/γ.
    Gamma {
        /// γ; 1 changes nothing.
        gamma: f32,
        /// Which channels.
        channels: Channels,
    },
    /// So many values a channel.
    Posterize {
        /// 1..=256.
        levels: u32,
    },
    /// An old photograph. The threshold, 0..=255, says how strong.
    Sepia {
        /// 0..=255.
        threshold: f32,
    },
    /// Stretches the values over the whole range, leaving out the darkest 0.15 % and the lightest 0.05 % of the pixels.
    Normalize {
        /// Which channels; by all of them together where all are wanted.
        channels: Channels,
    },
    /// Makes every value equally frequent.
    Equalize,
    /// Stretches the values over the whole range, leaving out so many of the darkest pixels and counting the lightest up to
    /// the number.
    LinearStretch {
        /// Pixels.
        black: f64,
        /// Pixels.
        white: f64,
    },
    /// White above, black at and below; 0..=255.
    Threshold {
        /// 0..=255.
        at: f32,
    },
    /// Channels below the colour's become 0.
    BlackThreshold {
        /// The least of each channel.
        colour: Rgba,
    },
    /// Black below the lower, white above the upper threshold (0..=255), and between them by chance.
    RandomThreshold {
        /// 0..=255.
        low: f32,
        /// 0..=255.
        high: f32,
        /// Which channels; by intensity where all are wanted.
        channels: Channels,
        /// Of the random numbers.
        seed: u64,
    },
    /// Noise of a kind; see [`NoiseKind`].
    Noise {
        /// Which.
        kind: NoiseKind,
        /// Which channels.
        channels: Channels,
        /// Of the random numbers.
        seed: u64,
    },
    /// Pixels by chance: opaque ones, or dots on a colour.
    Random {
        /// What lies behind half of the pixels.
        behind: Option<Rgba>,
        /// Of the random numbers.
        seed: u64,
    },
    /// Every pixel opaque or transparent to the same degree, 0..=255.
    Opacity {
        /// 0..=255.
        most: u8,
    },
}

/// How noise is distributed, with ImageMagick's strengths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoiseKind {
    /// Evenly.
    Uniform,
    /// Normally.
    Gaussian,
    /// Normally, the lighter the stronger.
    Multiplicative,
    /// Some pixels black, some white.
    Impulse,
    /// With a sharper peak and wider skirts than normally.
    Laplacian,
    /// As light arrives.
    Poisson,
    /// Any value at all.
    Random,
}

/// Does it.
pub(super) fn apply(step: &Tone, canvas: Canvas) -> Canvas {
    match *step {
        Tone::Grey => canvas.each(|pixel| {
            let grey = to_byte(intensity(pixel));
            [grey, grey, grey, pixel[3]]
        }),
        Tone::Modulate { brightness, saturation, hue: turn } => canvas.each(|pixel| {
            let [h, s, l] = hue::to_hsl(pixel);
            let h = (h + (turn - 100.0) % 200.0 / 200.0).rem_euclid(1.0);
            hue::from_hsl([h, s * saturation / 100.0, l * brightness / 100.0], pixel[3])
        }),
        Tone::Negate { only_grey, channels } => canvas.each(|pixel| {
            let grey = pixel[0] == pixel[1] && pixel[1] == pixel[2];
            if only_grey && !grey { pixel } else { changed(pixel, channels, |value, _| 255 - value) }
        }),
        Tone::Gamma { gamma, channels } => {
            let power = 1.0 / gamma.max(1e-6);
            let table = table(|value| (value / 255.0).powf(power) * 255.0);
            canvas.each(|pixel| changed(pixel, channels, |value, _| table[usize::from(value)]))
        }
        Tone::Posterize { levels } => {
            let steps = levels.saturating_sub(1).max(1) as f32;
            let table = table(|value| {
                let step = (value / 255.0 * (levels.saturating_sub(1)) as f32).round();
                255.0 * step / steps
            });
            canvas.each(|pixel| changed(pixel, Channels::ALL, |value, _| table[usize::from(value)]))
        }
        Tone::Sepia { threshold } => sepia(canvas, threshold),
        Tone::Normalize { channels } => normalize(canvas, channels),
        Tone::Equalize => equalize(canvas),
        Tone::LinearStretch { black, white } => linear_stretch(canvas, black, white),
        Tone::Threshold { at } => canvas.each(|pixel| {
            let value = if intensity(pixel) <= at { 0 } else { 255 };
            [value, value, value, pixel[3]]
        }),
        Tone::BlackThreshold { colour } => canvas.each(|pixel| {
            changed(pixel, Channels::ALL, |value, channel| if value < colour[channel] { 0 } else { value })
        }),
        Tone::RandomThreshold { low, high, channels, seed } => {
            random_threshold(canvas, (low, high), channels, seed)
        }
        Tone::Noise { kind, channels, seed } => {
            let mut chance = Chance::new(seed);
            canvas.each(|pixel| {
                changed(pixel, channels, |value, _| to_byte(noisy(f32::from(value), kind, &mut chance)))
            })
        }
        Tone::Random { behind, seed } => {
            let mut chance = Chance::new(seed);
            canvas.each(|_| match behind {
                Some(colour) if chance.byte() < 128 => colour,
                _ => [chance.byte(), chance.byte(), chance.byte(), 255],
            })
        }
        Tone::Opacity { most } => canvas.each(|pixel| [pixel[0], pixel[1], pixel[2], pixel[3].min(most)]),
    }
}

/// Changes the chosen channels of a pixel.
fn changed(pixel: Rgba, channels: Channels, mut change: impl FnMut(u8, usize) -> u8) -> Rgba {
    let mut out = pixel;
    for (channel, value) in out.iter_mut().enumerate() {
        if channels.colours(channel) {
            *value = change(*value, channel);
        }
    }
    out
}

/// A function of one channel, for each value there is.
fn table(of: impl Fn(f32) -> f32) -> [u8; 256] {
    std::array::from_fn(|value| to_byte(of(value as f32)))
}

/// 0..=65535, where ImageMagick counts.
fn fine(value: f32) -> usize {
    (value * 257.0 + 0.5) as usize
}

/// Values in 16 bits.
const FINE: usize = 65_536;

/// How many pixels have each intensity, in 16 bits.
fn intensities(canvas: &Canvas) -> Vec<u64> {
    let mut counts = vec![0; FINE];
    for pixel in canvas.pixels() {
        counts[fine(intensity(*pixel)).min(FINE - 1)] += 1;
    }
    counts
}

/// How many pixels have each value of a channel, in 16 bits.
fn values(canvas: &Canvas, channel: usize) -> Vec<u64> {
    let mut counts = vec![0; FINE];
    for pixel in canvas.pixels() {
        counts[usize::from(pixel[channel]) * 257] += 1;
    }
    counts
}

/// The values that become black and white when so many pixels may be darker or lighter.
fn stretch_points(counts: &[u64], darker: f64, up_to: f64) -> (usize, usize) {
    let total: u64 = counts.iter().sum();
    let reach = |limit: f64, mut counts: Box<dyn Iterator<Item = (usize, &u64)> + '_>, otherwise: usize| {
        let mut sum = 0.0;
        counts
            .find(|(_, count)| {
                sum += **count as f64;
                sum > limit
            })
            .map_or(otherwise, |(value, _)| value)
    };
    let black = reach(darker, Box::new(counts.iter().enumerate()), FINE - 1);
    let white = reach(total as f64 - up_to, Box::new(counts.iter().enumerate().rev()), 0);
    (black, white)
}

/// A straight line between two values of 16 bits.
fn stretched((black, white): (usize, usize)) -> [u8; 256] {
    table(|value| {
        let at = (value * 257.0) as usize;
        if at < black {
            0.0
        } else if at > white {
            255.0
        } else if black == white {
            value
        } else {
            255.0 * (at - black) as f32 / (white - black) as f32
        }
    })
}

pub(super) fn normalize(canvas: Canvas, channels: Channels) -> Canvas {
    let pixels = (canvas.width * canvas.height) as f64;
    let (darker, up_to) = (pixels * 0.0015, pixels * 0.9995);
    if channels.is_all() {
        let table = stretched(stretch_points(&intensities(&canvas), darker, up_to));
        return canvas.each(|pixel| changed(pixel, channels, |value, _| table[usize::from(value)]));
    }
    let tables: [[u8; 256]; 4] =
        std::array::from_fn(|channel| stretched(stretch_points(&values(&canvas, channel), darker, up_to)));
    canvas.each(|pixel| changed(pixel, channels, |value, channel| tables[channel][usize::from(value)]))
}

/// Equally frequent by intensity, with one curve for all channels.
fn equalize(canvas: Canvas) -> Canvas {
    let table = equal(&intensities(&canvas));
    canvas.each(|pixel| changed(pixel, Channels::ALL, |value, _| table[usize::from(value)]))
}

/// Equally frequent in each channel by itself.
pub(super) fn equalize_channels(canvas: Canvas) -> Canvas {
    let tables: [[u8; 256]; 3] = std::array::from_fn(|channel| equal(&values(&canvas, channel)));
    canvas.each(|pixel| {
        changed(pixel, Channels::ALL, |value, channel| tables[channel.min(2)][usize::from(value)])
    })
}

/// The curve that makes values equally frequent.
fn equal(counts: &[u64]) -> [u8; 256] {
    let mut sum = 0;
    let sums: Vec<u64> = counts
        .iter()
        .map(|count| {
            sum += count;
            sum
        })
        .collect();
    let (black, white) = (sums[0], sums[FINE - 1]);
    if black == white {
        return table(|value| value);
    }
    table(|value| 255.0 * (sums[(value * 257.0) as usize] - black) as f32 / (white - black) as f32)
}

fn linear_stretch(canvas: Canvas, black: f64, white: f64) -> Canvas {
    let counts = intensities(&canvas);
    let mut sum = 0.0;
    let first = counts.iter().position(|count| {
        sum += *count as f64;
        sum >= black
    });
    let mut sum = 0.0;
    let last = counts.iter().rposition(|count| {
        sum += *count as f64;
        sum >= white
    });
    let (black, white) = (first.unwrap_or(FINE - 1) as f32 / 257.0, last.unwrap_or(0) as f32 / 257.0);
    let span = if (white - black).abs() < 1e-6 { 1.0 } else { white - black };
    let table = table(|value| 255.0 * (value - black) / span);
    canvas.each(|pixel| changed(pixel, Channels::ALL, |value, _| table[usize::from(value)]))
}

fn sepia(canvas: Canvas, threshold: f32) -> Canvas {
    let toned = canvas.each(|pixel| {
        let light = intensity(pixel);
        let red = if light > threshold { 255.0 } else { light + 255.0 - threshold };
        let green = if light > 7.0 * threshold / 6.0 { 255.0 } else { light + 255.0 - 7.0 * threshold / 6.0 };
        let blue = if light < threshold / 6.0 { 0.0 } else { light - threshold / 6.0 };
        let least = threshold / 7.0;
        [to_byte(red), to_byte(green.max(least)), to_byte(blue.max(least)), pixel[3]]
    });
    normalize(toned, Channels::ALL).each(|pixel| {
        let [h, s, b] = hue::to_hsb(pixel);
        let bent = 0.5 * (0.5 * ((std::f32::consts::PI * (b - 0.5)).sin() + 1.0) - b);
        hue::from_hsb([h, s, (b + bent).clamp(0.0, 1.0)], pixel[3])
    })
}

fn random_threshold(canvas: Canvas, (low, high): (f32, f32), channels: Channels, seed: u64) -> Canvas {
    let mut chance = Chance::new(seed);
    let mut decide = |value: f32| {
        let at = if value < low {
            low
        } else if value > high {
            high
        } else {
            255.0 * chance.unit()
        };
        if value <= at { 0 } else { 255 }
    };
    if channels.is_all() {
        return canvas.each(|pixel| {
            let value = decide(intensity(pixel));
            [value, value, value, pixel[3]]
        });
    }
    canvas.each(|pixel| changed(pixel, channels, |value, _| decide(f32::from(value))))
}

/// ImageMagick's noise on a value of 0..=255.
fn noisy(value: f32, kind: NoiseKind, chance: &mut Chance) -> f32 {
    match kind {
        NoiseKind::Uniform => value + 255.0 * 0.015_625 * (chance.unit() - 0.5),
        NoiseKind::Gaussian => value + 255.0 * 0.078_125 * chance.normal(),
        NoiseKind::Multiplicative => value + value * 0.25 * chance.normal(),
        NoiseKind::Impulse => match chance.unit() {
            low if low < 0.05 => 0.0,
            high if high >= 0.95 => 255.0,
            _ => value,
        },
        NoiseKind::Laplacian => {
            let side = chance.unit() - 0.5;
            let far = -(1.0 - 2.0 * side.abs()).max(1e-6).ln();
            value + 255.0 * 0.039_062_5 * far * side.signum()
        }
        NoiseKind::Poisson => {
            const PHOTONS: f32 = 12.5;
            let none = (-PHOTONS * value / 255.0).exp();
            let mut product = chance.unit();
            let mut count = 0.0;
            while product > none {
                product *= chance.unit();
                count += 1.0;
            }
            255.0 * count / PHOTONS
        }
        NoiseKind::Random => 255.0 * chance.unit(),
    }
}
