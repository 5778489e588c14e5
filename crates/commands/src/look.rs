//! Commands that ask models: the pictures are decoded in a sandboxed child, and looked at in this process.

use std::fmt;

use calotype_inference::{Error, Face, FaceOptions, Inference, Picture};
use calotype_media::look::Looked;
use serde_json::{Value, json};

use crate::refusal::Refusal;
use crate::run::Outcome;

/// What a model is asked about the pictures of a plan.
#[derive(Clone)]
pub struct Question {
    /// Longest side at which the pictures are looked at, pixels; 0: as they are.
    pub(crate) longest: u32,
    /// What the question depends on.
    pub(crate) terms: Value,
    /// Answers it. Blocks its thread.
    pub(crate) answer: Answer,
}

/// What answers a question: models, pictures in the order of the plan, terms.
pub(crate) type Answer = fn(&Inference, &[Looked], &Value) -> Result<Outcome, Refusal>;

/// Most pixels of a picture that models look at.
pub(crate) const MOST_PIXELS: u64 = 50_000_000;

/// At this size faces of some ten pixels are still found, and a decode costs a few milliseconds.
pub(crate) const FOR_FACES: u32 = 1280;

/// Letters need more.
pub(crate) const FOR_TEXT: u32 = 2560;

/// Models that see a picture as a whole see it very small.
pub(crate) const FOR_WHOLE: u32 = 640;

/// Without the function, of which there is nothing to say.
impl fmt::Debug for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Question({}, {})", self.longest, self.terms)
    }
}

/// Two questions of one plan differ in what they are asked with.
impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        (self.longest, &self.terms) == (other.longest, &other.terms)
    }
}

/// Pixels as models take them.
pub(crate) fn picture(looked: &Looked) -> Result<Picture<'_>, Refusal> {
    Picture::new(looked.width, looked.height, &looked.rgb).map_err(Refusal::from)
}

/// The faces of a picture, the surest first.
pub(crate) fn faces(models: &Inference, looked: &Looked) -> Result<Vec<Face>, Refusal> {
    faces_surer(models, looked, 0.6)
}

/// The faces of which a model is so sure, the surest first.
pub(crate) fn faces_surer(
    models: &Inference,
    looked: &Looked,
    confidence: f32,
) -> Result<Vec<Face>, Refusal> {
    let options = FaceOptions { confidence, ..FaceOptions::default() };
    Ok(models.detect_faces(picture(looked)?, &options)?.value)
}

/// The one face of a picture that has to have one.
pub(crate) fn only_face(models: &Inference, looked: &Looked, name: &str) -> Result<Face, Refusal> {
    match faces(models, looked)?.as_slice() {
        [face] => Ok(*face),
        [] => Err(Refusal::invalid(name, "there is no face on the picture")),
        _ => Err(Refusal::invalid(name, "there is more than one face on the picture")),
    }
}

/// The box of a face in whole pixels of the whole picture.
pub(crate) fn rectangle(looked: &Looked, face: &Face) -> Value {
    let (across, down) = looked.scale();
    let (left, top) = (f64::from(face.x1) * across, f64::from(face.y1) * down);
    let (right, bottom) = (f64::from(face.x2) * across, f64::from(face.y2) * down);
    json!({
        "left": left.round() as i64,
        "top": top.round() as i64,
        "width": (right - left).round().max(1.0) as i64,
        "height": (bottom - top).round().max(1.0) as i64,
    })
}

/// How alike two faces are, 0 to 1, so that one half is where they are taken for the same person.
pub(crate) fn likeness(one: &[f32], other: &[f32]) -> f64 {
    // The published threshold of the model.
    const SAME: f64 = 0.363;
    let cosine: f64 = one.iter().zip(other).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
    let scaled =
        if cosine < SAME { 0.5 * (cosine / SAME) } else { 0.5 + 0.5 * (cosine - SAME) / (1.0 - SAME) };
    round(scaled.clamp(0.0, 1.0))
}

/// Four decimals: the rest is noise.
pub(crate) fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// An answer of fields.
pub(crate) fn say(answer: Value) -> Outcome {
    match answer {
        Value::Object(fields) => Outcome::Fields(fields),
        _ => Outcome::Fields(serde_json::Map::new()),
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Unavailable { why, .. } => Refusal::Unavailable(why),
            Error::Busy => Refusal::Busy { retry_after: 1 },
            Error::Input(why) => Refusal::Unfit(why),
            other => Refusal::Failed(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_half_is_where_two_faces_become_the_same() {
        let at = |cosine: f32| likeness(&[1.0, 0.0], &[cosine, (1.0 - cosine * cosine).sqrt()]);
        assert_eq!((at(0.363), at(1.0), at(0.0), at(-0.5)), (0.5, 1.0, 0.0, 0.0));
        assert!(at(0.2) < 0.5 && at(0.5) > 0.5);
    }
}
