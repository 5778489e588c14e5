//! The least that the same work can cost: bare programs without a server, a database, a queue or a sandbox.

mod jpeg;
mod rewrite;
mod thumbnails;
mod webp;
mod write;

use anyhow::Result;
use clap::ValueEnum;

pub(crate) use jpeg::decode_whole;
pub(crate) use rewrite::{Rewrite, RewriteDone};
pub(crate) use thumbnails::{Thumbnails, ThumbnailsDone};
pub(crate) use write::{Write, WriteDone};

/// Which floor a child process is.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Floor {
    /// Shrink-on-load decode, resize, and the encodes of the ladder.
    Thumbnails,
    /// Decode and encode.
    Rewrite,
    /// Write, synchronise and hash.
    Write,
}

impl Floor {
    /// Works as this floor until the input ends.
    pub(crate) fn serve(self) -> Result<()> {
        match self {
            Self::Thumbnails => crate::process::serve(thumbnails::make),
            Self::Rewrite => crate::process::serve(rewrite::rewrite),
            Self::Write => crate::process::serve(write::store),
        }
    }

    /// Starts this program again as this floor.
    pub(crate) fn start(self) -> Result<crate::process::Daemon> {
        let (name, argument) = match self {
            Self::Thumbnails => ("the floor of thumbnails", "thumbnails"),
            Self::Rewrite => ("the floor of a change", "rewrite"),
            Self::Write => ("the floor of writing", "write"),
        };
        let mut command = std::process::Command::new(std::env::current_exe()?);
        crate::process::Daemon::start(name, command.args(["floor", argument]))
    }
}
