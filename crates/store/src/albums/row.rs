//! The row, and what a list adds to it.

use sqlx::FromRow;
use uuid::Uuid;

use crate::Micros;

/// What an album is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlbumType {
    /// Anything.
    Default,
    /// Living things, to be named by species.
    Bio,
}

impl AlbumType {
    /// The word as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Bio => "bio",
        }
    }

    /// The value of a stored word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Default, Self::Bio].into_iter().find(|kind| kind.as_str() == word)
    }
}

impl TryFrom<String> for AlbumType {
    type Error = String;
    fn try_from(word: String) -> Result<Self, String> {
        Self::parse(&word).ok_or_else(|| format!("unknown album type {word:?}"))
    }
}

/// A row of `albums` with the owner's integer.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Album {
    /// Id.
    pub id: Uuid,
    /// The integer the library shows.
    pub number: i64,
    /// Owner.
    pub owner_id: Uuid,
    /// The owner's integer.
    pub owner_number: i64,
    /// Name.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Chosen cover.
    pub cover_asset_id: Option<Uuid>,
    /// What it is for.
    #[sqlx(try_from = "String")]
    pub album_type: AlbumType,
    /// Creation.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
}

/// Columns of [`Album`] from `albums b`.
pub(super) const COLUMNS: &str =
    "b.id, b.number, b.owner_id, (SELECT number FROM users WHERE users.id = b.owner_id) AS owner_number,
    b.name, b.description, b.cover_asset_id, b.album_type, b.created_at, b.updated_at";

/// An album with what a viewer sees of it at a glance.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Overview {
    /// The album.
    #[sqlx(flatten)]
    pub album: Album,
    /// How many of its assets the viewer sees.
    pub asset_count: i64,
    /// The chosen cover where the viewer sees it, else the first asset they see.
    pub display_cover_id: Option<Uuid>,
}

/// Whether the viewer sees the asset `a`: `$2` is the one owner, `$3` the one repository, each maybe null. The plus
/// keeps SQLite, which knows no statistics, from starting at an index of the shelf instead of at the album.
pub(super) const SEEN: &str =
    "+a.shelf = 0 AND ($2 IS NULL OR a.owner_id = $2) AND ($3 IS NULL OR a.repository_id = $3)";

/// The order in which an album shows its assets `m`.
pub(super) const ORDER: &str = "m.position NULLS LAST, m.added_at, m.asset_id";
