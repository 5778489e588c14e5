//! Models behind one door: callers name a task and bring pixels or words; which model does it is decided here.
//!
//! [`Inference`] is cheap to hold: nothing is opened, loaded or allocated before the first call, and what was loaded is
//! dropped again when nobody has used it for a while. Every call blocks its thread, so async code calls from
//! `spawn_blocking`. As many calls run as the settings allow; a queue of known length waits; beyond it a call is refused at
//! once with [`Error::Busy`].

mod background;
pub mod catalogue;
mod concept;
mod convert;
mod error;
mod faces;
pub mod install;
mod loaded;
mod mrz;
mod nudity;
mod picture;
mod resample;
mod runtime;
mod tags;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text;
mod turns;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::catalogue::Model;
use crate::install::State;
use crate::loaded::Loaded;
use crate::runtime::{Input, Tensor, View};
use crate::turns::Turns;

pub use crate::background::{Matte, Quality};
pub use crate::error::{Error, Result};
pub use crate::faces::{Attributes, Expression, Face, FaceOptions, Landmarks};
pub use crate::mrz::{Mrz, MrzFormat, Sex, read_lines as read_mrz_lines};
pub use crate::picture::{LONGEST_SIDE, MOST_PIXELS, Picture};
pub use crate::tags::{Description, Tag};
pub use crate::text::{Line, TextOptions};

/// What models can be asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// A vector for a picture, comparable with those of texts.
    SemanticImageEmbed,
    /// A vector for a text, comparable with those of pictures.
    SemanticTextEmbed,
    /// Species on a picture.
    BioclipClassify,
    /// Text on a picture.
    Ocr,
    /// Faces on a picture and who they are.
    FaceRecognition,
    /// Faces on a picture.
    FaceDetection,
    /// Age, gender and expression of faces.
    FaceAttributes,
    /// Nudity on a picture.
    Nsfw,
    /// What is on a picture, in words of a fixed list.
    Tags,
    /// A vector for a picture, comparable with those of other pictures.
    ImageVector,
    /// The machine-readable lines of a passport, visa or identity card.
    Mrz,
    /// What stands before the background.
    BackgroundRemoval,
}

impl Task {
    /// Every task.
    pub const ALL: [Self; 12] = [
        Self::SemanticImageEmbed,
        Self::SemanticTextEmbed,
        Self::BioclipClassify,
        Self::Ocr,
        Self::FaceRecognition,
        Self::FaceDetection,
        Self::FaceAttributes,
        Self::Nsfw,
        Self::Tags,
        Self::ImageVector,
        Self::Mrz,
        Self::BackgroundRemoval,
    ];
}

/// Where models are and how much of the machine they may take.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Directory of the models (`install` fills it).
    pub directory: PathBuf,
    /// The runtime library; `None`: the pulled one, or one beside this program.
    pub library: Option<PathBuf>,
    /// Calls that run at the same time, one core each.
    pub turns: usize,
    /// Calls that may wait; more are refused.
    pub queue: usize,
    /// After how long without a call a model leaves the memory.
    pub idle: Duration,
}

impl Settings {
    /// As many turns as there are cores, a queue of 64, five minutes.
    #[must_use]
    pub fn new(directory: PathBuf) -> Self {
        let turns = std::thread::available_parallelism().map_or(1, usize::from);
        Self { directory, library: None, turns, queue: 64, idle: Duration::from_secs(300) }
    }
}

/// The models of this process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Inference(Option<Arc<Inner>>);

#[derive(Debug)]
struct Inner {
    loaded: Arc<Loaded>,
    turns: Turns,
}

/// A result, and what it was made with.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<T> {
    /// The result.
    pub value: T,
    /// Name of the model in the catalogue.
    pub model: &'static str,
    /// Its version. Vectors of different models or versions do not compare.
    pub version: &'static str,
    /// How long the work took, without the time spent waiting for a turn.
    pub took: Duration,
}

/// Whether a task can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    /// With these models, name and version.
    Ready(Vec<(&'static str, &'static str)>),
    /// Not, and what is missing, for the operator.
    Missing(String),
}

impl Availability {
    /// Whether it can.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        matches!(self, Self::Ready(_))
    }
}

impl Inference {
    /// A door to the models in a directory, which may be empty or absent; looks at nothing yet.
    #[must_use]
    pub fn open(settings: Settings) -> Self {
        let Settings { directory, library, turns, queue, idle } = settings;
        let loaded = Arc::new(Loaded::new(directory, library, idle));
        Self(Some(Arc::new(Inner { loaded, turns: Turns::new(turns, queue) })))
    }

    /// A door with nothing behind it: no model is installed, every task is unavailable.
    #[must_use]
    pub fn without_models() -> Self {
        Self(None)
    }

    /// The tasks for which there is a model here. Asks the disk each time, so what is pulled while we run counts.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task> {
        Task::ALL.into_iter().filter(|task| self.available(*task).is_ready()).collect()
    }

    /// Whether a task can be done, and with what. Loads nothing.
    #[must_use]
    pub fn available(&self, task: Task) -> Availability {
        match self.chosen(task, task.models()) {
            Ok((_, models)) => {
                Availability::Ready(models.iter().map(|model| (model.name, model.version)).collect())
            }
            Err(Error::Unavailable { why, .. }) => Availability::Missing(why),
            Err(other) => Availability::Missing(other.to_string()),
        }
    }

    /// Names of the models that are in memory now.
    #[must_use]
    pub fn in_memory(&self) -> Vec<&'static str> {
        self.0.as_ref().map(|inner| inner.loaded.names()).unwrap_or_default()
    }

    /// The models for a task, one for each group.
    fn chosen(&self, task: Task, groups: &[&[&str]]) -> Result<(&Arc<Inner>, Vec<&'static Model>)> {
        let unavailable = |why: String| Error::Unavailable { task, why };
        let inner = self.0.as_ref().ok_or_else(|| unavailable("models are switched off".into()))?;
        if groups.is_empty() {
            return Err(unavailable("there is no model for it in the catalogue".into()));
        }
        let mut models = Vec::new();
        for group in groups {
            let mut candidates = group.iter().filter_map(|name| catalogue::named(name));
            let found =
                candidates.find(|model| install::look(inner.loaded.directory(), model) == State::Installed);
            models.push(found.ok_or_else(|| {
                unavailable(format!(
                    "the model {} is not installed; `calotype models pull` brings it",
                    group.join(" or ")
                ))
            })?);
        }
        inner.loaded.runtime_missing().map_or(Ok((inner, models)), |why| Err(unavailable(why)))
    }

    /// Does the work of a task in a turn. The answer names the model at `named` of those the task takes.
    fn answer<T>(
        &self,
        task: Task,
        named: usize,
        work: impl FnOnce(&Work<'_>) -> Result<T>,
    ) -> Result<Answer<T>> {
        self.answer_with(task, task.models(), named, work)
    }

    /// [`Self::answer`] with models that were chosen from others than the task usually takes.
    fn answer_with<T>(
        &self,
        task: Task,
        groups: &[&[&str]],
        named: usize,
        work: impl FnOnce(&Work<'_>) -> Result<T>,
    ) -> Result<Answer<T>> {
        let (inner, models) = self.chosen(task, groups)?;
        let turn = inner.turns.take()?;
        let started = Instant::now();
        let value = work(&Work { loaded: &inner.loaded, models: &models })?;
        drop(turn);
        let model = models[named.min(models.len() - 1)];
        Ok(Answer { value, model: model.name, version: model.version, took: started.elapsed() })
    }
}

/// What the code of a task works with: the models it takes, in the order the catalogue lists them.
struct Work<'a> {
    loaded: &'a Arc<Loaded>,
    models: &'a [&'static Model],
}

impl Work<'_> {
    /// Runs the model at a position once.
    fn run(&self, position: usize, inputs: &[(&str, Input<'_>)], outputs: &[&str]) -> Result<Vec<Tensor>> {
        let model = self.models[position];
        let failed = |why| Error::Failed { model: model.name, why };
        self.loaded.with(model, |session| session.run(inputs, outputs)).map_err(failed)
    }

    /// Runs the model at a position once and looks at one result where it is.
    fn look<T>(
        &self,
        position: usize,
        inputs: &[(&str, Input<'_>)],
        output: &str,
        look: impl FnOnce(View<'_>) -> T,
    ) -> Result<T> {
        let model = self.models[position];
        let failed = |why| Error::Failed { model: model.name, why };
        self.loaded.with(model, |session| session.look(inputs, output, look)).map_err(failed)
    }

    /// The lines of a text file of the model at a position.
    fn lines(&self, position: usize, file: &'static str) -> Result<Arc<Vec<String>>> {
        let model = self.models[position];
        self.loaded.lines(model, file).map_err(|why| Error::Failed { model: model.name, why })
    }
}
