//! What this server can do right now, and what it is allowed to do.

pub use calotype_inference::Task;

use crate::app::App;
use crate::error::Result;
use crate::settings::{self, Llm, Ml};

/// What the library asks models for. One that nothing here asks makes nothing available, installed or not.
const ASKED_FOR: &[Task] = &[];

/// Settings and facts, to be shown side by side.
#[derive(Debug)]
pub struct Capabilities {
    /// Processes that run models.
    pub nodes: usize,
    /// Which tasks an administrator allows.
    pub enabled: Ml,
    /// Language model.
    pub llm: Llm,
    available: Vec<Task>,
}

impl Capabilities {
    /// Whether there is a model for a task, and a use for it.
    #[must_use]
    pub fn available(&self, task: Task) -> bool {
        self.available.contains(&task)
    }
}

/// What clients ask before they show a feature. Anybody may ask.
///
/// # Errors
/// Any database failure.
pub async fn capabilities(app: &App) -> Result<Capabilities> {
    let system = settings::read(&mut app.db.read().await?, &app.config).await?;
    let available: Vec<Task> =
        app.inference.tasks().into_iter().filter(|task| ASKED_FOR.contains(task)).collect();
    Ok(Capabilities {
        // Models run in this process or not at all.
        nodes: usize::from(!available.is_empty()),
        enabled: system.ml,
        llm: system.llm,
        available,
    })
}
