//! Several pictures.

use serde::{Deserialize, Serialize};

use super::canvas::{Canvas, OPAQUE, to_byte};
use super::geometry::lay;
use crate::error::MediaError;

/// A picture laid over the one that is worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlay {
    /// Which of the given pictures.
    pub part: usize,
    /// Left edge, or middle, pixels.
    pub x: i64,
    /// Upper edge, or middle, pixels.
    pub y: i64,
    /// Whether `x` is the middle.
    pub centre_x: bool,
    /// Whether `y` is the middle.
    pub centre_y: bool,
    /// From which frame of an animation on, counted from 0.
    pub from_frame: u32,
}

pub(super) fn overlay(canvas: &mut Canvas, above: &Canvas, how: &Overlay) {
    let place = |at: i64, centred: bool, side: usize| if centred { at - side as i64 / 2 } else { at };
    lay(canvas, above, place(how.x, how.centre_x, above.width), place(how.y, how.centre_y, above.height));
}

/// The mean square of the difference of all colour samples, 0..=1, and the difference as a picture: where the two are
/// alike it is a pale copy of the first, where they differ it is red.
pub(super) fn difference(one: &Canvas, other: &Canvas) -> Result<(f64, Canvas), MediaError> {
    if (one.width, one.height) != (other.width, other.height) {
        return Err(MediaError::corrupt(format!(
            "the pictures have different sizes: {}×{} and {}×{}",
            one.width, one.height, other.width, other.height
        )));
    }
    let mut sum = 0.0_f64;
    let mut others = other.pixels().iter();
    let shown = one.clone().each(|pixel| {
        let other = others.next().copied().unwrap_or(pixel);
        let mut greatest = 0;
        for channel in 0..3 {
            let apart = pixel[channel].abs_diff(other[channel]);
            sum += (f64::from(apart) / 255.0).powi(2);
            greatest = greatest.max(apart);
        }
        let pale = to_byte(255.0 - (255.0 - super::canvas::intensity(pixel)) * 0.3);
        let strength = f32::from(greatest) / 255.0;
        let toward = |from: u8, to: f32| to_byte(f32::from(from) + (to - f32::from(from)) * strength.sqrt());
        [toward(pale, 220.0), toward(pale, 0.0), toward(pale, 30.0), OPAQUE]
    });
    let samples = (one.width * one.height * 3) as f64;
    Ok((sum / samples, shown))
}
