//! The user's own folder tree.
//!
//! A repository is a folder that people fill, sort and look into with whatever they like. calotype writes to `inbox/` (committed
//! uploads), to `.lumiliorepo` (settings) and to its own directory `.lumilio/`; everything else it only reads. Paths inside
//! are [`RelativePath`]s; a file that a client named has a [`FileName`]. Both are safe by construction.
//!
//! | file | what it does |
//! |---|---|
//! | `layout` | makes, registers and opens repositories |
//! | `settings` | the file `.lumiliorepo` |
//! | `staging` | takes uploads in, hashing and counting |
//! | `chunks` | takes uploads in pieces, resumable |
//! | `commit` | moves a staged file to its place |
//! | `walk` | finds what is in the tree |
//! | `trash` | removes originals in two steps |
//! | `sidecar` | edits kept beside the originals |
//! | `xmp` | XMP sidecars that were sent along with originals |

mod chunks;
mod commit;
mod layout;
mod name;
mod path;
mod settings;
mod sidecar;
mod staging;
mod trash;
mod walk;
mod xmp;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{CWD, Mode, OFlags, ResolveFlags};
use rustix::io::Errno;

pub use chunks::{Chunk, ChunkSession};
pub use commit::{CommitRequest, Committed, Outcome};
pub use layout::place;
pub use name::{FileName, LONGEST_NAME, slug};
pub use path::{LONGEST_PATH, OWN_DIRECTORY, RelativePath};
pub use settings::{DuplicateNames, LocalSettings, SETTINGS_FILE, Settings, StorageStrategy};
pub use staging::{Kept, StageError, Staged, StagedWriter};
pub use trash::{Trashed, TrashedFile};
pub use walk::{Found, Walked};
pub use xmp::LONGEST_XMP;

use crate::durable::Directories;
use crate::error::{Doing, Error, ErrorKind, Result};

/// A folder that is a repository. Cheap to clone; see [`Repository::open`], [`Repository::create`] and
/// [`Repository::register`].
#[derive(Debug, Clone)]
pub struct Repository {
    root: Arc<Path>,
    directories: Arc<Directories>,
}

impl Repository {
    /// The folder, absolute and without symbolic links.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a path inside lies. Nothing is looked at.
    #[must_use]
    pub fn locate(&self, path: &RelativePath) -> PathBuf {
        path.below(&self.root)
    }

    /// Opens a file for reading. A symbolic link on the way is followed only while it stays inside.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when there is no regular file or the way leads outside; failures of opening.
    pub fn open_file(&self, path: &RelativePath) -> Result<File> {
        let full = self.locate(path);
        let file = self.open_beneath(path, &full)?;
        if !file.metadata().doing("stat", &full)?.is_file() {
            return Err(Error::new(ErrorKind::NotFound, format!("{} is not a regular file", full.display())));
        }
        Ok(file)
    }

    fn open_beneath(&self, path: &RelativePath, full: &Path) -> Result<File> {
        // Not waiting for a writer, should the name be a pipe's.
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
        let root = rustix::fs::openat(CWD, &*self.root, flags | OFlags::DIRECTORY, Mode::empty())
            .doing("open", full)?;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
        let mut opened = rustix::fs::openat2(&root, path.as_str(), flags, Mode::empty(), resolve);
        // The kernel answers so when something was renamed while it looked.
        for _ in 0..8 {
            if opened.as_ref().err() != Some(&Errno::AGAIN) {
                break;
            }
            opened = rustix::fs::openat2(&root, path.as_str(), flags, Mode::empty(), resolve);
        }
        match opened {
            Ok(file) => Ok(file.into()),
            Err(Errno::XDEV | Errno::LOOP) => {
                Err(Error::new(ErrorKind::NotFound, format!("{} leads outside", full.display())))
            }
            // Kernels before 5.6, and sandboxes that do not know the call.
            Err(Errno::NOSYS | Errno::PERM) => {
                let real = full.canonicalize().doing("resolve", full)?;
                if !real.starts_with(&self.root) {
                    return Err(Error::new(ErrorKind::NotFound, format!("{} leads outside", full.display())));
                }
                rustix::fs::openat(CWD, &real, flags | OFlags::NOFOLLOW, Mode::empty())
                    .doing("open", full)
                    .map(File::from)
            }
            Err(error) => Err(Error::io("open", full, &error.into())),
        }
    }
}

/// A fresh repository in a temporary folder, for tests of this crate.
#[cfg(test)]
pub(crate) mod fixture {
    #![allow(clippy::unwrap_used)]

    use calotype_testkit::tmp::{DataDir, data_dir};
    use time::OffsetDateTime;
    use uuid::Uuid;

    use super::{RelativePath, Repository, Settings};

    pub(crate) struct Fixture {
        pub(crate) repository: Repository,
        pub(crate) root: std::path::PathBuf,
        _place: DataDir,
    }

    impl Fixture {
        pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
            let path = self.root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }

        pub(crate) fn read(&self, path: &RelativePath) -> Vec<u8> {
            std::fs::read(self.repository.locate(path)).unwrap()
        }

        /// Names in a directory, sorted.
        pub(crate) fn names(&self, directory: &str) -> Vec<String> {
            let entries = std::fs::read_dir(self.root.join(directory)).unwrap();
            let mut names: Vec<_> =
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        }
    }

    pub(crate) fn repository() -> Fixture {
        let place = data_dir();
        let root = place.canonicalize().unwrap().join("primary");
        let settings = Settings::new(Uuid::now_v7(), "Primary", OffsetDateTime::UNIX_EPOCH);
        let repository = Repository::create(&root, &settings).unwrap();
        Fixture { repository, root, _place: place }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::Read;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_file_is_opened_through_links_inside_but_never_outside() {
        let f = fixture::repository();
        f.write("trip/a.jpg", "inside");
        std::fs::write(f.root.parent().unwrap().join("secret"), "outside").unwrap();
        symlink("trip", f.root.join("journey")).unwrap();
        symlink(f.root.parent().unwrap(), f.root.join("up")).unwrap();
        symlink("/etc/passwd", f.root.join("passwd.jpg")).unwrap();

        let open = |path: &str| f.repository.open_file(&RelativePath::new(path).unwrap());
        for path in ["trip/a.jpg", "journey/a.jpg"] {
            let mut content = String::new();
            open(path).unwrap().read_to_string(&mut content).unwrap();
            assert_eq!(content, "inside");
        }
        for path in ["up/secret", "passwd.jpg", "trip", "missing"] {
            assert_eq!(open(path).unwrap_err().kind(), ErrorKind::NotFound, "{path}");
        }
    }
}
