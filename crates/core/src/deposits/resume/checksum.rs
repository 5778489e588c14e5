//! What a client says the bytes of a request add up to.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest as _;

use crate::error::{Error, Result};

/// The algorithms that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// MD5.
    Md5,
    /// SHA-1, which every resumable client knows.
    Sha1,
    /// SHA-256.
    Sha256,
}

impl Algorithm {
    /// All of them, by name.
    pub const ALL: [(&'static str, Self); 3] =
        [("sha1", Self::Sha1), ("md5", Self::Md5), ("sha256", Self::Sha256)];
}

/// A claim about bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum {
    algorithm: Algorithm,
    expected: Vec<u8>,
}

impl Checksum {
    /// Reads `<algorithm> <base64>`.
    ///
    /// # Errors
    /// `invalid_checksum`.
    pub fn parse(text: &str) -> Result<Self> {
        let invalid = || {
            Error::invalid("invalid_checksum", "A checksum is sha1, md5 or sha256, a space, and its base64.")
        };
        let (name, value) = text.trim().split_once(' ').ok_or_else(invalid)?;
        let algorithm = Algorithm::ALL.iter().find(|(known, _)| *known == name).ok_or_else(invalid)?.1;
        let expected = STANDARD.decode(value.trim()).map_err(|_| invalid())?;
        Ok(Self { algorithm, expected })
    }

    pub(super) fn hasher(&self) -> Hasher {
        match self.algorithm {
            Algorithm::Md5 => Hasher::Md5(md5::Md5::default()),
            Algorithm::Sha1 => Hasher::Sha1(sha1::Sha1::new()),
            Algorithm::Sha256 => Hasher::Sha256(sha2::Sha256::new()),
        }
    }

    pub(super) fn holds(&self, hasher: Hasher) -> bool {
        hasher.finish() == self.expected
    }
}

/// A sum being made.
pub(super) enum Hasher {
    Md5(md5::Md5),
    Sha1(sha1::Sha1),
    Sha256(sha2::Sha256),
}

impl Hasher {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Md5(hasher) => md5::Digest::update(hasher, bytes),
            Self::Sha1(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
        }
    }

    fn finish(self) -> Vec<u8> {
        match self {
            Self::Md5(hasher) => md5::Digest::finalize(hasher).to_vec(),
            Self::Sha1(hasher) => hasher.finalize().to_vec(),
            Self::Sha256(hasher) => hasher.finalize().to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_sum_holds_for_its_bytes_only() {
        for text in [
            "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
            "md5 kAFQmDzST7DWlj99KOF/cg==",
            "sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
        ] {
            let checksum = Checksum::parse(text).unwrap();
            for (bytes, holds) in [(b"abc", true), (b"abd", false)] {
                let mut hasher = checksum.hasher();
                hasher.update(bytes);
                assert_eq!(checksum.holds(hasher), holds, "{text}");
            }
        }
        for bad in ["", "sha1", "crc32 AAAA", "sha1 ?"] {
            assert!(Checksum::parse(bad).is_err(), "{bad}");
        }
    }
}
