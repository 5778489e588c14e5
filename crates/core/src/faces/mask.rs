//! Masking the faces that were found.

use std::fs::File;
use std::io::Seek as _;

use calotype_media::limits::Limits;
use calotype_media::look::Looked;
use calotype_media::mask::{Cover, Covered, MaskSpec, Shape, conceal};
use calotype_media::ops::resized;
use calotype_media::pixels::{Layout, Pixels, Samples};
use calotype_media::{MediaError, Source};

use super::certify::{Certificate, THERE, certify};
use super::find::{Found, detect, embed, find};
use super::{Detection, LONGEST, Mask, Method, Mode, Options};
use crate::app::App;
use crate::assets::process::media_error;
use crate::error::{Error, Result};
use crate::faces::perform::Masked;

/// From this product of two vectors on, two faces are taken for one person: the published threshold of the model.
pub(super) const SAME: f32 = 0.363;

/// Masks faces of a file that was looked at. Gives the look back.
///
/// # Errors
/// `face_not_found` for an index that nothing was found under; `reference_missing`, `reference_face`; those of finding;
/// `media_*`.
pub(super) async fn mask(
    app: &App,
    mut file: File,
    reference: Option<&File>,
    mut found: Found,
    options: &Options,
    mask: &Mask,
) -> Result<(Masked, Found)> {
    let mut covered = chosen(mask, found.faces.len())?;
    if mask.mode == Mode::AllExcept {
        let reference = reference.ok_or_else(|| {
            Error::invalid("reference_missing", "Send the picture of the person in the field reference.")
                .field("reference", "field required")
        })?;
        let person = person(app, reference, options).await?;
        let (vectors, looked) = embed(app, found.looked, &found.faces).await?;
        found.looked = looked;
        covered.retain(|index| product(&person, &vectors[*index]) < SAME);
    }
    let mut parts: Vec<Covered> = {
        let size = (found.about.width, found.about.height);
        covered.iter().map(|index| mask.part(&found.faces[*index], size)).collect()
    };
    if mask.method == Method::Gaussian && mask.strength >= HIDING {
        found = hide(app, found, options, mask, &covered, &mut parts).await?;
    }
    let spec = MaskSpec {
        parts,
        shape: mask.shape,
        format: mask.format.format(found.about.format),
        quality: mask.quality,
        limits: Limits { pixels: app.config.faces.max_pixels, ..Limits::default() },
    };
    file.rewind().map_err(Error::internal)?;
    let source = Source { file, file_name: String::new() };
    let picture = app.media.mask(source, spec).await.map_err(media_error)?;
    let mut masked =
        Masked { format: picture.format, bytes: picture.bytes.into(), covered, certificate: None };
    if mask.verify {
        let (certificate, looked) = certify(app, &masked, found.looked, &found.faces, options).await?;
        found.looked = looked;
        masked.certificate = Some(certificate);
    }
    Ok((masked, found))
}

/// From this strength on a blur promises that nobody is found any more where somebody was.
const HIDING: u8 = 50;

/// How often a blur is doubled for that; after the last time a face is one colour.
const DOUBLINGS: u32 = 4;

/// Side of the smallest masked face where a blur is tried first, pixels: as small as faces are found reliably. A look costs by the
/// pixel.
const ROUGH: f64 = 40.0;

/// Doubles the blur of parts in which a face is found still. The masks are tried on the picture that was looked at, which costs no
/// decoding: first made as small as its faces allow, and in the end as it is.
async fn hide(
    app: &App,
    mut found: Found,
    options: &Options,
    mask: &Mask,
    covered: &[usize],
    parts: &mut [Covered],
) -> Result<Found> {
    // What is nearly sure enough here may be sure enough in the whole picture.
    let options = Options { max_faces: 0, confidence: (options.confidence * 0.8).max(0.01), ..*options };
    let (across, down) = found.looked.scale();
    let side = |index: &usize| {
        let face = &found.faces[*index];
        ((face.x2 - face.x1) / across).min((face.y2 - face.y1) / down)
    };
    let Some(smallest) = covered.iter().map(side).min_by(f64::total_cmp) else { return Ok(found) };
    let mut share = (ROUGH / smallest).min(1.0);
    let mut doublings = 0;
    while doublings < DOUBLINGS {
        let (tried, looked) = trial(found.looked, parts, mask.shape, share).await?;
        found.looked = looked;
        let longest = if share < 1.0 { tried.width.max(tried.height).clamp(64, LONGEST) } else { LONGEST };
        let (still, ..) = detect(app, tried, &options, longest).await?;
        let mut good = true;
        for (index, part) in covered.iter().zip(parts.iter_mut()) {
            let face = &found.faces[*index];
            if let Cover::Gaussian { sigma } = &mut part.cover
                && still.iter().any(|other| other.overlap(face) >= THERE)
            {
                good = false;
                *sigma *= 2.0;
            }
        }
        match good {
            true if share < 1.0 => share = 1.0,
            true => break,
            false => doublings += 1,
        }
    }
    Ok(found)
}

/// This share of the looked-at picture's sides with its masks, and the picture as it was.
async fn trial(looked: Looked, parts: &[Covered], shape: Shape, share: f64) -> Result<(Looked, Looked)> {
    let side = |side: u32| ((f64::from(side) * share).round() as u32).max(1);
    let (width, height) = (side(looked.width), side(looked.height));
    let across = f64::from(looked.about.width) / f64::from(width);
    let down = f64::from(looked.about.height) / f64::from(height);
    let smaller = |part: &Covered| {
        let (left, top) = (f64::from(part.left) / across, f64::from(part.top) / down);
        let right = f64::from(part.left + part.width) / across;
        let bottom = f64::from(part.top + part.height) / down;
        let cover = match part.cover {
            Cover::Gaussian { sigma } => Cover::Gaussian { sigma: sigma / across },
            other => other,
        };
        let (left, top) = (left.floor() as u32, top.floor() as u32);
        let (right, bottom) = (right.ceil() as u32, bottom.ceil() as u32);
        Covered { left, top, width: right.saturating_sub(left), height: bottom.saturating_sub(top), cover }
    };
    let parts: Vec<Covered> = parts.iter().map(smaller).collect();
    let work = move || {
        let pixels = Pixels::from_u8(looked.width, looked.height, Layout::Rgb, looked.rgb.clone())?;
        let mut pixels = resized(pixels, width, height)?;
        conceal(&mut pixels, &parts, shape)?;
        let Samples::U8(rgb) = pixels.samples else {
            return Err(MediaError::Io("pixels of another depth".to_owned()));
        };
        Ok((Looked { rgb, width, height, about: looked.about }, looked))
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(media_error)
}

/// The indexes that are to be covered.
fn chosen(mask: &Mask, found: usize) -> Result<Vec<usize>> {
    let Some(named) = &mask.faces else { return Ok((0..found).collect()) };
    let mut chosen: Vec<usize> = named.iter().map(|index| *index as usize).collect();
    chosen.sort_unstable();
    chosen.dedup();
    match chosen.last() {
        Some(last) if *last >= found => {
            let message = format!("There is no face {last}: {found} were found.");
            Err(Error::invalid("face_not_found", message).field("faces", "unknown index"))
        }
        _ => Ok(chosen),
    }
}

/// The vector of the one face on a reference picture.
async fn person(app: &App, reference: &File, options: &Options) -> Result<Vec<f32>> {
    let found = find(app, reference, &Options { max_faces: 0, ..*options }).await?;
    let [face]: [Detection; 1] = found.faces.try_into().map_err(|faces: Vec<Detection>| {
        let message = format!("The reference picture must show one face, and shows {}.", faces.len());
        Error::invalid("reference_face", message).field("reference", "must show exactly one face")
    })?;
    let (mut vectors, _) = embed(app, found.looked, &[face]).await?;
    vectors.pop().ok_or_else(|| Error::internal("a face without a vector"))
}

/// How alike two faces are, -1 to 1.
pub(super) fn product(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

impl From<&Certificate> for serde_json::Value {
    fn from(certificate: &Certificate) -> Self {
        serde_json::to_value(certificate).unwrap_or_default()
    }
}
