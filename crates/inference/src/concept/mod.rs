//! Vectors in which texts and pictures meet.
//!
//! No model that sees and reads at once can be had from the registries, so a picture is described by words first: its vector
//! is the mean of the text vectors of the ten likeliest labels, weighted by how likely they are (ConSE, Norouzi and others
//! 2014). It knows what ImageNet knows: things and animals well, scenes and activities hardly.

#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::faces::unit;
use crate::picture::Picture;
use crate::runtime::Input;
use crate::{Answer, Inference, Task, Work, tags};

use words::Words;

/// Length of the vectors.
const DIMENSION: usize = 384;

/// Longest text that is taken, bytes; what is beyond [`LONGEST`] pieces does not count.
const MOST_BYTES: usize = 64 << 10;

/// Pieces of words the model was trained on at once, its two marks included.
const LONGEST: usize = 128;

/// Texts that go through the model together.
const BATCH: usize = 32;

/// Most texts in one call.
const MOST_TEXTS: usize = 4096;

/// Labels that describe a picture.
const LABELS: usize = 10;

impl Inference {
    /// A vector of length 1 for each text, comparable with each other and with those of [`Self::concept_vector`].
    ///
    /// # Errors
    /// No model, too much waiting, too many or too long texts, a failing model.
    pub fn text_vectors(&self, texts: &[&str]) -> Result<Answer<Vec<Vec<f32>>>> {
        if texts.len() > MOST_TEXTS || texts.iter().any(|text| text.len() > MOST_BYTES) {
            return Err(Error::Input(format!("at most {MOST_TEXTS} texts of {MOST_BYTES} bytes")));
        }
        self.answer(Task::SemanticTextEmbed, 0, |work| vectors(work, 0, texts))
    }

    /// A vector of length 1 for what is on a picture, comparable with those of texts. Its version is that of the text model;
    /// a picture on which nothing is recognised has the vector of zeros, which is like no text.
    ///
    /// # Errors
    /// No model, too much waiting, a failing model.
    pub fn concept_vector(&self, picture: Picture<'_>) -> Result<Answer<Vec<f32>>> {
        self.answer(Task::SemanticImageEmbed, 1, |work| {
            let (shares, _) = tags::look(work, picture)?;
            let labels = label_vectors(work)?;
            if labels.len() != shares.len() * DIMENSION {
                return Err(Error::Failed {
                    model: "minilm",
                    why: "another number of labels than expected".into(),
                });
            }
            let mut order: Vec<usize> = (0..shares.len()).collect();
            order.sort_by(|a, b| shares[*b].total_cmp(&shares[*a]));
            let mut sum = vec![0f32; DIMENSION];
            for class in order.into_iter().take(LABELS) {
                let vector = &labels[class * DIMENSION..][..DIMENSION];
                for (total, value) in sum.iter_mut().zip(vector) {
                    *total += shares[class] * value;
                }
            }
            Ok(unit(&sum))
        })
    }
}

/// The text vectors of all labels, one after the other: made once, then kept in the models' directory.
fn label_vectors(work: &Work<'_>) -> Result<Arc<Vec<f32>>> {
    let [pictures, texts] = work.models else {
        return Err(Error::Failed { model: "minilm", why: "two models are needed".into() });
    };
    let name = format!("labels-of-{}.f32", pictures.folder());
    let path = work.loaded.directory().join(texts.folder()).join(name);
    let failed = |why: String| Error::Failed { model: "minilm", why };
    if let Ok(table) = work.loaded.table("label vectors", || {
        let bytes = std::fs::read(&path).map_err(|e| e.to_string())?;
        // Half a file is one that was being written when the power went.
        if bytes.len() != 1000 * DIMENSION * 4 {
            return Err("another length than expected".into());
        }
        Ok(bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect::<Vec<f32>>())
    }) {
        return Ok(table);
    }
    let labels = work.lines(0, "labels.txt")?;
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let made: Vec<f32> = vectors(work, 1, &labels)?.concat();
    let bytes: Vec<u8> = made.iter().flat_map(|value| value.to_le_bytes()).collect();
    // Where it cannot be kept, it is made again after the next pause.
    if let Err(error) = write_whole(&path, &bytes) {
        tracing::warn!(path = %path.display(), %error, "the vectors of the labels cannot be kept");
    }
    work.loaded.table("label vectors", || Ok(made)).map_err(failed)
}

fn write_whole(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let folder = path.parent().unwrap_or(path);
    let mut staged = tempfile::NamedTempFile::new_in(folder)?;
    staged.write_all(bytes)?;
    staged.persist(path).map(drop).map_err(|e| e.error)
}

/// Vectors of texts, by the model at a position.
fn vectors(work: &Work<'_>, position: usize, texts: &[&str]) -> Result<Vec<Vec<f32>>> {
    let model = work.models[position];
    let failed = |why: String| Error::Failed { model: model.name, why };
    let words = work.loaded.table("word pieces", || {
        let lines = work.loaded.lines(model, "vocabulary.txt")?;
        Words::new(&lines)
    });
    let words = words.map_err(failed)?;
    let pieces: Vec<Vec<i64>> = texts.iter().map(|text| words.pieces(text, LONGEST)).collect();
    let mut order: Vec<usize> = (0..texts.len()).collect();
    // Texts of like length together, so that little of a batch is padding.
    order.sort_by_key(|index| pieces[*index].len());
    let mut vectors = vec![Vec::new(); texts.len()];
    for batch in order.chunks(BATCH) {
        let length = batch.iter().map(|index| pieces[*index].len()).max().unwrap_or_default();
        let (mut ids, mut mask) = (Vec::new(), Vec::new());
        for index in batch {
            let padding = length - pieces[*index].len();
            ids.extend(pieces[*index].iter().copied().chain(std::iter::repeat_n(0, padding)));
            mask.extend(std::iter::repeat_n(1, pieces[*index].len()).chain(std::iter::repeat_n(0, padding)));
        }
        let (dims, kinds) = ([batch.len(), length], vec![0; ids.len()]);
        let inputs = [
            ("input_ids", Input::Ints(&dims, &ids)),
            ("attention_mask", Input::Ints(&dims, &mask)),
            ("token_type_ids", Input::Ints(&dims, &kinds)),
        ];
        let result = work.run(position, &inputs, &["last_hidden_state"])?;
        let states = result.first().map(|tensor| tensor.values.as_slice()).unwrap_or_default();
        if states.len() != batch.len() * length * DIMENSION {
            return Err(failed("another result than expected".into()));
        }
        for (row, index) in batch.iter().enumerate() {
            let mut sum = vec![0f32; DIMENSION];
            let own = &states[row * length * DIMENSION..][..pieces[*index].len() * DIMENSION];
            for state in own.chunks_exact(DIMENSION) {
                for (total, value) in sum.iter_mut().zip(state) {
                    *total += value;
                }
            }
            vectors[*index] = unit(&sum);
        }
    }
    Ok(vectors)
}
