//! Scans: what appeared, changed, moved and vanished in the folders of repositories.

pub mod discover;
pub mod look;
pub mod request;
pub mod run;
pub mod watch;

use serde::{Deserialize, Serialize};

/// Why a scan runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// An administrator asked.
    Manual,
    /// The clock asked.
    Periodic,
    /// The file system told of a change.
    Watch,
}

impl Mode {
    /// The word as stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Periodic => "periodic",
            Self::Watch => "watch",
        }
    }
}
