//! What stands before the background, with U²-Net (quick) or IS-Net (fine edges).

use crate::error::{Error, Result};
use crate::picture::{Norm, Picture, RGB};
use crate::resample::{enlarge, resize};
use crate::runtime::Input;
use crate::{Answer, Inference, Task};

/// Most pixels of a picture for which a matte is made: it has as many.
const MOST_PIXELS: usize = 100_000_000;

/// Which model to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quality {
    /// The best that is installed.
    #[default]
    Best,
    /// The quick one.
    Quick,
}

/// How much each pixel of a picture belongs to what stands in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matte {
    /// Pixels from left to right, as the picture.
    pub width: u32,
    /// Pixels from top to bottom, as the picture.
    pub height: u32,
    /// One byte a pixel: 0 is background, 255 foreground.
    pub alpha: Vec<u8>,
}

impl Inference {
    /// The matte of a picture.
    ///
    /// # Errors
    /// No model, too much waiting, a picture of more than 100 million pixels, a failing model.
    pub fn matte(&self, picture: Picture<'_>, quality: Quality) -> Result<Answer<Matte>> {
        if picture.width() * picture.height() > MOST_PIXELS {
            return Err(Error::Input(format!("at most {MOST_PIXELS} pixels for a matte")));
        }
        let task = Task::BackgroundRemoval;
        let groups: &[&[&str]] = match quality {
            Quality::Best => task.models(),
            Quality::Quick => &[&["u2netp"]],
        };
        self.answer_with(task, groups, 0, |work| {
            let fine = work.models[0].name == "isnet";
            let (side, name, output, norm) = if fine {
                (1024, "input", "output", Norm { mean: [128.0; 3], scale: [1.0 / 256.0; 3] })
            } else {
                (320, "input.1", "1959", Norm::IMAGENET)
            };
            let input = resize(picture, side, side)?.planes(side, side, RGB, &norm);
            let results = work.run(0, &[(name, Input::Floats(&[1, 3, side, side], &input))], &[output])?;
            drop(input);
            let values = results.into_iter().next().map(|tensor| tensor.values).unwrap_or_default();
            if values.len() != side * side {
                let why = "another result than expected".into();
                return Err(Error::Failed { model: work.models[0].name, why });
            }
            let alpha = enlarge(&stretched(values), side, side, picture.width(), picture.height());
            Ok(Matte { width: picture.width() as u32, height: picture.height() as u32, alpha })
        })
    }
}

/// From 0 to 255, the least and greatest value there; a picture without any contrast between the two stays as it is, so
/// that an empty scene is not torn apart.
fn stretched(mut values: Vec<f32>) -> Vec<f32> {
    let (least, greatest) =
        values.iter().fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
    let (from, range) = if greatest - least > 0.1 { (least, greatest - least) } else { (0.0, 1.0) };
    for value in &mut values {
        *value = ((*value - from) / range).clamp(0.0, 1.0) * 255.0;
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{inference, photograph};

    fn mean(matte: &Matte, xs: std::ops::Range<usize>, ys: std::ops::Range<usize>) -> f32 {
        let count = (xs.len() * ys.len()) as f32;
        let row = |y: usize| {
            xs.clone().map(move |x| f32::from(matte.alpha[y * matte.width as usize + x])).sum::<f32>()
        };
        ys.clone().map(row).sum::<f32>() / count
    }

    #[test]
    fn a_person_stands_out_from_what_is_behind() {
        let (Some(inference), Some(pixels)) = (inference(), photograph("astronaut.png")) else { return };
        let answer = inference.matte(pixels.picture(), Quality::Quick).unwrap();
        assert_eq!(answer.model, "u2netp");
        let matte = answer.value;
        assert_eq!((matte.width, matte.height, matte.alpha.len()), (512, 512, 512 * 512));
        // Her face and suit, and the flag in the upper left corner.
        assert!(mean(&matte, 180..260, 80..180) > 240.0, "{}", mean(&matte, 180..260, 80..180));
        assert!(mean(&matte, 200..300, 350..450) > 230.0);
        assert!(mean(&matte, 0..60, 0..60) < 60.0, "{}", mean(&matte, 0..60, 0..60));
    }

    #[test]
    fn the_fine_model_is_taken_where_it_is_installed() {
        let (Some(inference), Some(pixels)) = (inference(), photograph("astronaut.png")) else { return };
        let answer = inference.matte(pixels.picture(), Quality::Best).unwrap();
        let installed = crate::testing::has("isnet");
        assert_eq!(answer.model, if installed { "isnet" } else { "u2netp" });
        assert!(mean(&answer.value, 180..260, 80..180) > 240.0);
        assert!(mean(&answer.value, 0..60, 0..60) < 60.0);
    }

    #[test]
    fn an_empty_scene_stays_empty() {
        assert_eq!(stretched(vec![0.0, 0.05]), [0.0, 12.75]);
        assert_eq!(stretched(vec![0.5, 1.0, 1.5]), [0.0, 127.5, 255.0]);
    }
}
