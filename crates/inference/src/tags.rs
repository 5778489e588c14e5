//! What is on a picture, in the words of ImageNet, and a vector of how it looks.

use crate::error::{Error, Result};
use crate::faces::unit;
use crate::picture::{Norm, Picture, RGB};
use crate::resample::cover;
use crate::runtime::Input;
use crate::{Answer, Inference, Task, Work};

/// Side of the model's input, pixels.
const SIDE: usize = 260;

/// The shortest side is scaled to this before the middle is taken, as the model's makers evaluate it.
const SHORTEST: usize = SIDE + 32;

/// One thing that may be on a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// Its first name, in English.
    pub label: String,
    /// Its other names.
    pub synonyms: Vec<String>,
    /// Number of the class, 0 to 999. Up to 397 they are animals.
    pub class: usize,
    /// How likely it is what the picture shows, 0 to 1.
    pub confidence: f32,
}

/// What a picture shows and how it looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// The likeliest things, likeliest first.
    pub tags: Vec<Tag>,
    /// A vector of length 1; the cosine of two says how alike the pictures look.
    pub vector: Vec<f32>,
}

impl Inference {
    /// The `most` likeliest things on a picture (1 to 100) and the vector of how it looks: both come from one run.
    ///
    /// # Errors
    /// No model, too much waiting, a number out of range, a failing model.
    pub fn describe(&self, picture: Picture<'_>, most: usize) -> Result<Answer<Description>> {
        if !(1..=100).contains(&most) {
            return Err(Error::Input("1 to 100 tags".into()));
        }
        self.answer(Task::Tags, 0, |work| {
            let (shares, vector) = look(work, picture)?;
            let labels = work.lines(0, "labels.txt")?;
            let mut order: Vec<usize> = (0..shares.len().min(labels.len())).collect();
            order.sort_by(|a, b| shares[*b].total_cmp(&shares[*a]));
            let tags =
                order.iter().take(most).map(|class| tag(&labels[*class], *class, shares[*class])).collect();
            Ok(Description { tags, vector: unit(&vector) })
        })
    }
}

/// One share for each class, and the features they were made from. The model is the first of those the work has.
pub(crate) fn look(work: &Work<'_>, picture: Picture<'_>) -> Result<(Vec<f32>, Vec<f32>)> {
    let input = cover(picture, SHORTEST)?.centre(SIDE).planes(SIDE, SIDE, RGB, &Norm::NONE);
    let inputs = [("image", Input::Floats(&[1, 3, SIDE, SIDE], &input))];
    let mut results = work.run(0, &inputs, &["probabilities", "feature"])?.into_iter();
    let mut next = || results.next().map(|tensor| tensor.values).unwrap_or_default();
    Ok((next(), next()))
}

fn tag(names: &str, class: usize, confidence: f32) -> Tag {
    let mut names = names.split(", ").map(str::to_owned);
    let label = names.next().unwrap_or_default();
    Tag { label, synonyms: names.collect(), class, confidence }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Pixels, inference, photograph};

    #[test]
    fn a_cat_and_a_cup_are_named() {
        let Some(inference) = inference() else { return };
        for (name, words) in
            [("cat.png", &["tabby", "tiger cat", "Egyptian cat"][..]), ("cup.png", &["espresso", "cup"])]
        {
            let Some(pixels) = photograph(name) else { return };
            let answer = inference.describe(pixels.picture(), 5).unwrap();
            let tags = &answer.value.tags;
            assert_eq!(tags.len(), 5);
            assert!(tags[0].confidence > 0.2 && tags[0].confidence >= tags[1].confidence, "{tags:?}");
            assert!(words.contains(&tags[0].label.as_str()), "{tags:?}");
        }
    }

    #[test]
    fn a_picture_is_more_like_its_own_copy_than_like_another() {
        let (Some(inference), Some(cat), Some(cup)) =
            (inference(), photograph("cat.png"), photograph("cup.png"))
        else {
            return;
        };
        let half =
            crate::resample::resize(cat.picture(), cat.width as usize / 2, cat.height as usize / 2).unwrap();
        let half = Pixels { width: half.width as u32, height: half.height as u32, rgb: half.rgb };
        let vector = |pixels: &Pixels| inference.describe(pixels.picture(), 1).unwrap().value.vector;
        let cosine = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let (whole, small, other) = (vector(&cat), vector(&half), vector(&cup));
        assert_eq!(whole.len(), 1280);
        assert!(cosine(&whole, &small) > 0.9, "{}", cosine(&whole, &small));
        assert!(cosine(&whole, &other) < 0.6, "{}", cosine(&whole, &other));
    }
}
