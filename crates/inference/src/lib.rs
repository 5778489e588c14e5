//! Models behind one door: callers name a task and bring pixels or words; which model does it is decided here.

use std::sync::Arc;

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
}

/// The models of this process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Inference {
    tasks: Arc<[Task]>,
}

impl Inference {
    /// A door with nothing behind it: no model is installed, every task is unavailable.
    #[must_use]
    pub fn without_models() -> Self {
        Self { tasks: Arc::new([]) }
    }

    /// The tasks for which there is a model that works.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }
}
