//! The few operations that durability rests on, each done once and right.
//!
//! A file is durable when its bytes are synced *and* the directory entry that names it is, and so on up to a
//! directory that was durable before (see the notes of `fsync(2)`: syncing a file does not sync its directory entry).

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use crate::error::{Doing, Error, ErrorKind, Result};

/// Syncs a directory: renames, links and removals in it survive a power cut afterwards.
///
/// # Errors
///
/// When the directory cannot be opened or synced. File systems that cannot sync directories at all (some network and FUSE
/// ones answer `EINVAL`) are taken at their word that there is nothing to do.
pub fn sync_directory(path: &Path) -> Result<()> {
    let directory = File::open(path).doing("open directory", path)?;
    match rustix::fs::fsync(&directory) {
        Err(Errno::INVAL | Errno::OPNOTSUPP) => Ok(()),
        other => other.doing("sync directory", path),
    }
}

/// Renames within one file system, and fails with [`ErrorKind::Exists`] where the target is taken, without a
/// moment in which another process could slip in between. The target's directory is not synced.
///
/// # Errors
///
/// [`ErrorKind::Exists`], and those of renaming.
pub fn rename_no_replace(from: &Path, to: &Path) -> Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // File systems that do not know the flag, and kernels before 3.15.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => rename_by_link(from, to),
        other => other.doing("rename to", to),
    }
}

/// A link fails where the name is taken. A crash between the two steps leaves both names for one file, which
/// repeating the commit sees and finishes.
fn rename_by_link(from: &Path, to: &Path) -> Result<()> {
    match std::fs::hard_link(from, to) {
        Ok(()) => std::fs::remove_file(from).doing("remove", from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Error::io("link to", to, &error)),
        // No hard links either (exFAT and the like).
        Err(_) => rename_by_reservation(from, to),
    }
}

/// Takes the name with an empty file of our own and then replaces that. A crash between the two leaves an empty file in the
/// user's folder; nothing better exists on such file systems.
fn rename_by_reservation(from: &Path, to: &Path) -> Result<()> {
    File::create_new(to).doing("reserve", to)?;
    std::fs::rename(from, to).doing("rename to", to).inspect_err(|_| {
        if let Err(error) = std::fs::remove_file(to) {
            tracing::warn!(path = %to.display(), %error, "an empty file stays behind");
        }
    })
}

/// Writes a file so that at any time, also after a crash, either the old or the new content is there, never a part.
/// Durable when it returns. The permissions are `mode` less the process's umask.
///
/// # Errors
///
/// Those of writing; the old content is then untouched.
pub fn write_atomically(path: &Path, bytes: &[u8], mode: u32) -> Result<()> {
    let directory = path.parent().ok_or_else(|| Error::invalid("the path has no directory"))?;
    let mut temporary = tempfile::Builder::new()
        .prefix(".calotype-")
        .permissions(std::fs::Permissions::from_mode(mode))
        .tempfile_in(directory)
        .doing("create a temporary file in", directory)?;
    temporary.write_all(bytes).doing("write", path)?;
    temporary.as_file().sync_all().doing("sync", path)?;
    temporary.persist(path).map_err(|error| Error::io("rename to", path, &error.error))?;
    sync_directory(directory)
}

/// Removes a file; one that is not there is as good as removed. Durable when it returns.
///
/// # Errors
///
/// Those of removing.
pub fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.doing("remove", path)?,
    }
    sync_directory(path.parent().unwrap_or(path))
}

/// Makes one directory, or finds it. Not durable yet: the parent is to be synced.
///
/// # Errors
///
/// [`ErrorKind::Invalid`] when something that is not a directory has the name (a symbolic link included: it could
/// lead anywhere), and those of making directories.
pub fn make_directory(path: &Path, mode: u32) -> Result<()> {
    match std::fs::DirBuilder::new().mode(mode).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if path.symlink_metadata().doing("stat", path)?.is_dir() {
                return Ok(());
            }
            Err(Error::new(ErrorKind::Invalid, format!("{} is not a directory", path.display())))
        }
        other => other.doing("make directory", path),
    }
}

/// Makes a directory and what is missing above it, durably. For places outside any root, such as the data directory.
///
/// # Errors
///
/// As [`make_directory`] and [`sync_directory`].
pub fn make_directory_tree(path: &Path, mode: u32) -> Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(Error::invalid("the root directory is missing")),
    };
    make_directory_tree(parent, mode)?;
    make_directory(path, mode)?;
    sync_directory(parent)
}

/// Makes directories below a root, durably, and remembers which are, so that the usual case costs no system call.
///
/// Another process may have made a directory a moment ago without having synced it yet; hence a directory counts
/// as durable only once this process has synced its parent.
#[derive(Debug, Default)]
pub struct Directories {
    durable: Mutex<HashSet<PathBuf>>,
}

/// How many directories are remembered before starting anew; some hundred bytes each.
const REMEMBERED: usize = 4096;

impl Directories {
    /// Remembers nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes `directory` and what is missing above it up to `root`, which must exist. Permissions are `mode` less the
    /// process's umask.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] when `directory` is not below `root` or the way to it leads through something that is not
    /// a directory; those of making and syncing directories.
    pub fn make(&self, root: &Path, directory: &Path, mode: u32) -> Result<()> {
        let below = directory
            .strip_prefix(root)
            .map_err(|_| Error::new(ErrorKind::Invalid, format!("{} is outside", directory.display())))?;
        let mut parent = root.to_path_buf();
        for step in below.components() {
            let Component::Normal(name) = step else {
                return Err(Error::new(ErrorKind::Invalid, format!("{} climbs", directory.display())));
            };
            let child = parent.join(name);
            if !self.remembers(&child) {
                make_directory(&child, mode)?;
                sync_directory(&parent)?;
                self.remember(child.clone());
            }
            parent = child;
        }
        Ok(())
    }

    /// Forgets a directory and what lies in it, because it turned out to be gone.
    pub fn forget(&self, directory: &Path) {
        self.lock().retain(|known| !known.starts_with(directory) && !directory.starts_with(known));
    }

    fn remembers(&self, directory: &Path) -> bool {
        self.lock().contains(directory)
    }

    fn remember(&self, directory: PathBuf) {
        let mut durable = self.lock();
        if durable.len() >= REMEMBERED {
            durable.clear();
        }
        durable.insert(directory);
    }

    /// A panic while holding the lock cannot leave the set half-changed.
    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<PathBuf>> {
        self.durable.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use calotype_testkit::tmp::data_dir;

    use super::*;

    #[test]
    fn no_way_of_renaming_replaces_what_is_there() {
        for rename in [rename_no_replace, rename_by_link, rename_by_reservation] {
            let directory = data_dir();
            let (from, to) = (directory.join("from"), directory.join("to"));
            std::fs::write(&from, "new").unwrap();
            std::fs::write(&to, "old").unwrap();
            assert_eq!(rename(&from, &to).unwrap_err().kind(), ErrorKind::Exists);
            assert_eq!(std::fs::read_to_string(&to).unwrap(), "old");

            std::fs::remove_file(&to).unwrap();
            rename(&from, &to).unwrap();
            assert_eq!(std::fs::read_to_string(&to).unwrap(), "new");
            assert!(!from.exists());

            std::fs::remove_file(&to).unwrap();
            assert_eq!(rename(&from, &to).unwrap_err().kind(), ErrorKind::NotFound);
            assert!(!to.exists());
        }
    }

    #[test]
    fn an_atomic_write_replaces_the_whole_and_leaves_nothing_beside_it() {
        let directory = data_dir();
        let path = directory.join("settings");
        for content in ["a long first content", "short"] {
            write_atomically(&path, content.as_bytes(), 0o600).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(&*directory).unwrap().count(), 1);
    }

    #[test]
    fn a_failed_atomic_write_leaves_nothing_beside_the_target() {
        let directory = data_dir();
        let path = directory.join("taken");
        std::fs::create_dir(&path).unwrap();
        assert!(write_atomically(&path, b"x", 0o600).is_err());
        assert_eq!(std::fs::read_dir(&*directory).unwrap().count(), 1);
    }

    #[test]
    fn directories_that_vanished_are_made_again_once_forgotten() {
        let root = data_dir();
        let directories = Directories::new();
        let deep = root.join("a/b/c");
        directories.make(&root, &deep, 0o700).unwrap();
        std::fs::remove_dir_all(root.join("a")).unwrap();
        directories.forget(&deep);
        directories.make(&root, &deep, 0o700).unwrap();
        assert!(deep.is_dir());
    }

    #[test]
    fn directories_are_made_only_below_their_root() {
        let root = data_dir();
        let elsewhere = data_dir();
        std::os::unix::fs::symlink(&*elsewhere, root.join("link")).unwrap();
        std::fs::write(root.join("file"), "").unwrap();
        for outside in [elsewhere.join("a"), root.join("b/../../c"), root.join("link/d"), root.join("file/e")]
        {
            let error = Directories::new().make(&root, &outside, 0o700).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Invalid, "{outside:?}");
        }
        assert_eq!(std::fs::read_dir(&*elsewhere).unwrap().count(), 0);
    }
}
