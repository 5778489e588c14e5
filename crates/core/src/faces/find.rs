//! Finding the faces of a picture.

use std::fs::File;
use std::io::Seek as _;
use std::time::{Duration, Instant};

use calotype_inference::{
    Availability, Error as Model, Face, FaceOptions, Inference, Landmarks, Picture, Task,
};
use calotype_media::Source;
use calotype_media::format::Format;
use calotype_media::look::{About, Looked};
use serde::{Deserialize, Serialize};

use super::{LONGEST, Options};
use crate::app::App;
use crate::assets::process::media_error;
use crate::error::{Error, Result};

/// The model that finds faces.
pub const MODEL: &str = "yunet";

/// A face, in pixels of the upright picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Detection {
    /// Left edge.
    pub x1: f64,
    /// Upper edge.
    pub y1: f64,
    /// Right edge.
    pub x2: f64,
    /// Lower edge.
    pub y2: f64,
    /// How sure the model is, 0 to 1.
    pub confidence: f64,
    /// Eye, eye, nose, corner of the mouth, corner of the mouth: of each pair the left one in the picture first.
    pub landmarks: [[f64; 2]; 5],
}

impl Detection {
    /// The part of the union of two boxes that both cover.
    pub(super) fn overlap(&self, other: &Self) -> f64 {
        let width = (self.x2.min(other.x2) - self.x1.max(other.x1)).max(0.0);
        let height = (self.y2.min(other.y2) - self.y1.max(other.y1)).max(0.0);
        let area = |face: &Self| (face.x2 - face.x1) * (face.y2 - face.y1);
        let both = width * height;
        both / (area(self) + area(other) - both).max(f64::MIN_POSITIVE)
    }
}

/// What a look found.
pub(super) struct Found {
    /// The file.
    pub(super) about: About,
    /// The surest first.
    pub(super) faces: Vec<Detection>,
    /// Name of the model.
    pub(super) model: &'static str,
    /// Time of reading and decoding.
    pub(super) decode: Duration,
    /// Time of the model.
    pub(super) inference: Duration,
    /// What was looked at.
    pub(super) looked: Looked,
}

/// Whether a look would find something now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readiness {
    /// Whether the model is installed.
    pub model: bool,
    /// Whether the database answers.
    pub database: bool,
    /// Whether the object store answers.
    pub storage: bool,
}

/// Asks everything the face API stands on. Anybody may ask.
pub async fn readiness(app: &App) -> Readiness {
    let models = app.inference.clone();
    let model = tokio::task::spawn_blocking(move || {
        matches!(models.available(Task::FaceDetection), Availability::Ready(_))
    });
    let database = async { app.db.read().await.is_ok() };
    let storage = async { app.objects.check().await.is_ok() };
    let (model, database, storage) = tokio::join!(model, database, storage);
    Readiness { model: model.unwrap_or(false), database, storage }
}

/// Looks at a file. What it is, its content says.
///
/// # Errors
/// `empty_file`; `unsupported_format`, `corrupt_file`, `too_many_pixels`; `media_*`; `model_*`, `busy`.
pub(super) async fn find(app: &App, file: &File, options: &Options) -> Result<Found> {
    let began = Instant::now();
    let source = || -> Result<Source> {
        let mut file = file.try_clone().map_err(Error::internal)?;
        file.rewind().map_err(Error::internal)?;
        Ok(Source { file, file_name: String::new() })
    };
    if file.metadata().map_err(Error::internal)?.len() == 0 {
        return Err(Error::invalid("empty_file", "The file is empty."));
    }
    let probe = app.media.probe(source()?).await.map_err(media_error)?;
    let taken = [Format::Jpeg, Format::Png, Format::Webp, Format::Bmp, Format::Tiff];
    if !taken.contains(&probe.format) {
        let message =
            format!("{} is not taken here: send JPEG, PNG, WebP, BMP or TIFF.", probe.format.name());
        return Err(Error::unprocessable("unsupported_format", message));
    }
    let most = app.config.faces.max_pixels;
    if u64::from(probe.width) * u64::from(probe.height) > most {
        let message = format!("A picture has at most {most} pixels here.");
        return Err(Error::invalid("too_many_pixels", message).field("limit", most.to_string()));
    }
    let looked = app.media.look(source()?, LONGEST, most).await.map_err(media_error)?;
    let decode = began.elapsed();
    let (faces, model, inference, looked) = detect(app, looked, options, LONGEST).await?;
    Ok(Found { about: looked.about, faces, model, decode, inference, looked })
}

/// Asks the model about pixels, scaled to so many on their longer side.
pub(super) async fn detect(
    app: &App,
    looked: Looked,
    options: &Options,
    longest: u32,
) -> Result<(Vec<Detection>, &'static str, Duration, Looked)> {
    let options = FaceOptions {
        confidence: options.confidence,
        overlap: options.nms_threshold,
        most: options.max_faces as usize,
        longest: longest as usize,
    };
    with_models(app, move |models| {
        let answer = models.detect_faces(pixels(&looked)?, &options)?;
        let faces = answer.value.iter().map(|face| detection(face, &looked)).collect();
        Ok((faces, answer.model, answer.took, looked))
    })
    .await
}

/// The vectors of faces, in their order.
pub(super) async fn embed(app: &App, looked: Looked, faces: &[Detection]) -> Result<(Vec<Vec<f32>>, Looked)> {
    let (across, down) = looked.scale();
    let points =
        faces.iter().map(|face| face.landmarks.map(|[x, y]| [(x / across) as f32, (y / down) as f32]));
    let points: Vec<Landmarks> = points.collect();
    with_models(app, move |models| {
        let vectors = models.embed_faces(pixels(&looked)?, &points)?.value;
        Ok((vectors, looked))
    })
    .await
}

fn pixels(looked: &Looked) -> Result<Picture<'_>, Model> {
    Picture::new(looked.width, looked.height, &looked.rgb)
}

fn detection(face: &Face, looked: &Looked) -> Detection {
    let (across, down) = looked.scale();
    let (width, height) = (f64::from(looked.about.width), f64::from(looked.about.height));
    Detection {
        x1: (f64::from(face.x1) * across).clamp(0.0, width),
        y1: (f64::from(face.y1) * down).clamp(0.0, height),
        x2: (f64::from(face.x2) * across).clamp(0.0, width),
        y2: (f64::from(face.y2) * down).clamp(0.0, height),
        confidence: f64::from(face.confidence),
        landmarks: face.landmarks.map(|[x, y]| [f64::from(x) * across, f64::from(y) * down]),
    }
}

async fn with_models<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&Inference) -> Result<T, Model> + Send + 'static,
) -> Result<T> {
    let models = app.inference.clone();
    let done = tokio::task::spawn_blocking(move || work(&models)).await.map_err(Error::internal)?;
    done.map_err(|error| match error {
        Model::Unavailable { why, .. } => {
            Error::unavailable("model_unavailable", "The model for faces is not installed on this server.")
                .because(why)
        }
        Model::Busy => Error::unavailable("busy", "Too many wait for the models. Try again in a moment.")
            .retry_after(Duration::from_secs(1)),
        Model::Input(why) => Error::unprocessable("corrupt_file", why),
        other => Error::internal(other),
    })
}
