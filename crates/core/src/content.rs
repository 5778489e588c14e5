//! Bytes on their way out of the house.

use std::fs::File;

use bytes::Bytes;

/// What is sent.
#[derive(Debug)]
pub enum Content {
    /// An open file, from its beginning, and its length in bytes.
    File(File, u64),
    /// Bytes that are in memory.
    Bytes(Bytes),
}

impl Content {
    /// Its length in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Self::File(_, size) => *size,
            Self::Bytes(bytes) => bytes.len() as u64,
        }
    }
}
