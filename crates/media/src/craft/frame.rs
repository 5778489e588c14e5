//! What is put around a picture, or under it.

use serde::{Deserialize, Serialize};

use super::{
    Rgba,
    canvas::{Canvas, OPAQUE},
    channels::Channels,
    convolve,
    geometry::{self, Geometry, lay},
};
use crate::{error::MediaError, limits::Limits};

/// One frame.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frame {
    /// A border of one colour, which also lies behind what is transparent.
    Border {
        /// Left and right, pixels.
        width: u32,
        /// Above and below, pixels.
        height: u32,
        /// Of the border.
        colour: Rgba,
    },
    /// Edges lit as if the picture were raised, or sunk.
    Raise {
        /// Left and right, pixels.
        width: u32,
        /// Above and below, pixels.
        height: u32,
        /// Raised, not sunk.
        raised: bool,
    },
    /// The picture with its shadow.
    Shadow {
        /// Percent.
        opacity: f64,
        /// How soft, pixels.
        sigma: f64,
        /// To the right, pixels.
        x: i64,
        /// Down, pixels.
        y: i64,
    },
    /// The picture on water: mirrored below, fading out over at most so many pixels.
    Reflect {
        /// Pixels.
        size: u32,
    },
    /// An instant photograph, thrown on the table at an angle.
    Polaroid {
        /// Clockwise, degrees.
        angle: f64,
    },
}

/// Does it. `limits` hold for what comes out.
pub(super) fn apply(step: &Frame, canvas: &Canvas, limits: &Limits) -> Result<Canvas, MediaError> {
    match *step {
        Frame::Border { width, height, colour } => {
            border(canvas, [width, height, width, height], colour, limits)
        }
        Frame::Raise { width, height, raised } => Ok(raise(canvas, width as usize, height as usize, raised)),
        Frame::Shadow { opacity, sigma, x, y } => shadow(canvas, opacity, sigma, (x, y), limits),
        Frame::Reflect { size } => reflect(canvas, size, limits),
        Frame::Polaroid { angle } => polaroid(canvas, angle, limits),
    }
}

/// `sides`: left, above, right, below.
fn border(canvas: &Canvas, sides: [u32; 4], colour: Rgba, limits: &Limits) -> Result<Canvas, MediaError> {
    let [left, above, right, below] = sides;
    let width = (canvas.width as u32).saturating_add(left).saturating_add(right);
    let height = (canvas.height as u32).saturating_add(above).saturating_add(below);
    let mut out = Canvas::filled(width, height, colour, limits)?;
    lay(&mut out, canvas, i64::from(left), i64::from(above));
    Ok(out)
}

fn raise(canvas: &Canvas, width: usize, height: usize, raised: bool) -> Canvas {
    // ImageMagick's: how much of the picture is left on each side.
    const TOWARDS_THE_LIGHT: u32 = 190;
    const AGAINST_THE_LIGHT: u32 = 190;
    const ABOVE: u32 = 135;
    const BELOW: u32 = 135;
    let (light, dark) = if raised { (255, 0) } else { (0, 255) };
    let (columns, rows) = (canvas.width, canvas.height);
    let (width, height) = (width.min(columns / 2), height.min(rows / 2));
    let lit = |pixel: Rgba, rest: u32, light: u32| -> Rgba {
        let blend = |value: u8| ((u32::from(value) * rest + light * (255 - rest) + 127) / 255) as u8;
        [blend(pixel[0]), blend(pixel[1]), blend(pixel[2]), pixel[3]]
    };
    canvas.drawn(|x, y| {
        let pixel = canvas.row(y)[x];
        // How far the corner's diagonal has come in this row.
        let (corner, edge) = if y < height {
            (y, Some((ABOVE, light)))
        } else if y >= rows - height {
            (rows - y, Some((BELOW, dark)))
        } else {
            (width, None)
        };
        if x < corner {
            lit(pixel, TOWARDS_THE_LIGHT, light)
        } else if x >= columns - corner {
            lit(pixel, AGAINST_THE_LIGHT, dark)
        } else {
            edge.map_or(pixel, |(rest, light)| lit(pixel, rest, light))
        }
    })
}

fn shadow(
    canvas: &Canvas,
    opacity: f64,
    sigma: f64,
    (x, y): (i64, i64),
    limits: &Limits,
) -> Result<Canvas, MediaError> {
    let soft = (2.0 * sigma + 0.5).floor().clamp(0.0, 1000.0) as i64;
    let (width, height) = (canvas.width as i64, canvas.height as i64);
    // The union of the picture and its shadow, in the picture's coordinates.
    let (left, top) = ((x - soft).min(0), (y - soft).min(0));
    let (right, bottom) = ((x + soft + width).max(width), (y + soft + height).max(height));
    let side = |from: i64, to: i64| u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX);
    let mut out = Canvas::filled(side(left, right), side(top, bottom), [0; 4], limits)?;
    let strength = (opacity / 100.0).clamp(0.0, 1.0);
    let black = canvas.clone().each(|pixel| [0, 0, 0, (f64::from(pixel[3]) * strength).round() as u8]);
    lay(&mut out, &black, x - left, y - top);
    if sigma > 0.0 {
        let kernel = convolve::blurring(0.0, sigma);
        out = convolve::separable(&out, &kernel, &kernel, Channels::ALL);
    }
    lay(&mut out, canvas, -left, -top);
    Ok(out)
}

/// Opacity of the reflection where it begins.
const REFLECTED: f64 = 0.5;

fn reflect(canvas: &Canvas, size: u32, limits: &Limits) -> Result<Canvas, MediaError> {
    let depth = (size as usize).min(canvas.height);
    let height = (canvas.height + depth) as u32;
    let mut out = Canvas::filled(canvas.width as u32, height, [0; 4], limits)?;
    lay(&mut out, canvas, 0, 0);
    for line in 0..depth {
        let fade = REFLECTED * (1.0 - (line as f64 + 0.5) / depth as f64);
        let target = out.row_mut(canvas.height + line);
        for (to, from) in target.iter_mut().zip(canvas.row(canvas.height - 1 - line)) {
            *to = [from[0], from[1], from[2], (f64::from(from[3]) * fade).round() as u8];
        }
    }
    Ok(out)
}

fn polaroid(canvas: &Canvas, angle: f64, limits: &Limits) -> Result<Canvas, MediaError> {
    const PAPER: Rgba = [252, 252, 250, OPAQUE];
    let edge = (canvas.width.max(canvas.height) as u32 / 25).max(2);
    let print = border(canvas, [edge, edge, edge, edge * 4], PAPER, limits)?;
    let turned = Geometry::Rotate { degrees: angle, colour: [0; 4] };
    let turned = Canvas::of(geometry::apply(&turned, print.into_pixels()?, limits)?)?;
    let away = i64::from(edge / 3).max(1);
    shadow(&turned, 80.0, 2.0, (away, away), limits)
}
