//! AWS signature version 4: the key pair, the chain of keys, the scope.

use hmac::{Hmac, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::refusal::{Refusal, Why};

/// The only algorithm.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]");
const STAMP: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

/// A key pair and the region it signs for.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The public half.
    pub key: String,
    /// The secret half.
    pub secret: SecretString,
    /// Region.
    pub region: String,
}

impl Credentials {
    /// The scope of a signature made on a day: `<key>/<yyyymmdd>/<region>/s3/aws4_request`.
    #[must_use]
    pub fn scope(&self, day: &str) -> String {
        format!("{}/{day}/{}/s3/aws4_request", self.key, self.region)
    }

    /// Signs a text, in hexadecimal digits.
    #[must_use]
    pub fn sign(&self, day: &str, text: &str) -> String {
        let key = format!("AWS4{}", self.secret.expose_secret());
        let key = hmac(key.as_bytes(), day.as_bytes());
        let key = hmac(&key, self.region.as_bytes());
        let key = hmac(&key, b"s3");
        let key = hmac(&key, b"aws4_request");
        hex::encode(hmac(&key, text.as_bytes()))
    }

    /// Whether this pair signed a text under a scope.
    ///
    /// # Errors
    /// A scope of another shape, key, region or service; a signature that differs.
    pub fn check(&self, scope: &str, text: &str, signature: &str) -> Result<(), Refusal> {
        let parts: Vec<&str> = scope.split('/').collect();
        let [key, day, region, service, end] = parts[..] else {
            return Err(Refusal::new(Why::AccessDenied, "The credential is not a signature's scope."));
        };
        if key != self.key {
            return Err(Refusal::new(Why::InvalidAccessKeyId, "There is no such access key."));
        }
        let digits = day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit());
        if !digits || region != self.region || service != "s3" || end != "aws4_request" {
            return Err(Refusal::new(Why::AccessDenied, "The credential's scope is not this bucket's."));
        }
        let expected = self.sign(day, text);
        if bool::from(expected.as_bytes().ct_eq(signature.as_bytes())) {
            Ok(())
        } else {
            Err(Refusal::new(Why::SignatureDoesNotMatch, "The signature does not fit what it signs."))
        }
    }
}

/// HMAC-SHA256.
#[must_use]
pub fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("HMAC takes keys of any length")
    };
    mac.update(text);
    mac.finalize().into_bytes().into()
}

/// A time as signatures write it: `20260102` and `20260102T030405Z`.
#[must_use]
pub fn stamp(at: OffsetDateTime) -> (String, String) {
    (at.format(DAY).unwrap_or_default(), at.format(STAMP).unwrap_or_default())
}

/// Reads the long form of [`stamp`].
#[must_use]
pub fn parse_stamp(text: &str) -> Option<OffsetDateTime> {
    time::PrimitiveDateTime::parse(text, STAMP).ok().map(time::PrimitiveDateTime::assume_utc)
}

/// A stored time as one that can be formatted.
#[must_use]
pub fn moment(micros: calotype_store::Micros) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
