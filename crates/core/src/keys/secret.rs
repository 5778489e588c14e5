//! The text of a key: `cal_<8 public>_<43 secret><6 check>`, or `xyl_<48 hexadecimal digits>` as the face API documents.
//!
//! The public part names the key in lists and logs. The secret part is 256 bits. The check is the CRC-32 of everything
//! before it, so that a mistyped key is told from an unknown one without a look at the database, and scanners for leaked
//! secrets find no false ones.

use rand::TryRngCore as _;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};

const BRAND: &str = "cal_";
/// How the documented keys of the face API begin; 48 hexadecimal digits follow, which are 192 random bits.
const FACE: &str = "xyl_";
const FACE_DIGITS: usize = 48;
const PUBLIC: usize = 8;
/// 62^43 is just above 2^256.
const SECRET: usize = 43;
const CHECK: usize = 6;
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A fresh key in the clear. Exists until it has been shown once.
#[derive(Clone)]
pub(crate) struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secret({}…)", self.prefix())
    }
}

impl Secret {
    /// Makes a key.
    pub(crate) fn generate() -> Result<Self> {
        let body = format!("{BRAND}{}_{}", random(PUBLIC)?, random(SECRET)?);
        let check = check_of(&body);
        Ok(Self(body + &check))
    }

    /// Makes a key in the form that the face API documents.
    pub(crate) fn generate_for_faces() -> Result<Self> {
        let mut bytes = [0; FACE_DIGITS / 2];
        rand::rngs::OsRng.try_fill_bytes(&mut bytes).map_err(Error::internal)?;
        Ok(Self(format!("{FACE}{}", hex::encode(bytes))))
    }

    /// Reads a key somebody presents; `None` when it cannot be one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some(digits) = text.strip_prefix(FACE) {
            let sound = digits.len() == FACE_DIGITS
                && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            return sound.then(|| Self(text.to_owned()));
        }
        let length = BRAND.len() + PUBLIC + 1 + SECRET + CHECK;
        let (body, check) = text.split_at_checked(length - CHECK)?;
        (text.len() == length && body.starts_with(BRAND) && check == check_of(body))
            .then(|| Self(text.to_owned()))
    }

    /// The part that names the key.
    pub(crate) fn prefix(&self) -> &str {
        let documented = if self.0.starts_with(FACE) { 11 } else { BRAND.len() + PUBLIC };
        &self.0[..documented]
    }

    /// The last characters, for people who compare.
    pub(crate) fn suffix(&self) -> &str {
        let documented = if self.0.starts_with(FACE) { 8 } else { 4 };
        &self.0[self.0.len() - documented..]
    }

    /// What is stored. 256 random bits need no slow hash.
    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }

    /// The whole key, to be shown once.
    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

/// Uniform characters of the alphabet: bytes that would favour its beginning are thrown away.
fn random(length: usize) -> Result<String> {
    let mut text = String::with_capacity(length);
    let mut bytes = [0; 64];
    while text.len() < length {
        rand::rngs::OsRng.try_fill_bytes(&mut bytes).map_err(Error::internal)?;
        let characters = bytes.iter().filter_map(|byte| ALPHABET.get(usize::from(byte & 63)));
        text.extend(characters.take(length - text.len()).map(|c| char::from(*c)));
    }
    Ok(text)
}

fn check_of(body: &str) -> String {
    let mut rest = crc32fast::hash(body.as_bytes()) as usize;
    let mut digits = [b'0'; CHECK];
    for digit in digits.iter_mut().rev() {
        *digit = ALPHABET[rest % ALPHABET.len()];
        rest /= ALPHABET.len();
    }
    digits.iter().map(|digit| char::from(*digit)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_key_reads_back_and_a_mistyped_one_does_not() {
        let key = Secret::generate().unwrap();
        let text = key.clone().into_text();
        assert_eq!(text.len(), 62);
        assert_eq!(Secret::parse(&text).unwrap().hash(), key.hash());
        for at in 0..text.len() {
            let mut mistyped = text.clone().into_bytes();
            mistyped[at] = if mistyped[at] == b'x' { b'y' } else { b'x' };
            assert!(Secret::parse(&String::from_utf8(mistyped).unwrap()).is_none(), "at {at}");
        }
        assert!(Secret::parse(&text[..61]).is_none());
        assert!(Secret::parse("").is_none());
        assert!(Secret::parse(&"ü".repeat(31)).is_none());
    }

    #[test]
    fn no_key_is_made_twice_and_debug_output_hides_it() {
        let (a, b) = (Secret::generate().unwrap(), Secret::generate().unwrap());
        assert_ne!(a.hash(), b.hash());
        assert_ne!(a.prefix(), b.prefix());
        let shown = format!("{a:?}");
        assert!(shown.contains(a.prefix()) && !shown.contains(&a.into_text()[20..50]));
    }
}
