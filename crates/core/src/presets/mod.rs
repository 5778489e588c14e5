//! Presets: orders for pictures that a client has given names, so that addresses say `preset=card` and what a card looks
//! like is said in one place.

mod edit;
mod list;

use calotype_store::{Conn, Micros, presets as rows};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use edit::{delete, put};
pub use list::{get, list};

use crate::error::{Error, Result};
use crate::images::Words;

/// How many presets a client may have.
pub const MOST: i64 = 100;

/// Longest name, characters.
const LONGEST: usize = 64;

/// The words of an order, as an address would have them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameters {
    /// Width of the box, pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub w: Option<String>,
    /// Height of the box, pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub h: Option<String>,
    /// Quality, 1 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// A format, or `auto`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// How the picture is brought into the box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit: Option<String>,
    /// What stays of a covering picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gravity: Option<String>,
    /// Colour behind a contained or transparent picture, `rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bg: Option<String>,
    /// Device pixels a pixel of the box, 1 to 4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dpr: Option<String>,
}

impl Parameters {
    /// As an address would say it.
    #[must_use]
    pub fn words(&self) -> Words<'_> {
        Words {
            width: self.w.as_deref(),
            height: self.h.as_deref(),
            quality: self.q.as_deref(),
            format: self.format.as_deref(),
            fit: self.fit.as_deref(),
            gravity: self.gravity.as_deref(),
            background: self.bg.as_deref(),
            dpr: self.dpr.as_deref(),
            ..Words::default()
        }
    }
}

/// A preset of a client.
#[derive(Debug, Clone)]
pub struct Preset {
    /// Name.
    pub name: String,
    /// The order.
    pub parameters: Parameters,
    /// Creation.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
}

impl Preset {
    fn of(row: rows::Preset) -> Result<Self> {
        Ok(Self {
            name: row.name,
            parameters: serde_json::from_value(row.parameters.0).map_err(Error::internal)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

fn is_name(name: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(sound)
}

fn not_found() -> Error {
    Error::not_found("preset_not_found", "The client has no preset of this name.")
}

/// What a name in an address stands for. Whoever asks may see a picture of the client.
///
/// # Errors
/// `unknown_preset`.
pub(crate) async fn find(conn: &mut Conn, client: Uuid, name: &str) -> Result<Parameters> {
    let row = match is_name(name) {
        true => rows::get(conn, client, name).await?,
        false => None,
    };
    let unknown = || {
        Error::invalid("unknown_preset", "There is no preset of this name.").field("preset", "is not known")
    };
    Ok(Preset::of(row.ok_or_else(unknown)?)?.parameters)
}
