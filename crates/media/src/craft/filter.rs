//! Effects that look at a pixel's neighbours.

use serde::{Deserialize, Serialize};

use super::{
    Area, Rgba,
    canvas::{Canvas, intensity, mix, to_byte},
    channels::Channels,
    convolve::{self, middle_minus_box, separable, sparse},
    tone,
};

/// One filter. Radii and sigmas are in pixels; a radius of 0 reaches as far as sigma does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// A Gaussian averaged over each pixel.
    Blur {
        /// Reach.
        radius: f64,
        /// Strength.
        sigma: f64,
        /// Which channels.
        channels: Channels,
    },
    /// A Gaussian taken at the pixels' centres.
    Gaussian {
        /// Reach.
        radius: f64,
        /// Strength.
        sigma: f64,
        /// Which channels.
        channels: Channels,
    },
    /// As a camera blurs that moves.
    Motion {
        /// Reach.
        radius: f64,
        /// Strength.
        sigma: f64,
        /// Where it moves, degrees.
        angle: f64,
        /// Which channels.
        channels: Channels,
    },
    /// As a camera blurs that turns around the middle.
    Radial {
        /// How far it turns, degrees.
        angle: f64,
        /// Which channels.
        channels: Channels,
    },
    /// Blurs rectangles only. Without a radius and a sigma the blur grows with the rectangle.
    Areas {
        /// Where.
        areas: Vec<Area>,
        /// Reach.
        radius: Option<f64>,
        /// Strength.
        sigma: Option<f64>,
    },
    /// Edges: what a pixel has more than the pixels around it.
    Edge {
        /// Reach.
        radius: f64,
    },
    /// As a relief in grey metal.
    Emboss {
        /// Reach.
        radius: f64,
        /// Strength.
        sigma: f64,
    },
    /// As drawn with charcoal.
    Charcoal {
        /// Reach.
        radius: f64,
        /// Strength.
        sigma: f64,
    },
    /// Takes away single grains (Crimmins).
    Despeckle,
    /// The median of a square in each channel.
    Median {
        /// Reach.
        radius: f64,
    },
    /// Averages what is alike, to take noise away.
    Enhance,
    /// The commonest colour around, as a brush leaves it.
    OilPaint {
        /// Reach of the brush.
        radius: f64,
    },
    /// A distant light from the side, the picture as a relief.
    Shade {
        /// Shows the light alone.
        grey: bool,
        /// Direction of the light, degrees.
        azimuth: f64,
        /// Height of the light above the horizon, degrees.
        elevation: f64,
    },
    /// Pulls everything towards the middle.
    Implode {
        /// How strongly.
        amount: f64,
    },
}

/// Does it.
pub(super) fn apply(step: &Filter, canvas: Canvas) -> Canvas {
    match step {
        Filter::Blur { radius, sigma, channels } => {
            let kernel = convolve::blurring(*radius, *sigma);
            separable(&canvas, &kernel, &kernel, *channels)
        }
        Filter::Gaussian { radius, sigma, channels } => {
            let kernel = convolve::gaussian(*radius, *sigma);
            separable(&canvas, &kernel, &kernel, *channels)
        }
        Filter::Motion { radius, sigma, angle, channels } => {
            motion(&canvas, *radius, *sigma, *angle).choose(*channels, &canvas)
        }
        Filter::Radial { angle, channels } => radial(&canvas, *angle).choose(*channels, &canvas),
        Filter::Areas { areas, radius, sigma } => blur_areas(canvas, areas, *radius, *sigma),
        Filter::Edge { radius } => edge(&canvas, *radius),
        Filter::Emboss { radius, sigma } => emboss(&canvas, *radius, *sigma),
        Filter::Charcoal { radius, sigma } => {
            let kernel = convolve::blurring(*radius, *sigma);
            let drawn = separable(&edge(&canvas, *radius), &kernel, &kernel, Channels::ALL);
            tone::normalize(drawn, Channels::ALL).each(|pixel| {
                let light = to_byte(255.0 - intensity(pixel));
                [light, light, light, pixel[3]]
            })
        }
        Filter::Despeckle => despeckle(canvas),
        Filter::Median { radius } => median(&canvas, radius.ceil().clamp(0.0, 50.0) as usize),
        Filter::Enhance => enhance(&canvas),
        Filter::OilPaint { radius } => oil_paint(&canvas, convolve::width_2d(*radius, 0.5)),
        Filter::Shade { grey, azimuth, elevation } => shade(&canvas, *grey, *azimuth, *elevation),
        Filter::Implode { amount } => implode(&canvas, *amount),
    }
}

pub(super) fn motion(canvas: &Canvas, radius: f64, sigma: f64, angle: f64) -> Canvas {
    let kernel = convolve::moving(radius, sigma);
    let (sine, cosine) = angle.to_radians().sin_cos();
    let places: Vec<(isize, isize, f32)> = (0..)
        .zip(kernel)
        .map(|(step, weight)| {
            let step = f64::from(step);
            ((step * cosine - 0.5).ceil() as isize, (step * sine - 0.5).ceil() as isize, weight)
        })
        .collect();
    canvas.drawn(|x, y| {
        let (x, y) = (x as isize, y as isize);
        mix(places.iter().map(|(right, down, weight)| (canvas.at(x + right, y + down), *weight)))
    })
}

fn radial(canvas: &Canvas, angle: f64) -> Canvas {
    let (middle_x, middle_y) = ((canvas.width as f64 - 1.0) / 2.0, (canvas.height as f64 - 1.0) / 2.0);
    let reach = middle_x.hypot(middle_y);
    let count = (4.0 * angle.to_radians() * reach.sqrt() + 2.0).abs() as usize;
    let step = angle.to_radians() / (count.max(2) - 1) as f64;
    let start = step * (count.max(2) - 1) as f64 / 2.0;
    let turns: Vec<(f64, f64)> =
        (0..count.max(2)).map(|index| (step * index as f64 - start).sin_cos()).collect();
    canvas.drawn(|x, y| {
        let (right, down) = (x as f64 - middle_x, y as f64 - middle_y);
        let radius = right.hypot(down);
        // Near the middle neighbouring turns fall on the same pixels.
        let stride =
            if radius <= 0.0 { 1 } else { ((reach / radius) as usize).clamp(1, turns.len().max(2) - 1) };
        mix(turns.iter().step_by(stride).map(|(sine, cosine)| {
            let from_x = (middle_x + right * cosine - down * sine + 0.5).floor();
            let from_y = (middle_y + right * sine + down * cosine + 0.5).floor();
            (canvas.at(from_x as isize, from_y as isize), 1.0)
        }))
    })
}

/// Sigma of a blur after which no face can be known, as a part of the rectangle's longer side.
const UNKNOWABLE: f64 = 0.12;

fn blur_areas(mut canvas: Canvas, areas: &[Area], radius: Option<f64>, sigma: Option<f64>) -> Canvas {
    for area in areas {
        let Some((left, top, across, down)) = area.inside(canvas.width as u32, canvas.height as u32) else {
            continue;
        };
        let (left, top, across, down) = (left as usize, top as usize, across as usize, down as usize);
        let usual = (across.max(down) as f64 * UNKNOWABLE).max(1.0);
        let sigma = sigma.unwrap_or(usual);
        let radius = radius.unwrap_or(usual * 2.5);
        let kernel = convolve::blurring(radius, sigma);
        // The rectangle by itself: what lies around it is not drawn in, and nothing of it leaks out.
        let samples: Vec<u8> = (top..top + down)
            .flat_map(|y| canvas.row(y)[left..left + across].as_flattened())
            .copied()
            .collect();
        let Ok(part) = Canvas::from_samples(across, down, samples) else { continue };
        let blurred = separable(&part, &kernel, &kernel, Channels::ALL);
        for y in 0..down {
            canvas.row_mut(top + y)[left..left + across].copy_from_slice(blurred.row(y));
        }
    }
    canvas
}

fn edge(canvas: &Canvas, radius: f64) -> Canvas {
    let width = convolve::width(radius, 0.5);
    middle_minus_box(canvas, width, (width * width) as f32)
}

fn emboss(canvas: &Canvas, radius: f64, sigma: f64) -> Canvas {
    let width = convolve::width(radius, sigma);
    let sigma = if sigma.abs() < 1e-12 { 1e-12 } else { sigma };
    let reach = (width / 2) as isize;
    let mut kernel: Vec<(isize, isize, f32)> = Vec::new();
    // The light comes along the second diagonal.
    for down in -reach..=reach {
        let right = -down;
        let distance = (right * right + down * down) as f64;
        let height = if right < 0 || down < 0 { -8.0 } else { 8.0 };
        let weight =
            height * (-distance / (2.0 * sigma * sigma)).exp() / (std::f64::consts::TAU * sigma * sigma);
        kernel.push((right, down, weight as f32));
    }
    let sum: f32 = kernel.iter().map(|place| place.2).sum();
    if sum.abs() > 1e-12 {
        for place in &mut kernel {
            place.2 /= sum;
        }
    }
    tone::equalize_channels(sparse(canvas, &kernel))
}

/// Crimmins' complementary hulling, both ways along four directions.
fn despeckle(mut canvas: Canvas) -> Canvas {
    let (width, height) = (canvas.width, canvas.height);
    let row = width + 2;
    let channels = if canvas.is_opaque() { 3 } else { 4 };
    for channel in 0..channels {
        let mut plane = vec![0_u8; row * (height + 2)];
        let mut buffer = plane.clone();
        for y in 0..height {
            let line = &mut plane[(y + 1) * row + 1..][..width];
            for (value, pixel) in line.iter_mut().zip(canvas.row(y)) {
                *value = pixel[channel];
            }
        }
        for (x, y) in [(0, 1), (1, 1), (1, 0), (-1, 1)] {
            for (x, y, up) in [(x, y, true), (-x, -y, true), (-x, -y, false), (x, y, false)] {
                hull(&mut plane, &mut buffer, width, height, y * row as isize + x, up);
            }
        }
        for y in 0..height {
            for (pixel, value) in canvas.row_mut(y).iter_mut().zip(&plane[(y + 1) * row + 1..]) {
                pixel[channel] = *value;
            }
        }
    }
    canvas
}

/// Moves values that stand against a neighbour by one level towards it: first from `plane` to `buffer`, then back.
fn hull(plane: &mut [u8], buffer: &mut [u8], width: usize, height: usize, towards: isize, up: bool) {
    let row = width + 2;
    for y in 1..=height {
        for at in y * row + 1..y * row + 1 + width {
            let (value, other) = (i16::from(plane[at]), i16::from(plane[at.wrapping_add_signed(towards)]));
            let moved = if up {
                value + i16::from(other >= value + 2)
            } else {
                value - i16::from(other <= value - 2)
            };
            buffer[at] = moved.clamp(0, 255) as u8;
        }
    }
    for y in 1..=height {
        for at in y * row + 1..y * row + 1 + width {
            let value = i16::from(buffer[at]);
            let ahead = i16::from(buffer[at.wrapping_add_signed(towards)]);
            let behind = i16::from(buffer[at.wrapping_add_signed(-towards)]);
            let moved = if up {
                value + i16::from(behind >= value + 2 && ahead > value)
            } else {
                value - i16::from(behind <= value - 2 && ahead < value)
            };
            plane[at] = moved.clamp(0, 255) as u8;
        }
    }
}

/// The median of each channel, from counts that are kept up from pixel to pixel (Huang).
fn median(canvas: &Canvas, reach: usize) -> Canvas {
    let reach = reach as isize;
    let half = ((2 * reach + 1) * (2 * reach + 1) / 2) as u32;
    let mut out = canvas.clone();
    for channel in 0..4 {
        for y in 0..canvas.height {
            let mut counts = [0_u32; 256];
            let column = |x: isize, counts: &mut [u32; 256], enters: bool| {
                for down in -reach..=reach {
                    let value = usize::from(canvas.at(x, y as isize + down)[channel]);
                    counts[value] = if enters { counts[value] + 1 } else { counts[value] - 1 };
                }
            };
            for x in -reach..=reach {
                column(x, &mut counts, true);
            }
            for x in 0..canvas.width {
                let mut sum = 0;
                let value = counts.iter().position(|count| {
                    sum += count;
                    sum > half
                });
                out.row_mut(y)[x][channel] = value.unwrap_or(255) as u8;
                column(x as isize - reach, &mut counts, false);
                column(x as isize + reach + 1, &mut counts, true);
            }
        }
    }
    out
}

/// ImageMagick's weights for the 5 × 5 pixels around one.
const ENHANCE: [[f32; 5]; 5] = [
    [5.0, 8.0, 10.0, 8.0, 5.0],
    [8.0, 20.0, 40.0, 20.0, 8.0],
    [10.0, 40.0, 80.0, 40.0, 10.0],
    [8.0, 20.0, 40.0, 20.0, 8.0],
    [5.0, 8.0, 10.0, 8.0, 5.0],
];

fn enhance(canvas: &Canvas) -> Canvas {
    const NEAR: f32 = 255.0 * 255.0 / 25.0;
    canvas.drawn(|x, y| {
        let middle = canvas.at(x as isize, y as isize).map(f32::from);
        let mut sums = [0.0_f32; 4];
        let mut weights = 0.0;
        for (down, line) in (-2..).zip(ENHANCE) {
            for (right, weight) in (-2..).zip(line) {
                let other = canvas.at(x as isize + right, y as isize + down).map(f32::from);
                let mean = |channel: usize| (other[channel] + middle[channel]) / 510.0;
                let apart = |channel: usize| (other[channel] - middle[channel]).powi(2);
                let distance = (2.0 + mean(0)) * apart(0)
                    + 4.0 * apart(1)
                    + (3.0 - mean(2)) * apart(2)
                    + (3.0 - mean(3)) * apart(3);
                if distance < NEAR {
                    for (sum, value) in sums.iter_mut().zip(other) {
                        *sum += weight * value;
                    }
                    weights += weight;
                }
            }
        }
        sums.map(|sum| to_byte(sum / weights))
    })
}

fn oil_paint(canvas: &Canvas, width: usize) -> Canvas {
    let reach = (width / 2) as isize;
    let shades: Vec<u8> = canvas.pixels().iter().map(|pixel| to_byte(intensity(*pixel))).collect();
    let (last_x, last_y) = (canvas.width as isize - 1, canvas.height as isize - 1);
    canvas.drawn(|x, y| {
        let mut counts = [0_u16; 256];
        let mut most = 0;
        let mut chosen = y * canvas.width + x;
        for down in -reach..=reach {
            let line = (y as isize + down).clamp(0, last_y) as usize * canvas.width;
            for right in -reach..=reach {
                let at = line + (x as isize + right).clamp(0, last_x) as usize;
                let count = &mut counts[usize::from(shades[at])];
                *count += 1;
                if *count > most {
                    most = *count;
                    chosen = at;
                }
            }
        }
        canvas.pixels()[chosen]
    })
}

fn shade(canvas: &Canvas, grey: bool, azimuth: f64, elevation: f64) -> Canvas {
    let (azimuth, elevation) = (azimuth.to_radians(), elevation.to_radians());
    let light = [azimuth.cos() * elevation.cos(), azimuth.sin() * elevation.cos(), elevation.sin()]
        .map(|part| part * 255.0);
    canvas.drawn(|x, y| {
        let height = |right: isize, down: isize| {
            f64::from(intensity(canvas.at(x as isize + right, y as isize + down)))
        };
        let column = |right: isize| height(right, -1) + height(right, 0) + height(right, 1);
        let line = |down: isize| height(-1, down) + height(0, down) + height(1, down);
        let (slope_x, slope_y) = (column(-1) - column(1), line(1) - line(-1));
        let steep = 2.0 * 255.0;
        let shade = if slope_x.abs() < 1e-9 && slope_y.abs() < 1e-9 {
            light[2]
        } else {
            let distance = slope_x * light[0] + slope_y * light[1] + steep * light[2];
            let length = (slope_x * slope_x + slope_y * slope_y + steep * steep).sqrt();
            if distance > 0.0 { distance / length } else { 0.0 }
        } as f32;
        let pixel: Rgba = canvas.row(y)[x];
        if grey {
            let value = to_byte(shade);
            return [value, value, value, pixel[3]];
        }
        let lit = |value: u8| to_byte(f32::from(value) * shade / 255.0);
        [lit(pixel[0]), lit(pixel[1]), lit(pixel[2]), pixel[3]]
    })
}

fn implode(canvas: &Canvas, amount: f64) -> Canvas {
    let (width, height) = (canvas.width as f64, canvas.height as f64);
    let (middle_x, middle_y) = (width / 2.0, height / 2.0);
    let (scale_x, scale_y, radius) =
        if width > height { (1.0, width / height, middle_x) } else { (height / width, 1.0, middle_y) };
    canvas.drawn(|x, y| {
        let (right, down) = (scale_x * (x as f64 - middle_x), scale_y * (y as f64 - middle_y));
        let distance = right * right + down * down;
        if distance >= radius * radius {
            return canvas.row(y)[x];
        }
        let factor = if distance > 0.0 {
            (std::f64::consts::PI * distance.sqrt() / radius / 2.0).sin().powf(-amount)
        } else {
            1.0
        };
        canvas.between(factor * right / scale_x + middle_x, factor * down / scale_y + middle_y)
    })
}
