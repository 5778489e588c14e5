//! The scan walker: what is in the tree.
//!
//! It visits the whole workspace, `inbox/` included. It does not enter calotype's own directory, hidden ones, what
//! other systems keep for themselves (recycle bins, thumbnails of network storages), other repositories, or symbolic
//! links of any kind. A folder or file that cannot be read is counted and the walk goes on.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{DirEntry, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use tokio::sync::mpsc;

use super::path::RelativePath;
use super::xmp::names_beside;
use super::{OWN_DIRECTORY, Repository, SETTINGS_FILE};
use crate::error::{Error, Result};

/// Files handed over at a time: the size of a discover job in the documented library.
const BATCH: usize = 500;

/// How many failures are remembered in words; the rest is counted.
const REMEMBERED_FAILURES: usize = 20;

/// Directories of other systems, wherever they turn up. Names that begin with a dot are passed over anyway.
const FOREIGN_DIRECTORIES: [&str; 8] = [
    "@eaDir",                    // Synology thumbnails
    "#recycle",                  // Synology
    "@Recycle",                  // QNAP
    "@Recently-Snapshot",        // QNAP
    "$RECYCLE.BIN",              // Windows
    "System Volume Information", // Windows
    "lost+found",                // ext4
    "__MACOSX",                  // zip archives made on a Mac
];

/// A file in the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: RelativePath,
    /// Its length, bytes.
    pub size: u64,
    /// When its content last changed, microseconds since the Unix epoch.
    pub modified: i64,
    /// The file system's number for it; it stays when the file is renamed.
    pub inode: u64,
    /// When the XMP sidecar beside it last changed, microseconds since the Unix epoch; absent without one.
    pub sidecar: Option<i64>,
}

/// What a walk saw, beside the files it handed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walked {
    /// Files handed over.
    pub files: u64,
    /// Files of types that were not asked for, hidden ones, links and other special files.
    pub skipped: u64,
    /// Files and folders whose names cannot be kept in the database: not UTF-8, or a path that is too long. They are not failures,
    /// since they will be so tomorrow, too.
    pub unnameable: u64,
    /// Files and folders that could not be read. While there are any, what was not seen must not be taken for deleted.
    pub failures: u64,
    /// The first failures, for the log and the administrator.
    pub failure_details: Vec<String>,
    /// The walk was ended early by its caller.
    pub cancelled: bool,
}

impl Walked {
    fn fail(&mut self, error: &Error) {
        self.failures += 1;
        if self.failure_details.len() < REMEMBERED_FAILURES {
            self.failure_details.push(error.detail().to_owned());
        }
    }
}

impl Repository {
    /// Walks the workspace and gives `found` every file whose extension (no dot, lower case) is `supported`. In each folder files
    /// come before sub-folders, both by name. When `found` answers `false` the walk ends; `cancelled` is asked once a folder.
    /// Blocking.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Unavailable`] when the repository is not there, at the beginning or at the end: then what was not seen
    /// says nothing.
    pub fn walk(
        &self,
        supported: impl Fn(&str) -> bool,
        cancelled: impl Fn() -> bool,
        mut found: impl FnMut(Found) -> bool,
    ) -> Result<Walked> {
        self.be_there()?;
        let mut walked = Walked::default();
        let mut waiting = vec![String::new()];
        while let Some(folder) = waiting.pop() {
            if cancelled() {
                walked.cancelled = true;
                break;
            }
            let Some(mut content) = self.look_into(&folder, &supported, &mut walked) else { continue };
            content.files.sort_by(|a, b| a.path.cmp(&b.path));
            for file in content.files {
                walked.files += 1;
                if !found(file) {
                    walked.cancelled = true;
                    return Ok(walked);
                }
            }
            // The last in is the first out.
            content.folders.sort_by(|a, b| b.cmp(a));
            waiting.append(&mut content.folders);
        }
        self.be_there()?;
        Ok(walked)
    }

    /// The walk as a stream of batches. It runs on the pool for blocking work, waits when the receiver is slow, and ends when
    /// the receiver is dropped. The result comes through the handle.
    pub fn walk_batches(
        &self,
        supported: impl Fn(&str) -> bool + Send + 'static,
    ) -> (mpsc::Receiver<Vec<Found>>, tokio::task::JoinHandle<Result<Walked>>) {
        let (sender, receiver) = mpsc::channel(2);
        let repository = self.clone();
        let walking = tokio::task::spawn_blocking(move || {
            let mut batch = Vec::with_capacity(BATCH);
            let walked = repository.walk(
                supported,
                || sender.is_closed(),
                |file| {
                    batch.push(file);
                    batch.len() < BATCH || sender.blocking_send(std::mem::take(&mut batch)).is_ok()
                },
            )?;
            // A receiver that is gone wants no rest either.
            if !batch.is_empty() && !walked.cancelled {
                let _ = sender.blocking_send(batch);
            }
            Ok(walked)
        });
        (receiver, walking)
    }

    /// The files and sub-folders of a folder that count; `None` when it is to be left alone.
    fn look_into(
        &self,
        folder: &str,
        supported: &impl Fn(&str) -> bool,
        walked: &mut Walked,
    ) -> Option<Content> {
        let path = self.root().join(folder);
        let entries = match std::fs::read_dir(&path) {
            Ok(entries) => entries,
            // Removed since it was seen.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            Err(error) => {
                walked.fail(&Error::io("read directory", &path, &error));
                return None;
            }
        };
        // Files are looked at (one system call each) only after the whole folder has been read: a repository of somebody else
        // announces itself by one name among many.
        let mut files = Vec::new();
        let mut content = Content { files: Vec::new(), folders: Vec::new() };
        for entry in entries {
            match entry.and_then(|entry| Ok((entry.file_type()?, entry))) {
                Ok((kind, entry)) if kind.is_dir() => content.enter(folder, &entry, walked),
                Ok((kind, entry)) if kind.is_file() => {
                    if !folder.is_empty() && entry.file_name() == SETTINGS_FILE {
                        tracing::info!(path = %path.display(), "another repository is not scanned");
                        return None;
                    }
                    files.push(entry);
                }
                Ok(_) => walked.skipped += 1,
                Err(error) => walked.fail(&Error::io("read directory", &path, &error)),
            }
        }
        let sidecars = Sidecars::among(&files);
        for entry in files {
            content.take(folder, &entry, &path, supported, &sidecars, walked);
        }
        Some(content)
    }
}

/// What a folder holds.
struct Content {
    files: Vec<Found>,
    folders: Vec<String>,
}

impl Content {
    fn enter(&mut self, folder: &str, entry: &DirEntry, walked: &mut Walked) {
        let name = entry.file_name();
        if name == OWN_DIRECTORY
            || is_hidden(&name)
            || FOREIGN_DIRECTORIES.iter().any(|foreign| name == *foreign)
        {
            return;
        }
        match join(folder, &name) {
            Some(path) => self.folders.push(path.into()),
            None => walked.unnameable += 1,
        }
    }

    fn take(
        &mut self,
        folder: &str,
        entry: &DirEntry,
        directory: &Path,
        supported: &impl Fn(&str) -> bool,
        sidecars: &Sidecars,
        walked: &mut Walked,
    ) {
        let name = entry.file_name();
        let extension = Path::new(&name).extension().and_then(OsStr::to_str).map(str::to_lowercase);
        if is_hidden(&name) || !extension.is_some_and(|extension| supported(&extension)) {
            walked.skipped += 1;
            return;
        }
        let Some(path) = join(folder, &name) else {
            walked.unnameable += 1;
            return;
        };
        match entry.metadata() {
            Ok(metadata) => self.files.push(Found {
                sidecar: sidecars.beside(path.file_name()),
                path,
                size: metadata.len(),
                modified: modified(&metadata),
                inode: metadata.ino(),
            }),
            // Removed since it was seen.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => walked.fail(&Error::io("stat", &directory.join(PathBuf::from(name)), &error)),
        }
    }
}

/// The XMP sidecars of a folder: when each last changed.
struct Sidecars(HashMap<String, i64>);

impl Sidecars {
    fn among(files: &[DirEntry]) -> Self {
        let is_sidecar = |name: &str| name.ends_with(".xmp") || name.ends_with(".XMP");
        let named = files.iter().filter_map(|entry| {
            let name = entry.file_name().into_string().ok().filter(|name| is_sidecar(name))?;
            // One that cannot be looked at is as good as none.
            Some((name, modified(&entry.metadata().ok()?)))
        });
        Self(named.collect())
    }

    fn beside(&self, file: &str) -> Option<i64> {
        if self.0.is_empty() {
            return None;
        }
        names_beside(file).iter().find_map(|name| self.0.get(name).copied())
    }
}

/// When a file last changed, microseconds since the Unix epoch.
pub(super) fn modified(metadata: &Metadata) -> i64 {
    metadata.mtime().saturating_mul(1_000_000).saturating_add(metadata.mtime_nsec() / 1000)
}

fn join(folder: &str, name: &OsStr) -> Option<RelativePath> {
    let name = name.to_str()?;
    RelativePath::new(if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }).ok()
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::ErrorKind;
    use crate::repository::fixture::{self, Fixture};

    fn walk(f: &Fixture) -> (Vec<String>, Walked) {
        let mut paths = Vec::new();
        let walked = f
            .repository
            .walk(
                |extension| matches!(extension, "jpg" | "mp4"),
                || false,
                |file| {
                    paths.push(file.path.to_string());
                    true
                },
            )
            .unwrap();
        (paths, walked)
    }

    #[test]
    fn supported_files_are_found_in_the_workspace_and_in_inbox() {
        let f = fixture::repository();
        for path in
            ["b.JPG", "a.jpg", "trip/x.mp4", "trip/day 2/ü.jpg", "inbox/2024/05/c.jpg", "notes.txt", "jpg"]
        {
            f.write(path, "x");
        }
        let (paths, walked) = walk(&f);
        assert_eq!(paths, ["a.jpg", "b.JPG", "inbox/2024/05/c.jpg", "trip/x.mp4", "trip/day 2/ü.jpg"]);
        // notes.txt, jpg, .lumiliorepo
        assert_eq!((walked.files, walked.skipped, walked.failures), (5, 3, 0));
    }

    #[test]
    fn what_belongs_to_others_is_left_alone() {
        let f = fixture::repository();
        for path in [
            ".lumilio/assets/a.jpg",
            ".hidden/a.jpg",
            "._a.jpg",
            "trip/@eaDir/a.jpg",
            "$RECYCLE.BIN/a.jpg",
            "theirs/a.jpg",
            "theirs/deeper/a.jpg",
            "theirs/.lumiliorepo",
        ] {
            f.write(path, "x");
        }
        assert_eq!(walk(&f).0, [""; 0]);
    }

    #[test]
    fn links_are_not_followed_also_not_in_circles() {
        let f = fixture::repository();
        let elsewhere = calotype_testkit::tmp::data_dir();
        std::fs::write(elsewhere.join("a.jpg"), "x").unwrap();
        symlink(&*elsewhere, f.root.join("out")).unwrap();
        symlink(&f.root, f.root.join("circle")).unwrap();
        symlink(elsewhere.join("a.jpg"), f.root.join("link.jpg")).unwrap();
        let (paths, walked) = walk(&f);
        assert_eq!((paths, walked.failures), (Vec::new(), 0));
    }

    #[test]
    fn size_time_and_inode_are_those_of_the_file() {
        let f = fixture::repository();
        f.write("a.jpg", "12345");
        let file = std::fs::File::options().write(true).open(f.root.join("a.jpg")).unwrap();
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_micros(1_700_000_000_123_456);
        file.set_modified(time).unwrap();
        let mut found = Vec::new();
        f.repository
            .walk(
                |_| true,
                || false,
                |file| {
                    found.push(file);
                    true
                },
            )
            .unwrap();
        let inode = file.metadata().unwrap().ino();
        let path = RelativePath::new("a.jpg").unwrap();
        assert_eq!(found, [Found { path, size: 5, modified: 1_700_000_000_123_456, inode, sidecar: None }]);
    }

    #[test]
    fn a_file_comes_with_the_time_of_the_sidecar_beside_it() {
        let f = fixture::repository();
        for path in ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "elsewhere/d.xmp"] {
            f.write(path, "x");
        }
        for (sidecar, seconds) in [("a.jpg.xmp", 10), ("a.xmp", 20), ("b.XMP", 30), ("c.jpeg.xmp", 40)] {
            f.write(sidecar, "x");
            let file = std::fs::File::options().write(true).open(f.root.join(sidecar)).unwrap();
            file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).unwrap();
        }
        let mut found = Vec::new();
        f.repository
            .walk(
                |extension| extension == "jpg",
                || false,
                |file| {
                    assert_eq!(file.sidecar, f.repository.xmp_beside_modified(&file.path), "read as walked");
                    found.push((file.path.to_string(), file.sidecar));
                    true
                },
            )
            .unwrap();
        let expected =
            [("a.jpg", Some(10_000_000)), ("b.jpg", Some(30_000_000)), ("c.jpg", None), ("d.jpg", None)];
        assert_eq!(found, expected.map(|(path, time)| (path.to_owned(), time)));
    }

    #[test]
    fn names_the_database_cannot_keep_are_counted_and_are_no_failure() {
        let f = fixture::repository();
        f.write("a.jpg", "x");
        std::fs::write(f.root.join(OsStr::from_bytes(b"caf\xe9.jpg")), "x").unwrap();
        let deep = format!("{0}/{0}/{0}", "d".repeat(200));
        f.write(&format!("{deep}/a.jpg"), "x");
        let (paths, walked) = walk(&f);
        assert_eq!(paths, ["a.jpg"]);
        assert_eq!((walked.unnameable, walked.failures), (2, 0));
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_a_failure_and_the_rest_is_found() {
        calotype_testkit::ordinary::as_ordinary_user(|| {
            let f = fixture::repository();
            f.write("closed/a.jpg", "x");
            f.write("open/a.jpg", "x");
            let closed = f.root.join("closed");
            std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o0)).unwrap();
            let (paths, walked) = walk(&f);
            std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o755)).unwrap();
            assert_eq!(paths, ["open/a.jpg"]);
            assert_eq!(walked.failures, 1);
            assert!(walked.failure_details[0].contains("closed"));
        });
    }

    #[test]
    fn a_walk_through_an_unmounted_disk_says_so() {
        let f = fixture::repository();
        f.write("a.jpg", "x");
        // It goes away in the middle.
        let walked = f.repository.walk(
            |_| true,
            || false,
            |_| {
                std::fs::remove_dir_all(&f.root).unwrap();
                true
            },
        );
        assert_eq!(walked.unwrap_err().kind(), ErrorKind::Unavailable);
        let walked = f.repository.walk(|_| true, || false, |_| true);
        assert_eq!(walked.unwrap_err().kind(), ErrorKind::Unavailable);
    }

    #[test]
    fn a_walk_ends_when_its_caller_has_enough() {
        let f = fixture::repository();
        for number in 0..10 {
            f.write(&format!("{number}/a.jpg"), "x");
        }
        let mut found = 0;
        let walked = f
            .repository
            .walk(
                |_| true,
                || false,
                |_| {
                    found += 1;
                    found < 3
                },
            )
            .unwrap();
        assert!(walked.cancelled);
        assert_eq!(found, 3);
        let walked = f.repository.walk(|_| true, || true, |_| panic!("cancelled")).unwrap();
        assert!(walked.cancelled);
    }

    #[tokio::test]
    async fn a_large_tree_comes_in_batches_and_stops_with_its_receiver() {
        let f = fixture::repository();
        for number in 0..1700 {
            f.write(&format!("{}/{number}.jpg", number % 7), "");
        }
        let (mut batches, walking) = f.repository.walk_batches(|extension| extension == "jpg");
        let mut sizes = Vec::new();
        while let Some(batch) = batches.recv().await {
            sizes.push(batch.len());
        }
        assert_eq!(sizes, [500, 500, 500, 200]);
        assert_eq!(walking.await.unwrap().unwrap().files, 1700);

        let (mut batches, walking) = f.repository.walk_batches(|_| true);
        batches.recv().await.unwrap();
        drop(batches);
        assert!(walking.await.unwrap().unwrap().cancelled);
    }
}
