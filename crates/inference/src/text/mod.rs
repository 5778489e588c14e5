//! Text on pictures: where it is, and what it says.

mod find;
mod read;
#[cfg(test)]
mod tests;

use crate::error::{Error, Result};
use crate::picture::Picture;
use crate::{Answer, Inference, Task};

pub(crate) use find::Region;
pub(crate) use read::{Alphabet, read};

/// A line of text on a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// How sure the model is of its characters, 0 to 1, on average.
    pub confidence: f32,
    /// The corners in pixels of the picture: upper left, upper right, lower right and lower left of the line as it is read.
    pub corners: [[f32; 2]; 4],
}

/// How text is looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextOptions {
    /// Least confidence of a line, 0 to 1.
    pub confidence: f32,
    /// The picture is scaled down to so many pixels on its longest side while text is looked for; letters of fewer than
    /// about 8 pixels then are not found. 64 to 4096. They are read in the picture's own size.
    pub longest: usize,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { confidence: 0.5, longest: 1280 }
    }
}

/// Most lines of a picture that are read: the first from above.
const MOST_LINES: usize = 500;

impl Inference {
    /// The lines of text on a picture, from above to below, those beside each other from left to right.
    ///
    /// # Errors
    /// No model, too much waiting, options out of range, a failing model.
    pub fn read_text(&self, picture: Picture<'_>, options: &TextOptions) -> Result<Answer<Vec<Line>>> {
        if !(0.0..=1.0).contains(&options.confidence) || !(64..=4096).contains(&options.longest) {
            return Err(Error::Input("options for text are out of range".into()));
        }
        self.answer(Task::Ocr, 1, |work| {
            let regions = find::regions(work, picture, options.longest, MOST_LINES)?;
            let mut lines = read(work, picture, &regions, Alphabet::All)?;
            lines.retain(|line| !line.text.trim().is_empty() && line.confidence >= options.confidence);
            Ok(lines)
        })
    }
}

/// Where text is, in the order it is read in.
pub(crate) fn regions(work: &crate::Work<'_>, picture: Picture<'_>, longest: usize) -> Result<Vec<Region>> {
    find::regions(work, picture, longest, MOST_LINES)
}
