//! The floor of an upload: the bytes are written, hashed and synchronised, file and directory.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

/// Bytes to be stored: the file named, over and over.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Write {
    pub(crate) source: PathBuf,
    pub(crate) target: PathBuf,
    /// How many bytes to write in all.
    pub(crate) bytes: u64,
}

/// How long it took, from the first byte to the synchronised directory.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WriteDone {
    pub(crate) seconds: f64,
    pub(crate) hash: String,
}

/// As much as a server reads from a socket at once.
const CHUNK: usize = 64 * 1024;

pub(super) fn store(request: &Write) -> Result<WriteDone> {
    let source = std::fs::read(&request.source)?;
    let folder = request.target.parent().context("a file without a folder")?;
    let begun = Instant::now();
    let mut file = File::create(&request.target)?;
    let mut hasher = blake3::Hasher::new();
    let mut left = usize::try_from(request.bytes)?;
    for chunk in source.chunks(CHUNK).cycle() {
        let chunk = &chunk[..chunk.len().min(left)];
        hasher.update(chunk);
        file.write_all(chunk)?;
        left -= chunk.len();
        if left == 0 {
            break;
        }
    }
    file.sync_all()?;
    File::open(folder)?.sync_all()?;
    let seconds = begun.elapsed().as_secs_f64();
    std::fs::remove_file(&request.target)?;
    Ok(WriteDone { seconds, hash: hasher.finalize().to_hex().to_string() })
}
