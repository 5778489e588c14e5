//! The row and its words.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Json, Micros};

/// A closed set of words stored as text.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// The word as stored.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The value of a stored word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(word: String) -> Result<Self, String> {
                Self::parse(&word).ok_or_else(|| format!("unknown {} {word:?}", stringify!($name)))
            }
        }
    };
}

words! {
    /// What an asset is.
    Kind {
        /// A still picture, RAW files included.
        Photo = "PHOTO",
        /// A film.
        Video = "VIDEO",
        /// A sound.
        Audio = "AUDIO",
        /// A page to look at: PDF.
        Document = "DOCUMENT",
    }
}

words! {
    /// The surface that keeps an asset.
    Origin {
        /// The photo library.
        Library = "library",
        /// Hosted for an application.
        Hosting = "hosting",
        /// Sent to the face API.
        Face = "face",
        /// An upload of the upload API.
        Upload = "upload",
        /// Stored by a command.
        Command = "command",
    }
}

words! {
    /// How far processing is.
    State {
        /// Something is still to be done.
        Processing = "processing",
        /// Everything worked.
        Complete = "complete",
        /// Something failed, something worked.
        Warning = "warning",
        /// Everything failed.
        Failed = "failed",
    }
}

/// Where an asset stands; every list is a range of one shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shelf {
    /// In the library.
    Listed,
    /// In the trash.
    Trash,
    /// Its repository was unregistered and may come back.
    Detached,
    /// Kept by another surface.
    Elsewhere,
}

impl Shelf {
    /// The number as stored.
    #[must_use]
    pub const fn number(self) -> i64 {
        match self {
            Self::Listed => 0,
            Self::Trash => 1,
            Self::Detached => 2,
            Self::Elsewhere => 3,
        }
    }
}

impl TryFrom<i64> for Shelf {
    type Error = String;
    fn try_from(number: i64) -> Result<Self, String> {
        match number {
            0 => Ok(Self::Listed),
            1 => Ok(Self::Trash),
            2 => Ok(Self::Detached),
            3 => Ok(Self::Elsewhere),
            other => Err(format!("unknown shelf {other}")),
        }
    }
}

/// A row of `assets`, less what only searches read. Its JSON stays text: a list passes hundreds of them on, and few callers
/// look inside.
#[derive(Debug, Clone, FromRow)]
pub struct Asset {
    /// Id.
    pub id: Uuid,
    /// Tenant.
    pub tenant_id: Uuid,
    /// Where it stands.
    #[sqlx(try_from = "i64")]
    pub shelf: Shelf,
    /// Owner.
    pub owner_id: Option<Uuid>,
    /// The owner's integer, which the library shows.
    pub owner_number: Option<i64>,
    /// Repository of the original.
    pub repository_id: Option<Uuid>,
    /// What it is.
    #[sqlx(try_from = "String")]
    pub kind: Kind,
    /// Name the file came with.
    pub original_filename: String,
    /// Path in the repository; empty until committed.
    pub storage_path: String,
    /// Where the accepted bytes wait for their place, relative to the repository.
    pub staged_path: Option<String>,
    /// Type by content.
    pub mime_type: String,
    /// Bytes.
    pub file_size: i64,
    /// Modification time of the file when it was last read.
    pub file_mtime: Option<Micros>,
    /// BLAKE3.
    pub hash: Option<String>,
    /// Upright width in pixels.
    pub width: Option<i64>,
    /// Upright height in pixels.
    pub height: Option<i64>,
    /// Milliseconds.
    pub duration_ms: Option<i64>,
    /// When it came in.
    pub upload_time: Micros,
    /// When it was taken.
    pub taken_time: Option<Micros>,
    /// Minutes the capture clock was ahead of UTC.
    pub capture_offset_minutes: Option<i64>,
    /// Taken, else uploaded.
    pub sort_time: Micros,
    /// Local day, yyyymmdd.
    pub day_key: i64,
    /// 0 to 5.
    pub rating: Option<i64>,
    /// Favourite.
    pub liked: Option<bool>,
    /// A camera's raw file.
    pub is_raw: bool,
    /// Degrees north.
    pub gps_latitude: Option<f64>,
    /// Degrees east.
    pub gps_longitude: Option<f64>,
    /// Pairs the halves of a live photo.
    pub content_identifier: Option<String>,
    /// What the file says about itself, in the shape of its kind; absent before extraction.
    pub specific_metadata: Option<Json<Box<RawValue>>>,
    /// How processing stands, task by task.
    pub status: Json<Box<RawValue>>,
    /// Summary of the status.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Placeholder.
    pub thumbhash: Option<Vec<u8>>,
    /// Stack it belongs to.
    pub stack_id: Option<Uuid>,
    /// Whether it stands for its stack in collapsed lists.
    pub stack_cover: bool,
    /// When it went to the trash.
    pub deleted_at: Option<Micros>,
    /// Last change.
    pub updated_at: Micros,
}

impl Asset {
    /// What the file says about itself, read; absent before extraction and when it is no object.
    #[must_use]
    pub fn specific(&self) -> Option<serde_json::Map<String, Value>> {
        self.specific_metadata.as_ref().and_then(|json| serde_json::from_str(json.0.get()).ok())
    }
}

/// Columns of [`Asset`] from `assets a`.
pub(crate) const COLUMNS: &str = "a.id, a.tenant_id, a.shelf, a.owner_id,
    (SELECT number FROM users WHERE users.id = a.owner_id) AS owner_number, a.repository_id, a.kind,
    a.original_filename, a.storage_path, a.staged_path, a.mime_type, a.file_size, a.file_mtime, a.hash, a.width,
    a.height, a.duration_ms, a.upload_time, a.taken_time, a.capture_offset_minutes, a.sort_time, a.day_key, a.rating,
    a.liked, a.is_raw, a.gps_latitude, a.gps_longitude, a.content_identifier, a.specific_metadata, a.status, a.state,
    a.thumbhash, a.stack_id, a.stack_cover, a.deleted_at, a.updated_at";

/// The local calendar day of an instant as yyyymmdd, for a clock `offset_minutes` ahead of UTC.
///
/// Days-to-civil after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
#[must_use]
pub fn day_key(at: Micros, offset_minutes: i64) -> i64 {
    let days = (at + offset_minutes * 60_000_000).div_euclid(86_400_000_000);
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    year * 10_000 + month * 100 + day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_day_where_the_picture_was_taken() {
        assert_eq!(day_key(0, 0), 19_700_101);
        assert_eq!(day_key(-1, 0), 19_691_231);
        // 2024-02-29T23:30:00Z
        assert_eq!(day_key(1_709_249_400_000_000, 0), 20_240_229);
        assert_eq!(day_key(1_709_249_400_000_000, 60), 20_240_301);
    }
}
