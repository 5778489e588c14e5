//! Objects as files below one directory.
//!
//! A write goes to a temporary file in `tmp/`, is synced, gets its name by an atomic rename, and its directory is synced.
//! Immutable objects are found rather than replaced; the rename itself decides, so two writers never tear each other's.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures::stream::{BoxStream, StreamExt};
use tempfile::NamedTempFile;
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use super::{Head, Listed, Object, ObjectKey, Prefix, Put};
use crate::blocking;
use crate::durable::{Directories, make_directory_tree, rename_no_replace, sync_directory};
use crate::error::{Doing, Error, ErrorKind, Result};

/// Only the server's own user may look into the store.
const DIRECTORY_MODE: u32 = 0o700;

/// Pieces in which objects are read, bytes.
const PIECE: usize = 256 * 1024;

#[derive(Debug)]
pub(super) struct Disk {
    root: PathBuf,
    temporary: PathBuf,
    directories: Directories,
}

impl Disk {
    pub(super) fn open(root: PathBuf) -> Result<Self> {
        let temporary = root.join("tmp");
        make_directory_tree(&temporary, DIRECTORY_MODE)?;
        Ok(Self { root, temporary, directories: Directories::new() })
    }

    fn path(&self, key: &ObjectKey) -> PathBuf {
        self.root.join(key.path())
    }

    fn temporary(&self) -> Result<NamedTempFile> {
        NamedTempFile::new_in(&self.temporary).doing("create a temporary file in", &self.temporary)
    }

    /// Whether there is nothing left to do: an immutable object that is there. It was synced before it got its
    /// name, but whoever gave it the name may not have synced the directory yet.
    fn found(&self, key: &ObjectKey, path: &Path) -> Result<bool> {
        if !key.is_immutable() || !path.try_exists().doing("stat", path)? {
            return Ok(false);
        }
        match sync_directory(parent(path)) {
            Ok(()) => Ok(true),
            // Deleted meanwhile.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Gives a written temporary file its name, durably. Dropping the file afterwards removes what did not get one.
    fn publish(&self, key: &ObjectKey, file: &NamedTempFile) -> Result<Put> {
        file.as_file().sync_all().doing("sync", file.path())?;
        let path = self.path(key);
        self.with_directory(&path, || {
            if key.is_immutable() {
                rename_no_replace(file.path(), &path)
            } else {
                std::fs::rename(file.path(), &path).doing("rename to", &path)
            }
        })
    }

    /// Makes the directory of `path`, names an object in it by `name`, and syncs the directory.
    fn with_directory(&self, path: &Path, name: impl Fn() -> Result<()>) -> Result<Put> {
        let directory = parent(path);
        let mut attempts = 0;
        loop {
            self.directories.make(&self.root, directory, DIRECTORY_MODE)?;
            attempts += 1;
            let put = match name() {
                Ok(()) => Put::Created,
                Err(error) if error.kind() == ErrorKind::Exists => Put::Found,
                // A delete may take the empty directory away at this very moment.
                Err(error) if error.kind() == ErrorKind::NotFound && attempts < 5 => {
                    self.directories.forget(directory);
                    continue;
                }
                Err(error) => return Err(error),
            };
            self.sync(directory)?;
            return Ok(put);
        }
    }

    /// Syncs a directory, or the nearest above that another delete has left.
    fn sync(&self, directory: &Path) -> Result<()> {
        match sync_directory(directory) {
            Err(error) if error.kind() == ErrorKind::NotFound && directory != self.root => {
                self.sync(parent(directory))
            }
            other => other,
        }
    }

    pub(super) async fn check(self: &Arc<Self>) -> Result<()> {
        let disk = self.clone();
        blocking(move || {
            let mut file = disk.temporary()?;
            file.write_all(b"calotype").doing("write", file.path())
        })
        .await
    }

    pub(super) async fn put(self: &Arc<Self>, key: &ObjectKey, bytes: Bytes) -> Result<Put> {
        let (disk, key) = (self.clone(), key.clone());
        blocking(move || {
            if disk.found(&key, &disk.path(&key))? {
                return Ok(Put::Found);
            }
            let mut file = disk.temporary()?;
            file.write_all(&bytes).doing("write", file.path())?;
            disk.publish(&key, &file)
        })
        .await
    }

    pub(super) async fn put_file(self: &Arc<Self>, key: &ObjectKey, from: &Path) -> Result<Put> {
        let (disk, key, from) = (self.clone(), key.clone(), from.to_path_buf());
        blocking(move || {
            let mut source = open(&from)?;
            if disk.found(&key, &disk.path(&key))? {
                return Ok(Put::Found);
            }
            let mut file = disk.temporary()?;
            // The standard library copies inside the kernel, and by reference where the file system can.
            io::copy(&mut source, file.as_file_mut()).doing("copy", &from)?;
            disk.publish(&key, &file)
        })
        .await
    }

    pub(super) async fn get(self: &Arc<Self>, key: &ObjectKey, range: Option<Range<u64>>) -> Result<Object> {
        let path = self.path(key);
        let (file, size, modified, range) = blocking(move || {
            let mut file = open(&path)?;
            let (size, modified) = stat(&file, &path)?;
            let range = match range {
                None => 0..size,
                Some(range) if range.start < size => range.start..range.end.min(size),
                Some(_) => return Err(super::behind_the_end()),
            };
            file.seek(SeekFrom::Start(range.start)).doing("seek", &path)?;
            Ok((file, size, modified, range))
        })
        .await?;
        let reader = tokio::fs::File::from_std(file).take(range.end - range.start);
        let body = ReaderStream::with_capacity(reader, PIECE)
            .map(|piece| piece.map_err(|error| Error::new(ErrorKind::Io, format!("read object: {error}"))))
            .boxed();
        Ok(Object { size, modified, range, body })
    }

    pub(super) async fn open_file(self: &Arc<Self>, key: &ObjectKey) -> Result<File> {
        let path = self.path(key);
        blocking(move || open(&path)).await
    }

    pub(super) async fn head(self: &Arc<Self>, key: &ObjectKey) -> Result<Head> {
        let path = self.path(key);
        blocking(move || {
            let metadata = path.metadata().doing("stat", &path)?;
            Ok(Head { size: metadata.len(), modified: metadata.modified().doing("stat", &path)?, etag: None })
        })
        .await
    }

    pub(super) async fn delete_many(self: &Arc<Self>, keys: &[ObjectKey]) -> Result<()> {
        let disk = self.clone();
        let paths: Vec<PathBuf> = keys.iter().map(|key| self.path(key)).collect();
        blocking(move || {
            let mut first_failure = Ok(());
            for path in paths {
                if let Err(error) = disk.delete(&path)
                    && first_failure.is_ok()
                {
                    first_failure = Err(error);
                }
            }
            first_failure
        })
        .await
    }

    fn delete(&self, path: &Path) -> Result<()> {
        match std::fs::remove_file(path) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(());
            }
            other => other.doing("remove", path)?,
        }
        let directory = parent(path);
        self.sync(directory)?;
        // The directory of an original's renditions goes with the last of them. Not durably: an empty directory
        // that comes back harms nobody.
        if std::fs::remove_dir(directory).is_ok() {
            self.directories.forget(directory);
        }
        Ok(())
    }

    pub(super) async fn copy(self: &Arc<Self>, from: &ObjectKey, to: &ObjectKey) -> Result<Put> {
        let source = self.path(from);
        let (disk, from, to_key) = (self.clone(), source.clone(), to.clone());
        let linked = blocking(move || {
            let to = disk.path(&to_key);
            open(&from)?;
            if disk.found(&to_key, &to)? {
                return Ok(Some(Put::Found));
            }
            if !to_key.is_immutable() {
                return Ok(None);
            }
            // Objects are never written in place, so two names can share one file.
            let link = || std::fs::hard_link(&from, &to).doing("link to", &to);
            match disk.with_directory(&to, link) {
                Ok(put) => Ok(Some(put)),
                Err(error) if error.kind() == ErrorKind::NotFound => Err(error),
                Err(_) => Ok(None),
            }
        })
        .await?;
        match linked {
            Some(put) => Ok(put),
            None => self.put_file(to, &source).await,
        }
    }

    pub(super) fn list(self: &Arc<Self>, prefix: Prefix) -> BoxStream<'static, Result<Listed>> {
        let (sender, receiver) = tokio::sync::mpsc::channel(256);
        let disk = self.clone();
        tokio::task::spawn_blocking(move || {
            let top = disk.root.join(prefix.path());
            disk.walk(&top, &mut |listed| sender.blocking_send(listed).is_ok());
        });
        futures::stream::unfold(receiver, async |mut receiver| Some((receiver.recv().await?, receiver)))
            .boxed()
    }

    /// Gives every object below `directory` to `found` until that says no; answers whether it never did.
    fn walk(&self, directory: &Path, found: &mut impl FnMut(Result<Listed>) -> bool) -> bool {
        let entries = match std::fs::read_dir(directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return true,
            Err(error) => return found(Err(Error::io("read directory", directory, &error))),
        };
        for entry in entries {
            let listed = entry.doing("read directory", directory).and_then(|entry| self.listed(&entry));
            let go_on = match listed {
                Ok(Entry::Directory(path)) => self.walk(&path, found),
                Ok(Entry::Object(listed)) => found(Ok(listed)),
                Ok(Entry::Other) => true,
                Err(error) => found(Err(error)),
            };
            if !go_on {
                return false;
            }
        }
        true
    }

    fn listed(&self, entry: &std::fs::DirEntry) -> Result<Entry> {
        let path = entry.path();
        if path == self.temporary {
            return Ok(Entry::Other);
        }
        let metadata = match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => return Ok(Entry::Directory(path)),
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Entry::Other),
            Err(error) => return Err(Error::io("stat", &path, &error)),
        };
        let key = path.strip_prefix(&self.root).ok().and_then(Path::to_str).and_then(ObjectKey::parse);
        let Some(key) = key.filter(|_| metadata.is_file()) else {
            tracing::debug!(path = %path.display(), "not an object of ours");
            return Ok(Entry::Other);
        };
        let modified = metadata.modified().doing("stat", &path)?;
        Ok(Entry::Object(Listed { key, size: metadata.len(), modified }))
    }

    pub(super) async fn sweep(self: &Arc<Self>, older_than: Duration) -> Result<u64> {
        let temporary = self.temporary.clone();
        blocking(move || {
            let now = SystemTime::now();
            let mut removed = 0;
            for entry in std::fs::read_dir(&temporary).doing("read directory", &temporary)? {
                let entry = entry.doing("read directory", &temporary)?;
                // A write that ended meanwhile took its file away.
                let Ok(modified) = entry.metadata().and_then(|metadata| metadata.modified()) else {
                    continue;
                };
                if now.duration_since(modified).is_ok_and(|age| age > older_than)
                    && std::fs::remove_file(entry.path()).is_ok()
                {
                    removed += 1;
                }
            }
            Ok(removed)
        })
        .await
    }
}

enum Entry {
    Directory(PathBuf),
    Object(Listed),
    Other,
}

fn open(path: &Path) -> Result<File> {
    let file = File::open(path).doing("open", path)?;
    if file.metadata().doing("stat", path)?.is_dir() {
        return Err(Error::new(ErrorKind::NotFound, format!("{} is a directory", path.display())));
    }
    Ok(file)
}

fn stat(file: &File, path: &Path) -> Result<(u64, SystemTime)> {
    let metadata = file.metadata().doing("stat", path)?;
    Ok((metadata.len(), metadata.modified().doing("stat", path)?))
}

/// Every object's path has a directory: the root at least.
fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}
