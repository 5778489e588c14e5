//! Why a command does not do what it was asked for.

use calotype_media::MediaError;

/// A refusal the caller can act on. The server renders it in the dialect of the surface.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// A parameter that must be there is not.
    #[error("The parameter '{0}' is missing")]
    Missing(String),
    /// A parameter, or several together, ask for what cannot be.
    #[error("The parameter '{name}' is wrong: {reason}")]
    Invalid {
        /// Which.
        name: String,
        /// What would be right.
        reason: String,
    },
    /// The order does not fit the picture, or the picture is damaged.
    #[error("{0}")]
    Unfit(String),
    /// The file is of a kind the command does not take.
    #[error("Unsupported media: {0}")]
    Unsupported(String),
    /// The file, or what would become of it, passes a limit.
    #[error("Too large: {0}")]
    TooLarge(String),
    /// It took too long.
    #[error("The command took too long")]
    TimedOut,
    /// Too many commands at the same time.
    #[error("The server is busy")]
    Busy {
        /// When to try again, seconds.
        retry_after: u64,
    },
    /// The command is known and not enabled.
    #[error("Not enabled: {0}")]
    Disabled(&'static str),
    /// There is no model for it here. The text says what brings it.
    #[error("Not available: {0}")]
    Unavailable(String),
    /// Something of ours failed. The text is for the log.
    #[error("{0}")]
    Failed(String),
}

impl Refusal {
    /// A parameter with a reason.
    pub(crate) fn invalid(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Refusal::Invalid { name: name.into(), reason: reason.into() }
    }
}

impl From<MediaError> for Refusal {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Unsupported { .. } => Refusal::Unsupported(error.to_string()),
            MediaError::Corrupt { reason } => Refusal::Unfit(reason),
            MediaError::TooLarge { what, limit, actual } => {
                Refusal::TooLarge(format!("{what}: {actual}, where {limit} are allowed"))
            }
            MediaError::TimedOut => Refusal::TimedOut,
            MediaError::Busy { retry_after } => Refusal::Busy { retry_after },
            // A file that kills its decoder is the file's fault; the reason is nobody's business but ours.
            MediaError::Crashed { unprocessable: true, .. } => {
                Refusal::Unfit("the file cannot be decoded".to_owned())
            }
            MediaError::Crashed { reason, .. } | MediaError::Io(reason) => Refusal::Failed(reason),
        }
    }
}
