//! The file `.lumiliorepo` that makes a folder a repository and goes where the folder goes.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::durable::write_atomically;
use crate::error::{Doing, Error, ErrorKind, Result};

/// Name of the settings file in a repository's root.
pub const SETTINGS_FILE: &str = ".lumiliorepo";

/// The one version of the format.
const VERSION: &str = "1.0";

/// A settings file longer than this is none, bytes.
const LONGEST_FILE: u64 = 64 * 1024;

/// Where a commit puts a file below `inbox/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StorageStrategy {
    /// `YYYY/MM/<name>`, by the time of the upload.
    #[default]
    Date,
    /// `aa/bb/cc/<hash>.<extension>`, by content.
    Cas,
    /// `<name>`.
    Flat,
}

/// What a commit does when the name is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DuplicateNames {
    /// `photo (1).jpg` and so on.
    #[default]
    Rename,
    /// `photo_1a2b3c4d.jpg`.
    Uuid,
    /// The new file replaces the old.
    Overwrite,
}

macro_rules! words {
    ($type:ident, $what:literal, $($variant:ident $word:literal),*) => {
        impl $type {
            /// The word in files, database and API.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = Error;

            fn from_str(word: &str) -> Result<Self> {
                match word {
                    $($word => Ok(Self::$variant),)*
                    _ => Err(Error::invalid(concat!($what, " is one of:", $(" ", $word),*))),
                }
            }
        }
    };
}

words!(StorageStrategy, "the storage strategy", Date "date", Cas "cas", Flat "flat");
words!(DuplicateNames, "the handling of duplicate file names", Rename "rename", Uuid "uuid", Overwrite "overwrite");

/// What a repository says about itself. Keys that we do not know are kept, for whoever does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Version of the format, always `1.0`.
    pub version: String,
    /// The repository's id; it stays with the folder when that is moved or registered elsewhere.
    pub id: Uuid,
    /// The name people gave it.
    pub name: String,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// Where commits go.
    pub storage_strategy: StorageStrategy,
    /// What may differ between places where the folder is used.
    pub local_settings: LocalSettings,
    /// Unknown keys.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

/// See [`Settings::local_settings`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LocalSettings {
    /// What happens when a name is taken.
    pub handle_duplicate_filenames: DuplicateNames,
    /// Unknown keys.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

impl Settings {
    /// Settings of a new repository with the documented defaults (`date`, `rename`).
    #[must_use]
    pub fn new(id: Uuid, name: &str, created_at: OffsetDateTime) -> Self {
        Self {
            version: VERSION.to_owned(),
            id,
            name: name.trim().to_owned(),
            created_at,
            storage_strategy: StorageStrategy::default(),
            local_settings: LocalSettings::default(),
            other: BTreeMap::new(),
        }
    }

    /// Checks what types alone do not say.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] with a sentence that names the key.
    pub fn validate(&self) -> Result<()> {
        let name = self.name.trim();
        let problem = if self.version != VERSION {
            "its version is not 1.0"
        } else if self.id.is_nil() {
            "its id is nil"
        } else if name.is_empty() || name.chars().count() > 255 || name.contains(char::is_control) {
            "its name is empty, longer than 255 characters or has control characters"
        } else {
            return Ok(());
        };
        Err(Error::invalid(format!("the repository's settings are not valid: {problem}")))
    }

    /// Reads the settings of the repository in `root`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when there is no settings file, [`ErrorKind::Invalid`] when it is damaged, failures of reading.
    pub fn read(root: &Path) -> Result<Self> {
        let path = path_in(root);
        let mut text = String::new();
        // A link leads out of the repository, and a pipe would be waited for.
        if !path.symlink_metadata().doing("stat", &path)?.is_file() {
            return Err(damaged(&"not a plain file"));
        }
        let file = std::fs::File::open(&path).doing("open", &path)?;
        match file.take(LONGEST_FILE).read_to_string(&mut text) {
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => return Err(damaged(&error)),
            other => other.doing("read", &path)?,
        };
        let settings: Self = serde_norway::from_str(&text).map_err(|error| damaged(&error))?;
        settings.validate()?;
        Ok(settings)
    }

    /// Writes the settings to the repository in `root`, atomically and durably.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] when they are not valid, failures of writing; the old ones are then still there.
    pub fn write(&self, root: &Path) -> Result<()> {
        self.validate()?;
        let text = serde_norway::to_string(self)
            .map_err(|error| Error::new(ErrorKind::Invalid, format!("settings as YAML: {error}")))?;
        write_atomically(&path_in(root), text.as_bytes(), 0o644)
    }
}

/// Whether a folder is a repository's root.
pub(crate) fn is_repository(folder: &Path) -> bool {
    path_in(folder).symlink_metadata().is_ok()
}

fn path_in(root: &Path) -> PathBuf {
    root.join(SETTINGS_FILE)
}

fn damaged(error: &dyn fmt::Display) -> Error {
    Error::invalid(format!("the file {SETTINGS_FILE} is damaged: {error}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use calotype_testkit::tmp::data_dir;
    use time::macros::datetime;

    use super::*;

    fn settings() -> Settings {
        Settings::new(Uuid::from_u128(7), "Family", datetime!(2024-05-06 07:08:09 UTC))
    }

    #[test]
    fn what_is_written_is_read_and_looks_as_documented() {
        let root = data_dir();
        settings().write(&root).unwrap();
        assert_eq!(Settings::read(&root).unwrap(), settings());
        assert_eq!(
            std::fs::read_to_string(root.join(SETTINGS_FILE)).unwrap(),
            "version: '1.0'\nid: 00000000-0000-0000-0000-000000000007\nname: Family\n\
             created_at: 2024-05-06T07:08:09Z\nstorage_strategy: date\nlocal_settings:\n  \
             handle_duplicate_filenames: rename\n"
        );
    }

    #[test]
    fn a_file_of_another_program_is_read_and_its_own_keys_survive() {
        let root = data_dir();
        let theirs = "version: \"1.0\"\nid: 0b8a3c2e-6a54-4a3c-9d8e-0d3f6a9b1c2d\nname: 'Été: 2024'\n\
            created_at: 2024-05-06T07:08:09.123456789+08:00\nstorage_strategy: cas\nlocal_settings:\n  \
            handle_duplicate_filenames: uuid\n  quality: 3\nbackup_path: /mnt\n";
        std::fs::write(root.join(SETTINGS_FILE), theirs).unwrap();
        let mut read = Settings::read(&root).unwrap();
        assert_eq!(read.storage_strategy, StorageStrategy::Cas);
        assert_eq!(read.local_settings.handle_duplicate_filenames, DuplicateNames::Uuid);
        read.name = "Other".into();
        read.write(&root).unwrap();
        let text = std::fs::read_to_string(root.join(SETTINGS_FILE)).unwrap();
        assert!(text.contains("backup_path: /mnt") && text.contains("quality: 3"), "{text}");
        assert_eq!(Settings::read(&root).unwrap(), read);
    }

    #[test]
    fn settings_that_are_a_link_are_not_followed() {
        let (root, elsewhere) = (data_dir(), data_dir());
        settings().write(&elsewhere).unwrap();
        std::os::unix::fs::symlink(elsewhere.join(SETTINGS_FILE), root.join(SETTINGS_FILE)).unwrap();
        assert_eq!(Settings::read(&root).unwrap_err().kind(), ErrorKind::Invalid);
    }

    #[test]
    fn a_damaged_file_is_invalid_and_says_what_is_wrong() {
        let root = data_dir();
        settings().write(&root).unwrap();
        let sound = std::fs::read_to_string(root.join(SETTINGS_FILE)).unwrap();
        for (damage, word) in [
            (sound.replace("1.0", "2.0"), "version"),
            (sound.replace("Family", "''"), "name"),
            (sound.replace("date", "tree"), "tree"),
            (sound.replace("000000000007", "000000000000"), "id"),
            (sound.replace("name: Family\n", ""), "name"),
            (sound[..40].to_owned(), "damaged"),
            (String::new(), "damaged"),
            ("\u{0}\u{1}".into(), "damaged"),
            ("a: &a [x, x]\nb: &b [*a, *a]\n".to_owned() + &"c: [*b, *b]\n".repeat(2000), "damaged"),
        ] {
            std::fs::write(root.join(SETTINGS_FILE), &damage).unwrap();
            let error = Settings::read(&root).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Invalid);
            assert!(error.to_string().contains(word), "{error} should name {word}");
            assert!(!error.to_string().contains(&*root.to_string_lossy()), "{error}");
        }
        std::fs::write(root.join(SETTINGS_FILE), b"name: \xff").unwrap();
        assert_eq!(Settings::read(&root).unwrap_err().kind(), ErrorKind::Invalid);
    }

    #[test]
    fn a_folder_without_the_file_is_not_found() {
        assert_eq!(Settings::read(&data_dir()).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn invalid_settings_are_not_written() {
        let root = data_dir();
        let invalid = Settings { name: " ".into(), ..settings() };
        assert_eq!(invalid.write(&root).unwrap_err().kind(), ErrorKind::Invalid);
        assert!(!is_repository(&root));
    }

    #[test]
    fn words_and_values_agree() {
        for word in ["date", "cas", "flat"] {
            assert_eq!(word.parse::<StorageStrategy>().unwrap().as_str(), word);
        }
        for word in ["rename", "uuid", "overwrite"] {
            assert_eq!(word.parse::<DuplicateNames>().unwrap().as_str(), word);
        }
        assert!("Date".parse::<StorageStrategy>().is_err());
    }
}
