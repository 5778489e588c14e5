//! Why a program did not do what it was asked.

use std::time::Duration;

use super::Tool;
use crate::MediaError;

/// What went wrong with a program. [`Self::about`] turns it into what it says about the file.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    /// It is not on this machine.
    #[error("{0} is not installed")]
    NotInstalled(Tool),
    /// It ran past its wall clock or its processor time, and was killed.
    #[error("{tool} was stopped after {after:?}")]
    TimedOut {
        /// Which program.
        tool: Tool,
        /// How long it had run.
        after: Duration,
    },
    /// It died of a signal, or for want of memory.
    #[error("{tool} crashed ({reason})")]
    Crashed {
        /// Which program.
        tool: Tool,
        /// The signal's number or the program's own last words.
        reason: String,
    },
    /// It ended with an error of its own.
    #[error("{tool} failed: {stderr}")]
    Failed {
        /// Which program.
        tool: Tool,
        /// The end of what it wrote to standard error.
        stderr: String,
    },
    /// It answered something that cannot be understood.
    #[error("{tool} gave an answer that makes no sense: {reason}")]
    Nonsense {
        /// Which program.
        tool: Tool,
        /// What does not fit.
        reason: String,
    },
    /// It wrote more than [`Limits::stdout`](super::Limits::stdout) or [`Limits::file_size`](super::Limits::file_size).
    #[error("{tool} wrote more than {limit} bytes")]
    TooMuchOutput {
        /// Which program.
        tool: Tool,
        /// The limit it passed, bytes.
        limit: u64,
    },
    /// It could not be started or talked to.
    #[error("cannot run {tool}: {source}")]
    Io {
        /// Which program.
        tool: Tool,
        /// The reason the system gave.
        source: std::io::Error,
    },
}

impl ToolError {
    /// What this failure means for a file of the format named `format`.
    pub fn about(self, format: &str) -> MediaError {
        match self {
            ToolError::NotInstalled(tool) => {
                MediaError::Unsupported { format: format.to_owned(), needs: Some(tool.package().to_owned()) }
            }
            ToolError::TimedOut { .. } => MediaError::TimedOut,
            ToolError::Crashed { .. } => {
                MediaError::Crashed { reason: self.to_string(), unprocessable: false }
            }
            ToolError::Failed { stderr, .. } => MediaError::corrupt(last_words(&stderr)),
            ToolError::Nonsense { reason, .. } => MediaError::corrupt(reason),
            ToolError::TooMuchOutput { limit, .. } => {
                MediaError::TooLarge { what: "output bytes".into(), limit, actual: u64::MAX }
            }
            ToolError::Io { .. } => MediaError::Io(self.to_string()),
        }
    }
}

/// The last line of a program's complaints, without the descriptor names we gave it.
fn last_words(stderr: &str) -> String {
    let line = stderr.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or("no reason given");
    let line = match line.split_once("/proc/self/fd/") {
        Some((before, after)) => {
            let rest = after.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(':');
            format!("{}{rest}", before.trim_end_matches("file:"))
        }
        None => line.to_owned(),
    };
    line.trim().chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_shown_to_people_names_no_descriptor() {
        let said = "[mov @ 0x5581] moov atom not found\nfile:/proc/self/fd/12: Invalid data found when processing input\n";
        assert_eq!(last_words(said), "Invalid data found when processing input");
        assert_eq!(last_words("\n \n"), "no reason given");
    }

    #[test]
    fn a_missing_program_is_said_to_be_what_the_format_needs() {
        assert_eq!(
            ToolError::NotInstalled(Tool::Ffprobe).about("Matroska"),
            MediaError::Unsupported { format: "Matroska".into(), needs: Some("ffmpeg".into()) }
        );
    }
}
