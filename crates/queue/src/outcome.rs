//! How a job says that it is done, or why not.

use std::fmt::Display;
use std::time::Duration;

use serde_json::Value;

/// What an attempt comes to: a report for whoever looks at the finished job, or why it stopped.
///
/// The job decides, the runner obeys: a panic or a timeout counts as [`Stop::Retry`].
pub type Outcome = Result<Value, Stop>;

/// Done, with nothing to report.
pub const DONE: Outcome = Ok(Value::Null);

/// Why an attempt stopped before the work was done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// Failed in a way that another time may not: try again after the back-off, if attempts are left.
    #[error("{0}")]
    Retry(String),
    /// Too early: start again after this time. Does not count as an attempt.
    #[error("to be continued in {0:?}")]
    Snooze(Duration),
    /// Failed in a way that no other attempt would mend.
    #[error("{0}")]
    Fail(String),
    /// Heeded the [token](crate::JobContext::token). What becomes of the job depends on who fired it.
    #[error("stopped on request")]
    Cancelled,
}

impl Stop {
    /// [`Stop::Retry`] for this reason.
    pub fn retry(reason: impl Display) -> Self {
        Self::Retry(reason.to_string())
    }

    /// [`Stop::Fail`] for this reason.
    pub fn fail(reason: impl Display) -> Self {
        Self::Fail(reason.to_string())
    }
}

/// The database may be back next time.
impl From<calotype_store::Error> for Stop {
    fn from(error: calotype_store::Error) -> Self {
        Self::retry(error)
    }
}
