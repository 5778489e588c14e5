//! Turning and scaling faces into the position models know them in.

use crate::error::{Error, Result};

/// A turn, a scale and a shift: `(x, y)` becomes `(a x - b y + x0, b x + a y + y0)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Affine {
    pub(crate) a: f32,
    pub(crate) b: f32,
    pub(crate) x: f32,
    pub(crate) y: f32,
}

impl Affine {
    pub(crate) fn apply(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        [self.a * x - self.b * y + self.x, self.b * x + self.a * y + self.y]
    }

    /// How much longer a line becomes.
    pub(crate) fn scale(&self) -> f32 {
        self.a.hypot(self.b)
    }
}

/// Where the five points are in the 112x112 picture of a face that recognition models are trained on (ArcFace).
pub(super) const ARCFACE: [[f32; 2]; 5] =
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]];

/// The window onto a picture in which its `points` come to lie where `wanted` are: the turn, scale and shift with the least
/// squared error (Umeyama 1991, without mirroring).
pub(super) fn window<const N: usize>(points: &[[f32; 2]; N], wanted: &[[f32; 2]; N]) -> Result<Affine> {
    let mean = |set: &[[f32; 2]; N]| {
        let sum = set.iter().fold([0f64; 2], |sum, p| [sum[0] + f64::from(p[0]), sum[1] + f64::from(p[1])]);
        [sum[0] / N as f64, sum[1] / N as f64]
    };
    // From the picture to the window first: that is the direction the models' makers minimise in.
    let (from, to) = (mean(points), mean(wanted));
    let (mut dot, mut cross, mut spread) = (0f64, 0f64, 0f64);
    for (p, w) in points.iter().zip(wanted) {
        let (px, py) = (f64::from(p[0]) - from[0], f64::from(p[1]) - from[1]);
        let (wx, wy) = (f64::from(w[0]) - to[0], f64::from(w[1]) - to[1]);
        dot += px * wx + py * wy;
        cross += px * wy - py * wx;
        spread += px * px + py * py;
    }
    let (a, b) = (dot / spread, cross / spread);
    let square = a * a + b * b;
    if !square.is_finite() || square < 1e-12 {
        return Err(Error::Input("points that all lie in one place are no face".into()));
    }
    let (x, y) = (to[0] - (a * from[0] - b * from[1]), to[1] - (b * from[0] + a * from[1]));
    // And the way back, from the window to the picture.
    let (back_a, back_b) = (a / square, -b / square);
    Ok(Affine {
        a: back_a as f32,
        b: back_b as f32,
        x: -(back_a * x - back_b * y) as f32,
        y: -(back_b * x + back_a * y) as f32,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_and_scaled_face_is_found_back_exactly() {
        let turn = Affine { a: 2.0, b: 1.5, x: 300.0, y: -20.0 };
        let points = ARCFACE.map(|point| turn.apply(point));
        let window = window(&points, &ARCFACE).unwrap();
        for (point, wanted) in points.iter().zip(ARCFACE) {
            let place = window.apply(wanted);
            assert!(
                (place[0] - point[0]).abs() < 1e-3 && (place[1] - point[1]).abs() < 1e-3,
                "{place:?} {point:?}"
            );
        }
        assert!((window.scale() - 2.5).abs() < 1e-4);
    }

    #[test]
    fn one_point_five_times_is_no_face() {
        assert!(window(&[[3.0, 3.0]; 5], &ARCFACE).is_err());
    }
}
