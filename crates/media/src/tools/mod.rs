//! The one place that starts other programs.
//!
//! Programs are found once ([`Tools::discover`]), started by [`Tools::run`] with an argument list and no shell, and kept
//! inside [`Limits`]: they see an empty environment, no terminal, no more memory, processor time, file size or open
//! files than the job needs, cannot gain privileges, and die with their whole process group when the clock runs out
//! or the caller loses interest. Files reach them as open descriptors (`/proc/self/fd/N`), so that no name chosen by a
//! stranger is ever an argument.

mod confine;
mod error;
pub mod exiftool;
pub(crate) mod ffmpeg;
pub(crate) mod ffprobe;
mod find;
mod offline;
mod report;
mod run;

pub use confine::Limits;
pub use error::ToolError;
pub use exiftool::Exiftool;
pub use find::{Found, Tool, ToolPaths, Tools};
pub use report::{ToolReport, report};
pub use run::{Invocation, Output};
