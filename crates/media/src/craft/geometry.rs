//! Where pixels lie: cutting, turning, rolling, and other sizes.

use serde::{Deserialize, Serialize};

use super::{
    Rgba,
    canvas::{Canvas, OPAQUE, mix, over},
};
use crate::{
    error::MediaError,
    limits::Limits,
    ops::{self, Orientation},
    pixels::Pixels,
};

/// One change of place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Geometry {
    /// Mirrors, and turns by right angles.
    Turn(Orientation),
    /// Turns clockwise by degrees; the picture grows, and its corners get the colour.
    Rotate {
        /// Clockwise.
        degrees: f64,
        /// Behind the corners.
        colour: Rgba,
    },
    /// Cuts out a rectangle, or what of it lies in the picture.
    Crop(Area),
    /// Takes a rectangle out and closes the gap.
    Chop(Area),
    /// Shows the picture through a window of this size whose upper left corner lies at this place of the picture.
    Extent {
        /// The window.
        area: Area,
        /// Around the picture.
        colour: Rgba,
    },
    /// Exactly this size.
    Resize {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// As large as fits, keeping the shape; 0 leaves a side open.
    Fit {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// Exactly this size, every pixel taken between three of the source, without averaging.
    Adaptive {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// Keeps the shape, inside the size.
        best_fit: bool,
    },
    /// Both sides in percent.
    Scale {
        /// 100 changes nothing.
        percent: f64,
    },
    /// Rolls round: what leaves on one side comes in on the other.
    Roll {
        /// To the right, pixels.
        x: i64,
        /// Down, pixels.
        y: i64,
    },
    /// Cuts the corners round.
    RoundCorners {
        /// Half axis of the ellipse, pixels.
        x: f64,
        /// Half axis of the ellipse, pixels.
        y: f64,
    },
    /// Straightens a scanned page. What is darker than the threshold (0..=1) is ink.
    Deskew {
        /// 0..=1.
        threshold: f64,
    },
}

/// A rectangle; its corner may lie outside of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Left edge, pixels.
    pub x: i64,
    /// Upper edge, pixels.
    pub y: i64,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

impl Area {
    /// What of it lies in a picture of this size: left, top, width and height. `None` where that is nothing.
    pub(super) fn inside(&self, width: u32, height: u32) -> Option<(u32, u32, u32, u32)> {
        let span = |start: i64, length: u32, end: u32| {
            let from = start.clamp(0, i64::from(end));
            let to = start.saturating_add(i64::from(length)).clamp(0, i64::from(end));
            (to > from).then_some((from as u32, (to - from) as u32))
        };
        let (left, across) = span(self.x, self.width, width)?;
        let (top, down) = span(self.y, self.height, height)?;
        Some((left, top, across, down))
    }
}

impl Geometry {
    /// The size this step makes of a picture, where it is another and known before.
    pub(super) fn size(&self, width: u32, height: u32) -> Option<(u32, u32)> {
        match *self {
            Geometry::Resize { width, height } => Some((width, height)),
            Geometry::Fit { width: w, height: h } => Some(fitted(width, height, w, h)),
            Geometry::Adaptive { width: w, height: h, best_fit } => {
                Some(if best_fit { fitted(width, height, w, h) } else { (w, h) })
            }
            Geometry::Scale { percent } => {
                let side = |side: u32| ((f64::from(side) * percent / 100.0).round() as u32).max(1);
                Some((side(width), side(height)))
            }
            _ => None,
        }
    }
}

/// As large as fits, keeping the shape, also larger than before; 0 leaves a side open.
fn fitted(width: u32, height: u32, most_width: u32, most_height: u32) -> (u32, u32) {
    let ratio =
        |most: u32, side: u32| if most == 0 { f64::INFINITY } else { f64::from(most) / f64::from(side) };
    let scale = ratio(most_width, width).min(ratio(most_height, height));
    let scale = if scale.is_finite() { scale } else { 1.0 };
    let side = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    (side(width), side(height))
}

/// Does it. `limits` hold for what comes out.
pub(super) fn apply(step: &Geometry, pixels: Pixels, limits: &Limits) -> Result<Pixels, MediaError> {
    let (width, height) = (pixels.width, pixels.height);
    if let Some((width, height)) = step.size(width, height) {
        limits.check_size(width, height)?;
    }
    match *step {
        Geometry::Turn(orientation) => Ok(ops::turn(pixels, orientation)),
        Geometry::Rotate { degrees, colour } => rotate(pixels, degrees, colour, limits),
        Geometry::Crop(area) => {
            let (x, y, width, height) = area.inside(width, height).ok_or_else(|| outside(width, height))?;
            ops::crop(&pixels, x, y, width, height)
        }
        Geometry::Chop(area) => match area.inside(width, height) {
            Some(part) => chop(pixels, part),
            None => Ok(pixels),
        },
        Geometry::Extent { area, colour } => extent(pixels, area, colour, limits),
        Geometry::Resize { .. } | Geometry::Fit { .. } | Geometry::Scale { .. } => {
            let (width, height) = step.size(width, height).unwrap_or((width, height));
            ops::resized(pixels, width, height)
        }
        Geometry::Adaptive { .. } => {
            let (width, height) = step.size(width, height).unwrap_or((width, height));
            adaptive(pixels, width, height, limits)
        }
        Geometry::Roll { x, y } => roll(pixels, x, y),
        Geometry::RoundCorners { x, y } => round_corners(pixels, x, y),
        Geometry::Deskew { threshold } => deskew(pixels, threshold, limits),
    }
}

fn outside(width: u32, height: u32) -> MediaError {
    MediaError::corrupt(format!("the rectangle lies outside of the picture of {width}×{height} pixels"))
}

fn chop(pixels: Pixels, part: (u32, u32, u32, u32)) -> Result<Pixels, MediaError> {
    let (left, top, across, down) = part;
    let canvas = Canvas::of(pixels)?;
    let (left, top) = (left as usize, top as usize);
    let (right, bottom) = (left + across as usize, top + down as usize);
    let (width, height) = (canvas.width - (right - left), canvas.height - (bottom - top));
    if width == 0 || height == 0 {
        return Err(MediaError::corrupt("nothing of the picture would be left"));
    }
    let mut samples = Vec::with_capacity(width * height * 4);
    for y in (0..top).chain(bottom..canvas.height) {
        let row = canvas.row(y);
        samples.extend_from_slice(row[..left].as_flattened());
        samples.extend_from_slice(row[right..].as_flattened());
    }
    Canvas::from_samples(width, height, samples)?.into_pixels()
}

fn extent(pixels: Pixels, area: Area, colour: Rgba, limits: &Limits) -> Result<Pixels, MediaError> {
    let mut out = Canvas::filled(area.width, area.height, colour, limits)?;
    let canvas = Canvas::of(pixels)?;
    lay(&mut out, &canvas, area.x.saturating_neg(), area.y.saturating_neg());
    out.into_pixels()
}

/// Lays a picture over another one at a place, which may lie outside.
pub(super) fn lay(below: &mut Canvas, above: &Canvas, x: i64, y: i64) {
    let area = Area { x, y, width: above.width as u32, height: above.height as u32 };
    let Some((left, top, across, down)) = area.inside(below.width as u32, below.height as u32) else {
        return;
    };
    let (from_x, from_y) = ((i64::from(left) - x) as usize, (i64::from(top) - y) as usize);
    for line in 0..down as usize {
        let source = &above.row(from_y + line)[from_x..from_x + across as usize];
        let target = &mut below.row_mut(top as usize + line)[left as usize..(left + across) as usize];
        for (under, upper) in target.iter_mut().zip(source) {
            *under = over(*upper, *under);
        }
    }
}

fn roll(pixels: Pixels, x: i64, y: i64) -> Result<Pixels, MediaError> {
    let mut canvas = Canvas::of(pixels)?;
    let (right, down) = (x.rem_euclid(canvas.width as i64), y.rem_euclid(canvas.height as i64));
    let row = canvas.width * 4;
    canvas.samples_mut().rotate_right(down as usize * row);
    for y in 0..canvas.height {
        canvas.row_mut(y).rotate_right(right as usize);
    }
    canvas.into_pixels()
}

/// Between the three nearest pixels, as ImageMagick's mesh does: each square of four is two triangles, cut along the
/// diagonal on which the colours differ less.
fn adaptive(pixels: Pixels, width: u32, height: u32, limits: &Limits) -> Result<Pixels, MediaError> {
    let canvas = Canvas::of(pixels)?;
    let out = Canvas::filled(width, height, [0; 4], limits)?;
    let scale_x = canvas.width as f64 / f64::from(width);
    let scale_y = canvas.height as f64 / f64::from(height);
    let out =
        out.drawn(|x, y| mesh(&canvas, (x as f64 + 0.5) * scale_x - 0.5, (y as f64 + 0.5) * scale_y - 0.5));
    out.into_pixels()
}

fn mesh(canvas: &Canvas, x: f64, y: f64) -> Rgba {
    let (left, top) = (x.floor(), y.floor());
    let (dx, dy) = ((x - left) as f32, (y - top) as f32);
    let corner = |right: isize, down: isize| canvas.at(left as isize + right, top as isize + down);
    let corners = [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)];
    let luma = corners.map(super::canvas::intensity);
    let falling = (luma[0] - luma[3]).abs() < (luma[1] - luma[2]).abs();
    let three = if falling {
        if dx <= dy {
            [(corners[2], dy - dx), (corners[3], dx), (corners[0], 1.0 - dy)]
        } else {
            [(corners[1], dx - dy), (corners[0], 1.0 - dx), (corners[3], dy)]
        }
    } else if dx <= 1.0 - dy {
        [(corners[0], 1.0 - dx - dy), (corners[1], dx), (corners[2], dy)]
    } else {
        [(corners[3], dx + dy - 1.0), (corners[2], 1.0 - dx), (corners[1], 1.0 - dy)]
    };
    mix(three)
}

fn rotate(pixels: Pixels, degrees: f64, colour: Rgba, limits: &Limits) -> Result<Pixels, MediaError> {
    let degrees = degrees.rem_euclid(360.0);
    let quarters = degrees / 90.0;
    if (quarters - quarters.round()).abs() < 1e-9 {
        let turned = match quarters.round() as u32 % 4 {
            0 => Orientation::Upright,
            1 => Orientation::Rotated90,
            2 => Orientation::Rotated180,
            _ => Orientation::Rotated270,
        };
        return Ok(ops::turn(pixels, turned));
    }
    let canvas = Canvas::of(pixels)?;
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let (old_width, old_height) = (canvas.width as f64, canvas.height as f64);
    let width = (old_width * cosine.abs() + old_height * sine.abs()).ceil();
    let height = (old_width * sine.abs() + old_height * cosine.abs()).ceil();
    let out = Canvas::filled(width as u32, height as u32, colour, limits)?;
    let (middle_x, middle_y) = ((width - 1.0) / 2.0, (height - 1.0) / 2.0);
    let (old_x, old_y) = ((old_width - 1.0) / 2.0, (old_height - 1.0) / 2.0);
    let out = out.drawn(|x, y| {
        let (right, down) = (x as f64 - middle_x, y as f64 - middle_y);
        let source_x = right * cosine + down * sine + old_x;
        let source_y = down * cosine - right * sine + old_y;
        between_or(&canvas, source_x, source_y, colour)
    });
    out.into_pixels()
}

/// As [`Canvas::between`], on a background that begins at the edge.
fn between_or(canvas: &Canvas, x: f64, y: f64, background: Rgba) -> Rgba {
    let (left, top) = (x.floor(), y.floor());
    let inside = |x: f64, y: f64| x >= 0.0 && y >= 0.0 && x < canvas.width as f64 && y < canvas.height as f64;
    let pixel = |x: f64, y: f64| {
        if inside(x, y) { over(canvas.at(x as isize, y as isize), background) } else { background }
    };
    if !inside(x + 1.0, y + 1.0) && !inside(x, y) {
        return background;
    }
    let (right, down) = ((x - left) as f32, (y - top) as f32);
    mix([
        (pixel(left, top), (1.0 - right) * (1.0 - down)),
        (pixel(left + 1.0, top), right * (1.0 - down)),
        (pixel(left, top + 1.0), (1.0 - right) * down),
        (pixel(left + 1.0, top + 1.0), right * down),
    ])
}

fn round_corners(pixels: Pixels, x: f64, y: f64) -> Result<Pixels, MediaError> {
    let mut canvas = Canvas::of(pixels)?;
    let (width, height) = (canvas.width as f64, canvas.height as f64);
    let (axis_x, axis_y) = (x.clamp(0.0, width / 2.0), y.clamp(0.0, height / 2.0));
    if axis_x <= 0.0 || axis_y <= 0.0 {
        return canvas.into_pixels();
    }
    for row in 0..canvas.height {
        let middle_y = row as f64 + 0.5;
        let from_y = (axis_y - middle_y).max(middle_y - (height - axis_y)).max(0.0) / axis_y;
        for (column, pixel) in canvas.row_mut(row).iter_mut().enumerate() {
            let middle_x = column as f64 + 0.5;
            let from_x = (axis_x - middle_x).max(middle_x - (width - axis_x)).max(0.0) / axis_x;
            if from_x > 0.0 && from_y > 0.0 {
                // How far the pixel lies inside the ellipse, in pixels along the shorter axis.
                let depth = (1.0 - from_x.hypot(from_y)) * axis_x.min(axis_y);
                let covered = (depth + 0.5).clamp(0.0, 1.0);
                pixel[3] = (f64::from(pixel[3]) * covered).round() as u8;
            }
        }
    }
    canvas.into_pixels()
}

/// Longest side of the picture in which the angle of the lines is looked for, pixels.
const DESKEW_SIDE: u32 = 800;
/// Lines further from the horizontal than this are no tilt but the picture.
const DESKEW_REACH: f64 = 20.0;

fn deskew(pixels: Pixels, threshold: f64, limits: &Limits) -> Result<Pixels, MediaError> {
    let (width, height) = ops::fit_inside(pixels.width, pixels.height, DESKEW_SIDE, DESKEW_SIDE);
    let small = Canvas::of(ops::resize(&pixels, width, height)?)?;
    let ink: Vec<(f64, f64)> = (0..small.height)
        .flat_map(|y| small.row(y).iter().enumerate().map(move |(x, pixel)| (x, y, *pixel)))
        .filter(|(_, _, pixel)| {
            f64::from(super::canvas::intensity(over(*pixel, [255; 4]))) < threshold * 255.0
        })
        .map(|(x, y, _)| (x as f64, y as f64))
        .collect();
    if ink.is_empty() {
        return Ok(pixels);
    }
    let sharpness = |degrees: f64| profile_sharpness(&ink, degrees, small.width + small.height);
    let best = |from: f64, to: f64, step: f64| {
        let count = ((to - from) / step).round() as u32;
        let angles = (0..=count).map(|index| from + f64::from(index) * step);
        angles
            .map(|angle| (angle, sharpness(angle)))
            .fold((0.0, f64::MIN), |best, this| if this.1 > best.1 { this } else { best })
    };
    let (coarse, _) = best(-DESKEW_REACH, DESKEW_REACH, 0.5);
    let (angle, found) = best(coarse - 0.5, coarse + 0.5, 0.05);
    // What is straight already is not resampled.
    if angle.abs() < 0.05 || found <= sharpness(0.0) * 1.02 {
        return Ok(pixels);
    }
    let background = Canvas::of(ops::crop(&pixels, 0, 0, 1, 1)?)?.at(0, 0);
    rotate(pixels, angle, [background[0], background[1], background[2], OPAQUE], limits)
}

/// How sharply ink falls into lines when the page is turned clockwise by the angle: the sum of the squares of the ink in
/// each row.
fn profile_sharpness(ink: &[(f64, f64)], degrees: f64, rows: usize) -> f64 {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let mut profile = vec![0_u32; 3 * rows];
    for (x, y) in ink {
        let row = (x * sine + y * cosine).round() as i64 + rows as i64;
        if let Some(count) = profile.get_mut(row as usize) {
            *count += 1;
        }
    }
    profile.iter().map(|count| f64::from(*count) * f64::from(*count)).sum()
}
