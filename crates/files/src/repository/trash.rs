//! The trash: how an original leaves the tree for good, in two steps that a person can still undo between.
//!
//! A file goes to `.lumilio/trash/<id>_<name>` with a document `<id>_<name>.json` that says where it came from. The document is
//! written first and removed last, so whatever is interrupted can be told from it, and every step can be repeated.
//! The server uses this only when the retention of a deleted asset is over; deleting an asset touches no file.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Repository;
use super::name::FileName;
use super::path::RelativePath;
use crate::durable::{rename_no_replace, sync_directory, write_atomically};
use crate::error::{Doing, Error, ErrorKind, Result};

const TRASH: &str = ".lumilio/trash";

/// The document beside a file in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trashed {
    /// Which asset or deletion it was; chosen by the caller, the same when the call is repeated.
    pub id: Uuid,
    /// Where the file was.
    pub original_path: RelativePath,
    /// When it was thrown away.
    #[serde(with = "time::serde::rfc3339")]
    pub deleted_at: OffsetDateTime,
}

/// A file in the trash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrashedFile {
    /// What its document says.
    pub record: Trashed,
    /// Its length, bytes.
    pub size: u64,
    name: String,
}

impl Repository {
    fn trash(&self) -> PathBuf {
        self.root().join(TRASH)
    }

    /// Moves a file to the trash; durable when it returns. Answers whether there was one: a repeated call finds it in the
    /// trash already, and a file that is gone is as good as thrown away.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] for calotype's own files and for folders; failures of moving, after which the file is where it was.
    pub fn throw_away(&self, path: &RelativePath, id: Uuid, now: OffsetDateTime) -> Result<bool> {
        if path.is_own() || path.as_str() == super::SETTINGS_FILE {
            return Err(Error::invalid("this file is not an original"));
        }
        let original = self.locate(path);
        let name = format!("{id}_{}", FileName::sanitize(path.file_name()));
        let (file, document) = (self.trash().join(&name), self.trash().join(format!("{name}.json")));
        match original.symlink_metadata() {
            Ok(metadata) if metadata.is_dir() => {
                return Err(Error::invalid("a folder cannot be thrown away"));
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let in_trash = file.symlink_metadata().is_ok();
                if !in_trash {
                    remove_if_there(&document)?;
                }
                return Ok(in_trash);
            }
            Err(error) => return Err(Error::io("stat", &original, &error)),
        }
        let record = Trashed { id, original_path: path.clone(), deleted_at: now };
        let text = serde_json::to_vec_pretty(&record)
            .map_err(|error| Error::new(ErrorKind::Io, format!("trash document: {error}")))?;
        write_atomically(&document, &text, 0o644)?;
        rename_no_replace(&original, &file)?;
        sync_directory(&self.trash())?;
        sync_directory(original.parent().unwrap_or(&original))?;
        Ok(true)
    }

    /// What is in the trash, the oldest first. Documents that cannot be read are passed over with a warning: their files
    /// stay until a person looks.
    ///
    /// # Errors
    ///
    /// Failures of reading the directory.
    pub fn list_trash(&self) -> Result<Vec<TrashedFile>> {
        let directory = self.trash();
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&directory).doing("read directory", &directory)? {
            let entry = entry.doing("read directory", &directory)?;
            let Some(name) =
                entry.file_name().to_str().and_then(|name| name.strip_suffix(".json")).map(str::to_owned)
            else {
                continue;
            };
            // A document without its file is a move that was interrupted before it began, or a photo's name that ends so.
            let Ok(metadata) = directory.join(&name).symlink_metadata() else { continue };
            let read = std::fs::read(entry.path()).map_err(|error| error.to_string());
            match read.and_then(|text| serde_json::from_slice(&text).map_err(|error| error.to_string())) {
                Ok(record) => files.push(TrashedFile { record, size: metadata.len(), name }),
                Err(error) => {
                    tracing::warn!(path = %entry.path().display(), error, "unreadable trash document");
                }
            }
        }
        files.sort_by_key(|file| (file.record.deleted_at, file.record.id));
        Ok(files)
    }

    /// Puts a file back where it was, or beside it under a numbered name when that is taken now. Answers where; durable when it
    /// returns.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when it is not in the trash any more; failures of moving.
    pub fn restore_from_trash(&self, file: &TrashedFile) -> Result<RelativePath> {
        let original = &file.record.original_path;
        let from = self.trash().join(&file.name);
        let name = FileName::sanitize(original.file_name());
        let others =
            (1..1000).map(|number| original.with_file_name(&name.with_suffix(&format!(" ({number})"))));
        for path in std::iter::once(Ok(original.clone())).chain(others) {
            let path = path?;
            let to = self.locate(&path);
            let directory = to.parent().unwrap_or(&to);
            if !directory.is_dir() {
                self.directories.forget(directory);
            }
            self.directories.make(self.root(), directory, 0o755)?;
            match rename_no_replace(&from, &to) {
                Ok(()) => {
                    sync_directory(directory)?;
                    self.forget_trashed(file)?;
                    return Ok(path);
                }
                Err(error) if error.kind() == ErrorKind::Exists => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::with_public(ErrorKind::Exists, "every name that the file could have is taken"))
    }

    /// Removes a file from the trash for good; one that is gone is as good as removed.
    ///
    /// # Errors
    ///
    /// Failures of removing.
    pub fn purge_trashed(&self, file: &TrashedFile) -> Result<()> {
        remove_if_there(&self.trash().join(&file.name))?;
        self.forget_trashed(file)
    }

    /// Removes for good what was thrown away longer than `older_than` before `now`. Answers how many files.
    ///
    /// # Errors
    ///
    /// Failures of listing and removing.
    pub fn purge_trash(&self, older_than: Duration, now: OffsetDateTime) -> Result<u64> {
        let mut purged = 0;
        for file in self.list_trash()? {
            if file.record.deleted_at < now - older_than {
                self.purge_trashed(&file)?;
                purged += 1;
            }
        }
        Ok(purged)
    }

    fn forget_trashed(&self, file: &TrashedFile) -> Result<()> {
        remove_if_there(&self.trash().join(format!("{}.json", file.name)))?;
        sync_directory(&self.trash())
    }
}

fn remove_if_there(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other.doing("remove", path),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use time::macros::datetime;

    use super::*;
    use crate::repository::fixture::{self, Fixture};

    const NOW: OffsetDateTime = datetime!(2024-05-06 07:08:09 UTC);
    const ID: Uuid = Uuid::from_u128(7);

    fn path(path: &str) -> RelativePath {
        RelativePath::new(path).unwrap()
    }

    fn only(f: &Fixture) -> TrashedFile {
        let mut files = f.repository.list_trash().unwrap();
        assert_eq!(files.len(), 1);
        files.remove(0)
    }

    #[test]
    fn a_file_goes_to_the_trash_and_comes_back() {
        let f = fixture::repository();
        f.write("trip/a.jpg", "picture");
        assert!(f.repository.throw_away(&path("trip/a.jpg"), ID, NOW).unwrap());
        assert!(f.repository.throw_away(&path("trip/a.jpg"), ID, NOW).unwrap(), "repeated");
        assert_eq!(f.names("trip"), [""; 0]);
        assert_eq!(f.names(TRASH), [format!("{ID}_a.jpg"), format!("{ID}_a.jpg.json")]);

        let file = only(&f);
        assert_eq!((file.size, file.record.deleted_at), (7, NOW));
        std::fs::remove_dir(f.root.join("trip")).unwrap();
        assert_eq!(f.repository.restore_from_trash(&file).unwrap(), path("trip/a.jpg"));
        assert_eq!(f.read(&path("trip/a.jpg")), b"picture");
        assert_eq!(f.names(TRASH), [""; 0]);
        assert_eq!(f.repository.restore_from_trash(&file).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn a_file_comes_back_beside_the_one_that_took_its_place() {
        let f = fixture::repository();
        f.write("a.jpg", "old");
        f.repository.throw_away(&path("a.jpg"), ID, NOW).unwrap();
        f.write("a.jpg", "new");
        assert_eq!(f.repository.restore_from_trash(&only(&f)).unwrap(), path("a (1).jpg"));
        assert_eq!(f.read(&path("a.jpg")), b"new");
        assert_eq!(f.read(&path("a (1).jpg")), b"old");
    }

    #[test]
    fn only_what_is_old_is_purged() {
        let f = fixture::repository();
        for (number, days) in [(1, 31), (2, 29)] {
            let name = format!("{number}.jpg");
            f.write(&name, "x");
            f.repository
                .throw_away(&path(&name), Uuid::from_u128(number), NOW - time::Duration::days(days))
                .unwrap();
        }
        let month = Duration::from_secs(30 * 24 * 60 * 60);
        assert_eq!(f.repository.purge_trash(month, NOW).unwrap(), 1);
        assert_eq!(only(&f).record.original_path, path("2.jpg"));
        assert_eq!(f.repository.purge_trash(month, NOW).unwrap(), 0);
    }

    #[test]
    fn a_crash_between_the_document_and_the_move_is_finished_by_repeating() {
        let f = fixture::repository();
        f.write("a.jpg", "x");
        f.write(&format!("{TRASH}/{ID}_a.jpg.json"), "half of a docum");
        assert_eq!(f.repository.list_trash().unwrap(), []);
        assert!(f.repository.throw_away(&path("a.jpg"), ID, NOW).unwrap());
        only(&f);
    }

    #[test]
    fn a_file_that_is_gone_leaves_nothing_in_the_trash() {
        let f = fixture::repository();
        f.write(&format!("{TRASH}/{ID}_a.jpg.json"), "{}");
        assert!(!f.repository.throw_away(&path("a.jpg"), ID, NOW).unwrap());
        assert_eq!(f.names(TRASH), [""; 0]);
    }

    #[test]
    fn our_own_files_and_folders_are_not_thrown_away() {
        let f = fixture::repository();
        f.write("trip/a.jpg", "x");
        for own in [".lumiliorepo", ".lumilio/logs/app.log", "trip"] {
            let error = f.repository.throw_away(&path(own), ID, NOW).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Invalid, "{own}");
        }
        assert_eq!(f.names(TRASH), [""; 0]);
    }

    #[test]
    fn a_document_that_names_a_place_outside_is_not_believed() {
        let f = fixture::repository();
        f.write(&format!("{TRASH}/x.jpg"), "x");
        f.write(
            &format!("{TRASH}/x.jpg.json"),
            format!("{{\"id\":\"{ID}\",\"original_path\":\"../../etc/x\",\"deleted_at\":\"2024-01-01T00:00:00Z\"}}"),
        );
        assert_eq!(f.repository.list_trash().unwrap(), []);
    }
}
