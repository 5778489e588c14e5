//! Paths inside a repository, as the database keeps them.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::name::FileName;
use crate::error::{Error, Result};

/// The longest path in characters: the width the documented library gives its column.
pub const LONGEST_PATH: usize = 512;

/// The directory for calotype's own files in a repository; never scanned, never an original's place.
pub const OWN_DIRECTORY: &str = ".lumilio";

/// A path below a repository's root: UTF-8, `/` between the parts, and by construction without `..`, so that joining it to
/// the root cannot leave the root. (A symbolic link on the way could; see [`super::Repository::open_file`].)
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RelativePath(String);

impl RelativePath {
    /// Takes a path that somebody else wrote.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Invalid`] when it is empty, too long, absolute, contains NUL, `.`, `..` or an empty part.
    pub fn new(path: impl Into<String>) -> Result<Self> {
        let path = path.into();
        if path.contains('\0') || path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(Error::invalid("that is not a path inside a repository"));
        }
        if path.chars().count() > LONGEST_PATH {
            return Err(Error::invalid(format!("a path may have at most {LONGEST_PATH} characters")));
        }
        Ok(Self(path))
    }

    /// A file in one of the directories that this crate itself names; those are short and sound.
    pub(crate) fn of(directory: &str, name: &str) -> Self {
        debug_assert!(Self::new(format!("{directory}/{name}")).is_ok());
        Self(format!("{directory}/{name}"))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The path below `root`.
    #[must_use]
    pub fn below(&self, root: &Path) -> PathBuf {
        root.join(&self.0)
    }

    /// Whether it lies in calotype's own directory.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.0.split('/').next() == Some(OWN_DIRECTORY)
    }

    /// The same directory with another file name.
    pub(crate) fn with_file_name(&self, name: &FileName) -> Result<Self> {
        match self.0.rsplit_once('/') {
            Some((directory, _)) => Self::new(format!("{directory}/{name}")),
            None => Self::new(name.as_str()),
        }
    }
}

impl fmt::Display for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RelativePath {
    type Err = Error;

    fn from_str(path: &str) -> Result<Self> {
        Self::new(path)
    }
}

impl TryFrom<String> for RelativePath {
    type Error = Error;

    fn try_from(path: String) -> Result<Self> {
        Self::new(path)
    }
}

impl From<RelativePath> for String {
    fn from(path: RelativePath) -> Self {
        path.0
    }
}

#[cfg(test)]
mod tests {
    use std::path::Component;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_that_could_lead_elsewhere_are_refused() {
        for path in ["", "/", "/etc/passwd", "..", "a/..", "a/../b", "./a", "a//b", "a/", "a\0b", "a/./b"] {
            assert!(RelativePath::new(path).is_err(), "{path:?}");
        }
        assert!(RelativePath::new("a".repeat(LONGEST_PATH + 1)).is_err());
        assert!(RelativePath::new("é".repeat(LONGEST_PATH)).is_ok());
        assert!(RelativePath::new("2024/Ünïcode/…/a b.jpg").is_ok());
    }

    proptest! {
        #[test]
        fn an_accepted_path_has_only_plain_parts(path in "[a.\\\\/\0~ é]{0,24}") {
            if let Ok(path) = RelativePath::new(path) {
                let joined = path.below(Path::new("/root"));
                let below = joined.strip_prefix("/root").map(|p| p.components().all(|c| matches!(c, Component::Normal(_))));
                prop_assert_eq!(below, Ok(true));
            }
        }
    }
}
