//! Nudity on pictures, with Yahoo's open_nsfw.

use crate::error::{Error, Result};
use crate::picture::Picture;
use crate::resample::resize;
use crate::runtime::Input;
use crate::{Answer, Inference, Task};

/// What was subtracted from blue, green and red in training.
const MEANS: [f32; 3] = [104.0, 117.0, 123.0];

impl Inference {
    /// How likely a picture shows nudity, 0 to 1. Its makers call 0.8 and more unsafe and 0.2 and less safe; drawings,
    /// violence and context are beyond it.
    ///
    /// # Errors
    /// No model, too much waiting, a failing model.
    pub fn nudity(&self, picture: Picture<'_>) -> Result<Answer<f32>> {
        self.answer(Task::Nsfw, 0, |work| {
            // Stretched to a square, of which the middle is looked at: that is what it was trained on.
            let middle = resize(picture, 256, 256)?.centre(224);
            let input: Vec<f32> = middle
                .rgb
                .chunks_exact(3)
                .flat_map(|p| [2, 1, 0].map(|channel| f32::from(p[channel])))
                .zip(MEANS.iter().cycle())
                .map(|(value, mean)| value - mean)
                .collect();
            let result = work.run(0, &[("input_0", Input::Floats(&[1, 224, 224, 3], &input))], &["4195"])?;
            let failed = || Error::Failed { model: "open-nsfw", why: "another result than expected".into() };
            result.first().and_then(|result| result.values.get(1).copied()).ok_or_else(failed)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{inference, photograph};

    #[test]
    fn ordinary_photographs_are_not_nude() {
        let Some(inference) = inference() else { return };
        for name in ["astronaut.png", "cat.png", "cup.png", "biden.jpg", "street.jpg"] {
            let Some(pixels) = photograph(name) else { return };
            let answer = inference.nudity(pixels.picture()).unwrap();
            assert_eq!(answer.model, "open-nsfw");
            assert!((0.0..0.2).contains(&answer.value), "{name}: {}", answer.value);
        }
    }
}
