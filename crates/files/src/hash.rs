//! Content hashes: BLAKE3 of everything, and the quick form for large files.
//!
//! The quick form exists because the documented web client computes it for files over 100 MiB: BLAKE3 over the size as
//! eight little-endian bytes, the first MiB and the last MiB. It tells files apart well enough to find one again;
//! it does not prove that the bytes between are right, so stored content is always named by the full hash.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Doing, Error, Result};

/// Files longer than this have a quick hash, bytes.
pub const QUICK_FROM: u64 = 100 * MIB;

const MIB: u64 = 1024 * 1024;

/// Read buffer, bytes. From 64 KiB on BLAKE3 runs at full width; a larger one only costs cache.
const BUFFER: usize = 128 * 1024;

/// A BLAKE3-256 hash; on the wire and in names 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// The hash of bytes in memory.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The raw 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<blake3::Hash> for ContentHash {
    fn from(hash: blake3::Hash) -> Self {
        Self(*hash.as_bytes())
    }
}

impl From<[u8; 32]> for ContentHash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Accepts upper case too, as clients send it.
impl FromStr for ContentHash {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        blake3::Hash::from_hex(text)
            .map(Self::from)
            .map_err(|_| Error::invalid("a content hash is 64 hexadecimal digits"))
    }
}

impl TryFrom<String> for ContentHash {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<ContentHash> for String {
    fn from(hash: ContentHash) -> Self {
        hash.to_string()
    }
}

/// What hashing a file yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashes {
    /// BLAKE3 of all bytes.
    pub full: ContentHash,
    /// The quick form, where the file is over [`QUICK_FROM`].
    pub quick: Option<ContentHash>,
    /// How many bytes were hashed.
    pub size: u64,
}

impl Hashes {
    /// Whether a hash that a client sent names this content, in whichever form it chose.
    #[must_use]
    pub fn match_client(&self, claimed: &ContentHash) -> bool {
        *claimed == self.full || Some(*claimed) == self.quick
    }
}

/// Hashes a file by streaming it: full, and quick where it is large. Memory stays small whatever its size.
///
/// # Errors
///
/// When the file cannot be opened or read.
pub fn hash_file(path: &Path) -> Result<Hashes> {
    let mut file = File::open(path).doing("open", path)?;
    let mut full = blake3::Hasher::new();
    let mut buffer = vec![0; BUFFER];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => full.update(&buffer[..length]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Error::io("read", path, &error)),
        };
    }
    let size = full.count();
    Ok(Hashes { full: full.finalize().into(), quick: quick_hash(&file, size).doing("read", path)?, size })
}

/// The quick hash of a large file from two reads, `None` for one that is not over [`QUICK_FROM`].
///
/// # Errors
///
/// When the file cannot be opened or read.
pub fn quick_hash_file(path: &Path) -> Result<Option<ContentHash>> {
    let file = File::open(path).doing("open", path)?;
    let size = file.metadata().doing("stat", path)?.len();
    quick_hash(&file, size).doing("read", path)
}

/// The quick hash of an open file of `size` bytes. A stream is hashed in full as it passes and once more here, from the
/// pages the system still holds: cheaper than carrying its last MiB along.
pub(crate) fn quick_hash(file: &File, size: u64) -> io::Result<Option<ContentHash>> {
    if size <= QUICK_FROM {
        return Ok(None);
    }
    let mut hasher = blake3::Hasher::new();
    hasher.update(&size.to_le_bytes());
    let mut buffer = vec![0; MIB as usize];
    for offset in [0, size - MIB] {
        file.read_exact_at(&mut buffer, offset)?;
        hasher.update(&buffer);
    }
    Ok(Some(hasher.finalize().into()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// The definition, written down as plainly as possible.
    fn quick_by_definition(bytes: &[u8]) -> ContentHash {
        let mut all = (bytes.len() as u64).to_le_bytes().to_vec();
        all.extend_from_slice(&bytes[..MIB as usize]);
        all.extend_from_slice(&bytes[bytes.len() - MIB as usize..]);
        ContentHash::of(&all)
    }

    fn bytes(length: u64) -> Vec<u8> {
        let mut bytes = vec![0; length as usize];
        blake3::Hasher::new().finalize_xof().fill(&mut bytes);
        bytes
    }

    #[test]
    fn the_empty_file_has_the_published_blake3_hash() {
        let expected = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
        let directory = calotype_testkit::tmp::data_dir();
        std::fs::write(directory.join("empty"), b"").unwrap();
        assert_eq!(hash_file(&directory.join("empty")).unwrap().full.to_string(), expected);
    }

    #[test]
    fn a_file_of_exactly_the_limit_has_no_quick_hash_and_one_byte_more_has_the_defined_one() {
        let directory = calotype_testkit::tmp::data_dir();
        let path = directory.join("large");
        for (size, quick) in [(QUICK_FROM, false), (QUICK_FROM + 1, true)] {
            let bytes = bytes(size);
            std::fs::write(&path, &bytes).unwrap();
            let expected = quick.then(|| quick_by_definition(&bytes));
            let hashes = hash_file(&path).unwrap();
            assert_eq!(hashes, Hashes { full: ContentHash::of(&bytes), quick: expected, size });
            assert_eq!(quick_hash_file(&path).unwrap(), expected);
        }
    }

    #[test]
    fn a_client_may_send_either_form_in_either_case() {
        let hashes =
            Hashes { full: ContentHash::of(b"full"), quick: Some(ContentHash::of(b"quick")), size: 1 };
        assert!(hashes.match_client(&hashes.full.to_string().to_uppercase().parse().unwrap()));
        assert!(hashes.match_client(&hashes.quick.unwrap()));
        assert!(!hashes.match_client(&ContentHash::of(b"other")));
    }

    #[test]
    fn what_is_not_64_hexadecimal_digits_is_no_hash() {
        for text in ["", "ab", &"g".repeat(64), &"a".repeat(63), &"a".repeat(65), &"é".repeat(32)] {
            assert!(text.parse::<ContentHash>().is_err(), "{text}");
        }
    }
}
