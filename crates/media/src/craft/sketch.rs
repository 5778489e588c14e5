//! A picture as a pencil draws it.

use serde::{Deserialize, Serialize};

use super::{
    canvas::{Canvas, intensity, to_byte},
    chance::Chance,
    channels::Channels,
    filter, tone,
};

/// The strokes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// Length of a stroke, pixels; 0 takes what sigma needs.
    pub radius: f64,
    /// How it fades, pixels.
    pub sigma: f64,
    /// Its direction, degrees.
    pub angle: f64,
    /// Of the grain of the paper.
    pub seed: u64,
}

/// How much of the drawing, and of the picture itself, goes into the result. Measured on ImageMagick, whose blend of a fifth
/// with four fifths doubles the drawing.
const DRAWN: f32 = 1.6;
const KEPT: f32 = 0.2;

/// Noise blurred in the direction of the strokes lightens the picture as far as it lets light through, and some of the
/// picture is mixed in. The noise is made at the size of the picture, each grain the mean of four, where ImageMagick makes it
/// at twice the size and halves it: the same look for a quarter of the memory.
pub(super) fn apply(step: &Sketch, canvas: Canvas) -> Canvas {
    let mut chance = Chance::new(step.seed);
    let grain = canvas.clone().each(|_| {
        let sum: u32 = (0..4).map(|_| u32::from(chance.byte())).sum();
        let value = (sum / 4) as u8;
        [value, value, value, 255]
    });
    let strokes = filter::motion(&grain, step.radius / 2.0, step.sigma / 2.0, step.angle);
    let strokes = tone::normalize(strokes, Channels::ALL);
    let mut strokes = strokes.pixels().iter();
    canvas.each(|pixel| {
        let stroke = strokes.next().map_or(0.0, |stroke| 255.0 - intensity(*stroke)) / 255.0;
        let dodged = |value: u8| {
            let value = f32::from(value) / 255.0;
            let light = if value <= 0.0 { 0.0 } else { (value / (1.0 - stroke).max(1e-3)).min(1.0) };
            to_byte(255.0 * (DRAWN * light + KEPT * value))
        };
        [dodged(pixel[0]), dodged(pixel[1]), dodged(pixel[2]), pixel[3]]
    })
}
