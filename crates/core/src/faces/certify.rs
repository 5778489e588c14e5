//! A masked picture is looked at again, as somebody would who wants to know who is on it.

use calotype_media::Source;
use serde::{Deserialize, Serialize};

use super::find::{embed, find};
use super::mask::{SAME, product};
use super::{Detection, Options};
use crate::app::App;
use crate::error::{Error, Result};
use crate::faces::perform::Masked;

/// A face that is found where one was masked covers so much of the union of the two boxes.
pub(super) const THERE: f64 = 0.3;

/// Shorter side of the smallest face whose vector says who it is, in pixels of the picture that is looked at. Below it two faces are as
/// alike as a face and a plain colour.
const RECOGNISABLE: f64 = 24.0;

/// What a second look at a masked picture found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    /// Whether no masked face was found again, and none is like what it was.
    pub passed: bool,
    /// Least confidence of the second look, that of the first.
    pub confidence: f32,
    /// What became of each masked face.
    pub faces: Vec<Certified>,
    /// Every face that is still found.
    pub found: Vec<Detection>,
}

/// What became of a masked face.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Certified {
    /// Its index in the first look.
    pub index: usize,
    /// Whether a face is found there still.
    pub found_again: bool,
    /// How much of the union of the two boxes is in both, 0 to 1, of the box that is nearest.
    pub overlap: f64,
    /// One less the cosine of the two vectors at its place, before and after: from 0.637 on it is somebody else, 0 is the same face.
    /// Absent for a face that was too small to be anybody's.
    pub distance: Option<f64>,
}

/// Looks again. Gives the pixels of the first look back.
pub(super) async fn certify(
    app: &App,
    masked: &Masked,
    before: calotype_media::look::Looked,
    faces: &[Detection],
    options: &Options,
) -> Result<(Certificate, calotype_media::look::Looked)> {
    let bytes = masked.bytes.clone();
    let file = tokio::task::spawn_blocking(move || Source::from_bytes(&bytes, "").map(|source| source.file));
    let file = file.await.map_err(Error::internal)?.map_err(Error::internal)?;
    let after = find(app, &file, &Options { max_faces: 0, ..*options }).await?;
    let covered: Vec<Detection> = masked.covered.iter().map(|index| faces[*index]).collect();
    let (was, before) = embed(app, before, &covered).await?;
    let (is, _) = embed(app, after.looked, &covered).await?;
    let (across, down) = before.scale();
    let mut certified = Vec::with_capacity(covered.len());
    for ((index, face), (was, is)) in masked.covered.iter().zip(&covered).zip(was.iter().zip(&is)) {
        let overlap = after.faces.iter().map(|found| found.overlap(face)).fold(0.0, f64::max);
        certified.push(Certified {
            index: *index,
            found_again: overlap >= THERE,
            overlap,
            distance: (((face.x2 - face.x1) / across).min((face.y2 - face.y1) / down) >= RECOGNISABLE)
                .then(|| 1.0 - f64::from(product(was, is))),
        });
    }
    let alike = |distance: f64| distance <= 1.0 - f64::from(SAME);
    let different = |face: &Certified| !face.found_again && !face.distance.is_some_and(alike);
    let certificate = Certificate {
        passed: certified.iter().all(different),
        confidence: options.confidence,
        faces: certified,
        found: after.faces,
    };
    Ok((certificate, before))
}
