//! Scanning: the library follows what people do in their folders.
//!
//! A scan walks a repository and compares it with the database, a batch at a time, so its memory does not grow with
//! the library. It never moves or changes a file.
//!
//! | file | what it does |
//! |---|---|
//! | `request` | asking for a scan, and looking at the runs |
//! | `run` | one run from beginning to end |
//! | `compare` | what a batch of files means |
//! | `lost` | files that are gone, and files that moved |
//! | `discover` | takes one found file in |
//! | `watch` | asks for a scan when the file system reports a change |

mod compare;
pub mod discover;
mod lost;
pub mod request;
pub mod run;
pub mod watch;

use serde::{Deserialize, Serialize};

/// What made a scan happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// An administrator asked.
    Manual,
    /// The clock.
    Periodic,
    /// The file system reported a change.
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
