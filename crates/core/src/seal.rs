//! Secrets at rest: AES-256-GCM under a key of their purpose, so that a copy of the database alone tells nothing.

use aes_gcm::aead::{Aead as _, AeadCore as _, KeyInit as _, OsRng};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::{Error, Result};
use crate::secrets::{Purpose, RootSecret};

/// Bytes of the nonce in front of each sealed text.
const NONCE: usize = 12;

/// Encrypts a text; answers base64 of nonce and ciphertext. Nonces are random: a settings page does not come near the
/// 2^32 messages after which they could meet.
///
/// # Errors
/// `internal` when encryption fails.
pub fn seal(root: &RootSecret, purpose: Purpose, text: &str) -> Result<String> {
    let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
    let sealed = cipher(root, purpose)
        .encrypt(&nonce, text.as_bytes())
        .map_err(|_| Error::internal("a secret could not be encrypted"))?;
    Ok(STANDARD.encode([nonce.as_slice(), &sealed].concat()))
}

/// Decrypts what [`seal`] made.
///
/// # Errors
/// `internal` when it was changed, or sealed under another root secret.
pub fn open(root: &RootSecret, purpose: Purpose, sealed: &str) -> Result<String> {
    let broken = || Error::internal("a stored secret cannot be read; was the root secret replaced?");
    let bytes = STANDARD.decode(sealed).map_err(|_| broken())?;
    let (nonce, ciphertext) = bytes.split_at_checked(NONCE).ok_or_else(broken)?;
    let text = cipher(root, purpose).decrypt(Nonce::from_slice(nonce), ciphertext).map_err(|_| broken())?;
    String::from_utf8(text).map_err(|_| broken())
}

fn cipher(root: &RootSecret, purpose: Purpose) -> Aes256Gcm {
    Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(&root.derive(purpose)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn root(digit: &str) -> RootSecret {
        RootSecret::parse(&digit.repeat(64)).unwrap()
    }

    #[test]
    fn a_sealed_text_opens_with_its_own_key_only() {
        let sealed = seal(&root("a"), Purpose::SettingsEncryption, "sk-123").unwrap();
        assert!(!sealed.contains("sk-123"));
        assert_eq!(open(&root("a"), Purpose::SettingsEncryption, &sealed).unwrap(), "sk-123");
        assert!(open(&root("a"), Purpose::MfaEncryption, &sealed).is_err());
        assert!(open(&root("b"), Purpose::SettingsEncryption, &sealed).is_err());
    }

    #[test]
    fn a_changed_or_cut_text_does_not_open() {
        let sealed = seal(&root("a"), Purpose::SettingsEncryption, "").unwrap();
        let mut bytes = STANDARD.decode(&sealed).unwrap();
        bytes[NONCE] ^= 1;
        for broken in [STANDARD.encode(&bytes), STANDARD.encode(&bytes[..5]), "not base64!".to_owned()] {
            assert!(open(&root("a"), Purpose::SettingsEncryption, &broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn the_same_text_is_never_sealed_the_same() {
        let seal = || seal(&root("a"), Purpose::SettingsEncryption, "x").unwrap();
        assert_ne!(seal(), seal());
    }
}
