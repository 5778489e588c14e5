//! The face API.

use std::time::Duration;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

use crate::rates::Limit;

/// The face API.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faces {
    /// Whether pictures, what was found on them and what was made of them are kept.
    pub storage_enabled: bool,
    /// Whether its administration has data at all; without it nothing is kept.
    pub database_enabled: bool,
    /// Address of the store at which anybody may read masked pictures; empty: links are signed.
    pub public_endpoint: Option<String>,
    /// Whether looking for faces takes a key.
    pub key_required: bool,
    /// User name of an administrator who is not in the database; empty: there is none.
    pub admin_user: Option<String>,
    /// Their password.
    pub admin_password: Option<SecretString>,
    /// How often an address may ask what is on a picture.
    pub detect_rate: Rate,
    /// How often an address may ask for masks.
    pub mask_rate: Rate,
    /// How often an address may log in to the administration.
    pub login_rate: Rate,
    /// How long a login lasts, seconds.
    pub session_seconds: u64,
    /// Largest file, bytes.
    pub max_upload_bytes: u64,
    /// Largest picture, pixels.
    pub max_pixels: u64,
    /// How long a signed link works, seconds.
    pub link_seconds: u64,
}

impl Default for Faces {
    fn default() -> Self {
        Self {
            storage_enabled: true,
            database_enabled: true,
            public_endpoint: None,
            key_required: true,
            admin_user: None,
            admin_password: None,
            detect_rate: Rate::per_minute(300),
            mask_rate: Rate::per_minute(150),
            login_rate: Rate::per_minute(10),
            session_seconds: 43_200,
            max_upload_bytes: 20 * 1024 * 1024,
            max_pixels: 50_000_000,
            link_seconds: 3600,
        }
    }
}

impl Faces {
    /// Whether anything is kept.
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.storage_enabled && self.database_enabled
    }
}

/// So many requests in a time, written `300/minute`; `0` and `off` are no limit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Rate(pub Limit);

/// As it is written.
impl std::fmt::Debug for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = match self.0.period.as_secs() {
            1 => "second",
            60 => "minute",
            3600 => "hour",
            _ => "day",
        };
        write!(f, "{}/{unit}", self.0.requests)
    }
}

impl Rate {
    const fn per_minute(requests: u32) -> Self {
        Self(Limit { requests, period: Duration::from_secs(60) })
    }

    /// Reads it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if matches!(text.as_str(), "0" | "off") {
            return Some(Self::per_minute(0));
        }
        let (requests, unit) = text.split_once('/')?;
        let seconds = match unit.trim() {
            "second" => 1,
            "minute" => 60,
            "hour" => 3600,
            "day" => 86_400,
            _ => return None,
        };
        let requests = requests.trim().parse().ok()?;
        Some(Self(Limit { requests, period: Duration::from_secs(seconds) }))
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "a rate looks like 300/minute (second, minute, hour or day), or is off; not {text:?}"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_as_documented() {
        assert_eq!(Rate::parse("300/minute"), Some(Rate::per_minute(300)));
        let day = Limit { requests: 5, period: Duration::from_secs(86_400) };
        assert_eq!(Rate::parse(" 5 / Day "), Some(Rate(day)));
        for off in ["0", "off", "OFF"] {
            assert_eq!(Rate::parse(off).map(|rate| rate.0.requests), Some(0), "{off}");
        }
        for bad in ["", "300", "300/", "/minute", "300/week", "-1/minute", "many/minute"] {
            assert_eq!(Rate::parse(bad), None, "{bad}");
        }
    }
}
