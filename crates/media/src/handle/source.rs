//! A file to work on.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use rustix::fs::MemfdFlags;

/// An open file and what it is called.
#[derive(Debug)]
pub struct Source {
    /// Opened for reading. Its offset does not matter.
    pub file: File,
    /// A hint where the content leaves a choice; never a path that is opened.
    pub file_name: String,
}

impl Source {
    /// Opens a file under its own name.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: &Path) -> io::Result<Source> {
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Source { file: File::open(path)?, file_name })
    }

    /// Bytes in memory as a file, for pictures that were received and never stored. A copy, outside of the
    /// heap.
    ///
    /// # Errors
    /// When there is not enough memory.
    pub fn from_bytes(bytes: &[u8], file_name: impl Into<String>) -> io::Result<Source> {
        let mut file = File::from(rustix::fs::memfd_create("calotype", MemfdFlags::CLOEXEC)?);
        file.write_all(bytes)?;
        Ok(Source { file, file_name: file_name.into() })
    }
}
