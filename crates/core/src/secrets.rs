//! The root secret and the keys derived from it, one for each purpose, so that no token of one family is ever
//! valid in another.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use hkdf::Hkdf;
use rand::TryRngCore as _;
use sha2::Sha256;

use crate::error::{Error, Result};

/// What a key is for. The words are part of the derivation and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Library access tokens.
    AccessToken,
    /// Media tokens in URLs.
    MediaToken,
    /// Short-lived second-factor tokens.
    MfaToken,
    /// Passkey challenges.
    PasskeyChallenge,
    /// Encryption of stored second-factor secrets.
    MfaEncryption,
    /// Encryption of stored settings (provider keys).
    SettingsEncryption,
    /// Signed links to stored bytes.
    BlobLink,
    /// Access tokens of the hosting portal.
    PortalToken,
    /// The successor of a refresh token of the hosting portal.
    PortalRefresh,
    /// Encryption of the secrets webhooks are signed with.
    WebhookEncryption,
    /// Encryption of the secrets addresses of pictures are signed with.
    DeliveryEncryption,
    /// The embedded bucket's key pair.
    BucketSigning,
    /// What a session of the configured administrator of the face API hangs on.
    FaceAdministrator,
}

impl Purpose {
    fn info(self) -> &'static [u8] {
        match self {
            Self::AccessToken => b"jwt.signing.v1",
            Self::MediaToken => b"media.url.signing.v1",
            Self::MfaToken => b"mfa.signing.v1",
            Self::PasskeyChallenge => b"passkey.signing.v1",
            Self::MfaEncryption => b"mfa.encryption.v1",
            Self::SettingsEncryption => b"settings.encryption.v1",
            Self::BlobLink => b"blob.link.signing.v1",
            Self::PortalToken => b"portal.jwt.signing.v1",
            Self::PortalRefresh => b"portal.refresh.succession.v1",
            Self::WebhookEncryption => b"webhook.encryption.v1",
            Self::DeliveryEncryption => b"delivery.encryption.v1",
            Self::BucketSigning => b"bucket.signing.v1",
            Self::FaceAdministrator => b"face.administrator.v1",
        }
    }
}

/// Bytes of the root secret.
pub const ROOT_SECRET_BYTES: usize = 32;

/// The root secret. Debug output never shows it.
#[derive(Clone)]
pub struct RootSecret([u8; ROOT_SECRET_BYTES]);

impl std::fmt::Debug for RootSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RootSecret(..)")
    }
}

impl RootSecret {
    /// A secret given by the operator: 64 hexadecimal digits.
    ///
    /// # Errors
    /// `invalid_root_secret` for anything else.
    pub fn parse(text: &str) -> Result<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| {
            Error::invalid("invalid_root_secret", "The root secret must be 64 hexadecimal digits (32 bytes).")
        })?;
        Ok(Self(bytes))
    }

    /// Reads the secret from a file, making it (mode 0600) on first start. Safe when several processes start at once:
    /// the file appears complete or not at all, and the first one wins.
    ///
    /// # Errors
    /// `internal` when the file cannot be read or written.
    pub fn load_or_create(path: &Path) -> Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => return Self::parse(&text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(e) => return Err(Error::internal(e)),
        }
        let mut bytes = [0; 32];
        rand::rngs::OsRng.try_fill_bytes(&mut bytes).map_err(Error::internal)?;
        let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
        let write = || -> std::io::Result<()> {
            let mut file = std::fs::OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&temporary)?;
            file.write_all(hex::encode(bytes).as_bytes())?;
            file.sync_all()?;
            // A hard link fails when the name exists, where a rename would replace what another process just made.
            let linked = std::fs::hard_link(&temporary, path);
            std::fs::remove_file(&temporary)?;
            match linked {
                Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => return Err(e),
                _ => {}
            }
            if let Some(folder) = path.parent() {
                std::fs::File::open(folder)?.sync_all()?;
            }
            Ok(())
        };
        write().map_err(Error::internal)?;
        Self::parse(&std::fs::read_to_string(path).map_err(Error::internal)?)
    }

    /// The key for one purpose: HKDF-SHA256 (RFC 5869) of the root secret with the purpose as info.
    #[must_use]
    pub fn derive(&self, purpose: Purpose) -> [u8; 32] {
        let mut key = [0; 32];
        // 32 bytes is always a valid length for HKDF-SHA256, so this cannot fail; an all-zero key must not leak out.
        if Hkdf::<Sha256>::new(None, &self.0).expand(purpose.info(), &mut key).is_err() {
            unreachable!("32 bytes is a valid HKDF-SHA256 length");
        }
        key
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_secret_is_made_once_and_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("root.key");
        let first = RootSecret::load_or_create(&path).unwrap();
        let second = RootSecret::load_or_create(&path).unwrap();
        assert_eq!(first.0, second.0);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn purposes_have_different_keys() {
        let root = RootSecret::parse(&"ab".repeat(32)).unwrap();
        assert_ne!(root.derive(Purpose::AccessToken), root.derive(Purpose::MediaToken));
        assert_eq!(root.derive(Purpose::BlobLink), root.derive(Purpose::BlobLink));
    }
}
