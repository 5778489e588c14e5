//! Age, gender and expression.

use super::{Face, Landmarks, align};
use crate::Work;
use crate::error::Result;
use crate::picture::{Norm, Picture, RGB, Raster};
use crate::resample::{resize, warp};
use crate::runtime::Input;

/// What models read in a face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attributes {
    /// Years.
    pub age: f32,
    /// How likely the model holds it for a woman's face, 0 to 1.
    pub female: f32,
    /// The likeliest expression.
    pub expression: Expression,
    /// How likely it is, 0 to 1.
    pub expression_confidence: f32,
}

/// Expressions, in the order of the model's results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expression {
    /// Angry.
    Angry,
    /// Disgusted.
    Disgust,
    /// Afraid.
    Fear,
    /// Happy.
    Happy,
    /// Sad.
    Sad,
    /// Surprised.
    Surprise,
    /// None of these.
    Neutral,
}

const EXPRESSIONS: [Expression; 7] = [
    Expression::Angry,
    Expression::Disgust,
    Expression::Fear,
    Expression::Happy,
    Expression::Sad,
    Expression::Surprise,
    Expression::Neutral,
];

impl Expression {
    /// Its name, in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Angry => "angry",
            Self::Disgust => "disgust",
            Self::Fear => "fear",
            Self::Happy => "happy",
            Self::Sad => "sad",
            Self::Surprise => "surprise",
            Self::Neutral => "neutral",
        }
    }
}

/// Means of red, green and blue in the pictures these models were trained on, and the one scale (dlib's).
const DLIB: Norm = Norm { mean: [122.782, 117.001, 104.298], scale: [1.0 / 256.0; 3] };

pub(super) fn read(work: &Work<'_>, picture: Picture<'_>, faces: &[Face]) -> Result<Vec<Attributes>> {
    let mut found = Vec::with_capacity(faces.len());
    for face in faces {
        let large = chip(picture, &face.landmarks, 64)?.planes(64, 64, RGB, &DLIB);
        let small = chip(picture, &face.landmarks, 32)?.planes(32, 32, RGB, &DLIB);
        let ages = run(work, 0, "images", &[1, 3, 64, 64], &large)?;
        let genders = run(work, 1, "images", &[1, 3, 32, 32], &small)?;
        let expressions = run(work, 2, "input", &[1, 1, 64, 64], &grey(picture, face)?)?;
        let (best, confidence) = expressions
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(b.1))
            .map_or((6, 0.0), |(index, share)| (index, *share));
        found.push(Attributes {
            // The first class is for babies.
            age: ages.iter().enumerate().map(|(years, share)| share * (years as f32).max(0.25)).sum(),
            female: genders.first().copied().unwrap_or_default(),
            expression: EXPRESSIONS[best.min(6)],
            expression_confidence: confidence,
        });
    }
    Ok(found)
}

fn run(work: &Work<'_>, position: usize, name: &str, dims: &[usize], input: &[f32]) -> Result<Vec<f32>> {
    let result = work.run(position, &[(name, Input::Floats(dims, input))], &["probabilities"])?;
    Ok(result.into_iter().next().map(|tensor| tensor.values).unwrap_or_default())
}

/// The picture of a face as dlib cuts it, with a fifth of padding. Dlib aligns by the corners of the eyes and the base of
/// the nose; these three are made of our five points, and lie in the cut picture where the averages of dlib's do.
fn chip(picture: Picture<'_>, points: &Landmarks, side: usize) -> Result<Raster> {
    let [left, right, nose, mouth_left, mouth_right] = points;
    let base = [0, 1].map(|axis| 0.55 * nose[axis] + 0.225 * (mouth_left[axis] + mouth_right[axis]));
    let size = side as f32;
    let place = |x: f32, y: f32| [(0.2 + x) / 1.4 * size, (0.2 + y) / 1.4 * size];
    let wanted = [place(0.2273, 0.2214), place(0.7528, 0.2212), place(0.4901, 0.6278)];
    let window = align::window(&[*left, *right, base], &wanted)?;
    Ok(warp(picture, &window, side, side))
}

/// The square around a face, 64 pixels wide and grey, from -1 to 1.
fn grey(picture: Picture<'_>, face: &Face) -> Result<Vec<f32>> {
    let side = (face.x2 - face.x1).max(face.y2 - face.y1) * 1.15;
    let (left, top) = ((face.x1 + face.x2 - side) / 2.0, (face.y1 + face.y2 - side) / 2.0);
    // As many pixels as the square has, so that scaling down averages; at least what the model takes.
    let steps = (side.ceil() as usize).clamp(64, 512);
    let scale = side / steps as f32;
    let window = align::Affine { a: scale, b: 0.0, x: left + scale / 2.0 - 0.5, y: top + scale / 2.0 - 0.5 };
    let square = warp(picture, &window, steps, steps);
    let values = resize(square.as_picture(), 64, 64)?
        .rgb
        .chunks_exact(3)
        .map(|p| 0.299 * f32::from(p[0]) + 0.587 * f32::from(p[1]) + 0.114 * f32::from(p[2]))
        .map(|value| value / 127.5 - 1.0)
        .collect();
    Ok(values)
}
