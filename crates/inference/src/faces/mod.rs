//! Faces: where they are, who they are, what they look like.

mod align;
mod attributes;
mod detect;
#[cfg(test)]
mod tests;

use crate::error::{Error, Result};
use crate::picture::{Norm, Picture, RGB};
use crate::resample::warp;
use crate::runtime::Input;
use crate::{Answer, Inference, Task};

pub(crate) use align::Affine;
pub use attributes::{Attributes, Expression};

/// Five points of a face in pixels of the picture, in the order eye, eye, nose, corner of the mouth, corner of the mouth;
/// of each pair, the one that is left in an upright face's picture comes first.
pub type Landmarks = [[f32; 2]; 5];

/// A face on a picture, in pixels; the box is inside the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Face {
    /// Left edge.
    pub x1: f32,
    /// Upper edge.
    pub y1: f32,
    /// Right edge.
    pub x2: f32,
    /// Lower edge.
    pub y2: f32,
    /// How sure the model is, 0 to 1.
    pub confidence: f32,
    /// Its points; they may lie outside of a picture that cuts the face.
    pub landmarks: Landmarks,
}

/// How faces are looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FaceOptions {
    /// Least confidence, 0 to 1.
    pub confidence: f32,
    /// Of two boxes that share more of their union than this, the surer one stays (0 to 1).
    pub overlap: f32,
    /// The surest so many; 0 is all of them.
    pub most: usize,
    /// The picture is scaled to so many pixels on its longest side, a small one to twice its size at most; what is smaller
    /// than about 10 pixels then is not found. 64 to 4096.
    pub longest: usize,
}

impl Default for FaceOptions {
    fn default() -> Self {
        Self { confidence: 0.75, overlap: 0.3, most: 0, longest: 1280 }
    }
}

/// Most faces whose vectors or attributes are made in one call.
const MOST_FACES: usize = 1000;

impl Inference {
    /// Faces on a picture, the surest first.
    ///
    /// # Errors
    /// No model, too much waiting, options out of range, a failing model.
    pub fn detect_faces(&self, picture: Picture<'_>, options: &FaceOptions) -> Result<Answer<Vec<Face>>> {
        let share = 0.0..=1.0;
        if !share.contains(&options.confidence)
            || !share.contains(&options.overlap)
            || !(64..=4096).contains(&options.longest)
        {
            return Err(Error::Input("options for faces are out of range".into()));
        }
        self.answer(Task::FaceDetection, 0, |work| detect::detect(work, picture, options))
    }

    /// A vector of length 1 for each face. The cosine of two, which is their product, says how alike the faces are: from
    /// 0.363 on they are taken for the same person.
    ///
    /// # Errors
    /// No model, too much waiting, too many faces, points that are no face, a failing model.
    pub fn embed_faces(&self, picture: Picture<'_>, faces: &[Landmarks]) -> Result<Answer<Vec<Vec<f32>>>> {
        limit(faces)?;
        self.answer(Task::FaceRecognition, 1, |work| {
            let mut vectors = Vec::with_capacity(faces.len());
            // One after the other: eight together were measured to take 1.08 times the time on one core.
            for points in faces {
                let window = align::window(points, &align::ARCFACE)?;
                let input = warp(picture, &window, 112, 112).planes(112, 112, RGB, &Norm::NONE);
                let result = work.run(1, &[("data", Input::Floats(&[1, 3, 112, 112], &input))], &["fc1"])?;
                vectors.extend(result.first().map(|tensor| unit(&tensor.values)));
            }
            Ok(vectors)
        })
    }

    /// Age, gender and expression of each face, as models read them; they are often wrong, and about nobody's identity.
    ///
    /// # Errors
    /// No model, too much waiting, too many faces, points that are no face, a failing model.
    pub fn face_attributes(&self, picture: Picture<'_>, faces: &[Face]) -> Result<Answer<Vec<Attributes>>> {
        let points: Vec<Landmarks> = faces.iter().map(|face| face.landmarks).collect();
        limit(&points)?;
        self.answer(Task::FaceAttributes, 0, |work| attributes::read(work, picture, faces))
    }
}

fn limit(faces: &[Landmarks]) -> Result<()> {
    if faces.len() > MOST_FACES {
        return Err(Error::Input(format!("at most {MOST_FACES} faces at once")));
    }
    if faces.iter().flatten().flatten().any(|value| !value.is_finite() || value.abs() > 1e6) {
        return Err(Error::Input("points of a face that are no places of a picture".into()));
    }
    Ok(())
}

/// The same direction with length 1.
pub(crate) fn unit(vector: &[f32]) -> Vec<f32> {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    vector.iter().map(|value| value / length).collect()
}
