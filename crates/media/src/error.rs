//! What can go wrong with a picture, a film or a sound.

use serde::{Deserialize, Serialize};

/// Why a file could not be probed, decoded or rendered.
///
/// It crosses the pipe between a sandboxed child and the server, so it holds plain data only.
/// [`Self::Corrupt`], [`Self::Unsupported`] and [`Self::TooLarge`] are facts about the file: trying again
/// changes nothing ([`Self::is_final`]).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MediaError {
    /// The format, or this variant of it, cannot be read here.
    #[error("{format} cannot be read{}", .needs.as_ref().map(|n| format!(": needs {n}")).unwrap_or_default())]
    Unsupported {
        /// The name of the format, or what the file appears to be.
        format: String,
        /// What to install or switch on, when something would help.
        needs: Option<String>,
    },
    /// The content breaks the rules of its own format.
    #[error("damaged file: {reason}")]
    Corrupt {
        /// What was found, for the person who owns the file.
        reason: String,
    },
    /// A [limit](crate::limits::Limits) would be passed; nothing was allocated.
    #[error("too large: {what} {actual} exceeds {limit}")]
    TooLarge {
        /// The limit's name: `pixels`, `bytes`, `frames`, `scans`, `profile bytes`, `nesting`, `side` …
        what: String,
        /// The greatest value allowed.
        limit: u64,
        /// The value found; `u64::MAX` when counting stopped early.
        actual: u64,
    },
    /// The work took longer than it may.
    #[error("took too long")]
    TimedOut,
    /// The child that did the work died: a crash, an abort, or a limit of the operating system.
    #[error("the decoder crashed: {reason}")]
    Crashed {
        /// The signal and what it usually means, or the panic.
        reason: String,
        /// The file killed a second, fresh child too: it is the file, and it must not be tried for ever.
        unprocessable: bool,
    },
    /// Every worker is busy and the queue before them is full. Trying again later helps.
    #[error("all media workers are busy")]
    Busy {
        /// When a place is likely to be free, seconds from now; at least 1.
        retry_after: u64,
    },
    /// Reading or writing failed on our side.
    #[error("reading or writing failed: {0}")]
    Io(String),
}

impl MediaError {
    /// A damaged file, with the reason.
    pub fn corrupt(reason: impl Into<String>) -> Self {
        MediaError::Corrupt { reason: reason.into() }
    }

    /// A format, or a variant of one, that nothing here can read.
    pub fn unsupported(format: impl Into<String>) -> Self {
        MediaError::Unsupported { format: format.into(), needs: None }
    }

    /// Whether the file itself is at fault, so that trying again cannot help.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Unsupported { .. } | Self::Corrupt { .. } | Self::TooLarge { .. } => true,
            Self::Crashed { unprocessable, .. } => *unprocessable,
            Self::TimedOut | Self::Busy { .. } | Self::Io(_) => false,
        }
    }
}

impl From<std::io::Error> for MediaError {
    fn from(error: std::io::Error) -> Self {
        MediaError::Io(error.to_string())
    }
}
