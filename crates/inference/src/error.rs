//! Why a model did not answer.

use crate::Task;

/// What a caller can act on.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no model for this here, or the runtime library is missing: install it, or do without.
    #[error("{task:?} is not available: {why}")]
    Unavailable {
        /// What was asked for.
        task: Task,
        /// What is missing, for the operator.
        why: String,
    },
    /// Every turn is taken and the queue is full: come back later.
    #[error("too much is waiting for models already")]
    Busy,
    /// The input is not one this task takes.
    #[error("{0}")]
    Input(String),
    /// The model or its runtime failed; for the log.
    #[error("the model {model} failed: {why}")]
    Failed {
        /// Name in the catalogue.
        model: &'static str,
        /// What the runtime said.
        why: String,
    },
}

/// What every call of this room returns.
pub type Result<T> = std::result::Result<T, Error>;
