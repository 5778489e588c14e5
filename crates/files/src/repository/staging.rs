//! Staging: where an upload lies between its first byte and its place in the tree.
//!
//! The bytes go to `.lumilio/staging/incoming/<uuid>_<name>` while they are hashed and counted. Nothing that failed stays:
//! the writer removes its file when it is dropped, and so does [`Staged`] until [`Staged::keep`] says that the database
//! knows of it. What a killed process leaves is taken by [`Repository::sweep_staging`].

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures::{Stream, StreamExt};
use time::OffsetDateTime;
use time::macros::format_description;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::Repository;
use super::name::FileName;
use super::path::RelativePath;
use crate::durable::{rename_no_replace, sync_directory};
use crate::error::{Doing, Error, ErrorKind, Result};
use crate::hash::{Hashes, quick_hash};

pub(super) const INCOMING: &str = ".lumilio/staging/incoming";
const FAILED: &str = ".lumilio/staging/failed";

/// How much is gathered from the network before it goes to disk in one step, bytes. Large enough that the hop to another
/// thread costs nothing, small enough that many uploads at once stay cheap: an upload holds at most two of these.
const BATCH: usize = 1024 * 1024;

/// Why staging failed.
#[derive(Debug, thiserror::Error)]
pub enum StageError<E> {
    /// More bytes came than allowed.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The most that was allowed, bytes.
        limit: u64,
    },
    /// The sender broke off, or what it sent could not be read.
    #[error("the upload broke off")]
    Source(E),
    /// The disk.
    #[error(transparent)]
    Storage(#[from] Error),
}

/// A complete, durable file in staging that is removed with this value, unless it is [kept](Self::keep).
#[derive(Debug)]
pub struct Staged {
    /// Where it lies; the name under which the database remembers it.
    pub path: RelativePath,
    /// The sender's name for it, made safe.
    pub name: FileName,
    /// Length and hashes of what was received.
    pub hashes: Hashes,
    guard: RemoveOnDrop,
}

impl Staged {
    /// Leaves the file where it is, because a transaction records [`Self::path`].
    ///
    /// Call it before asking for the commit: when the answer to that is lost, the row may be there all the same and needs
    /// its file. If there is no row after all, [`Repository::sweep_staging`] finds the file.
    pub fn keep(mut self) -> Kept {
        self.guard.armed = false;
        Kept { path: self.guard.path.clone() }
    }
}

/// A staged file that a transaction is about to record.
#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
}

impl Kept {
    /// Removes the file after all: the commit was refused for certain, as by a full disk.
    pub fn refused(self) {
        drop(RemoveOnDrop { path: self.path, armed: true });
    }
}

/// A file in staging that is still being written. Blocking; [`Repository::stage`] is the asynchronous way.
#[derive(Debug)]
pub struct StagedWriter {
    file: File,
    hasher: blake3::Hasher,
    limit: u64,
    path: RelativePath,
    name: FileName,
    guard: RemoveOnDrop,
}

impl StagedWriter {
    /// Takes the next bytes.
    ///
    /// # Errors
    ///
    /// [`StageError::TooLarge`] before the byte over the limit is written; failures of writing.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), StageError<std::convert::Infallible>> {
        if self.size() + bytes.len() as u64 > self.limit {
            return Err(StageError::TooLarge { limit: self.limit });
        }
        self.file.write_all(bytes).doing("write", &self.guard.path)?;
        self.hasher.update(bytes);
        Ok(())
    }

    /// How many bytes were written so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.hasher.count()
    }

    /// Makes file and name durable.
    ///
    /// # Errors
    ///
    /// Failures of syncing; the file is removed then.
    pub fn finish(self) -> Result<Staged> {
        let path = &self.guard.path;
        self.file.sync_all().doing("sync", path)?;
        sync_directory(path.parent().unwrap_or(path))?;
        let size = self.size();
        let quick = quick_hash(&self.file, size).doing("read", path)?;
        let hashes = Hashes { full: self.hasher.finalize().into(), quick, size };
        Ok(Staged { path: self.path, name: self.name, hashes, guard: self.guard })
    }

    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Counts and hashes bytes that got into the file in another way.
    pub(super) fn account(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
    }
}

#[derive(Debug)]
struct RemoveOnDrop {
    path: PathBuf,
    armed: bool,
}

impl Drop for RemoveOnDrop {
    fn drop(&mut self) {
        if self.armed
            && let Err(error) = std::fs::remove_file(&self.path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(path = %self.path.display(), %error, "a staged file stays for the sweeper");
        }
    }
}

impl Repository {
    /// Begins a file in staging that may have at most `limit` bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unavailable`] when the repository is not there; failures of creating the file.
    pub fn stage_writer(&self, name: &FileName, limit: u64) -> Result<StagedWriter> {
        let path = RelativePath::of(INCOMING, &format!("{}_{name}", Uuid::new_v4()));
        let full = self.locate(&path);
        let create =
            || OpenOptions::new().read(true).write(true).create_new(true).open(&full).doing("create", &full);
        let file = create().or_else(|error| match error.kind() {
            ErrorKind::NotFound => {
                self.be_there()?;
                self.restore_structure()?;
                create()
            }
            _ => Err(error),
        })?;
        let guard = RemoveOnDrop { path: full, armed: true };
        Ok(StagedWriter { file, hasher: blake3::Hasher::new(), limit, path, name: name.clone(), guard })
    }

    /// Streams an upload into staging. Memory stays bounded whatever the size; bytes are gathered from the network
    /// while the ones before are written. Durable when it returns. When the caller goes away in the middle, the file is removed.
    ///
    /// # Errors
    ///
    /// See [`StageError`]; no file remains.
    pub async fn stage<E>(
        &self,
        name: &FileName,
        limit: u64,
        mut bytes: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<Staged, StageError<E>> {
        let (repository, name) = (self.clone(), name.clone());
        let mut writing = tokio::task::spawn_blocking(move || Ok(repository.stage_writer(&name, limit)?));
        loop {
            let mut batch = Vec::new();
            let mut gathered = 0;
            let more = loop {
                match bytes.next().await {
                    Some(Ok(piece)) => {
                        gathered += piece.len();
                        batch.push(piece);
                        if gathered >= BATCH {
                            break true;
                        }
                    }
                    Some(Err(error)) => {
                        // The file goes before the answer does.
                        drop(written::<_, E>(writing).await);
                        return Err(StageError::Source(error));
                    }
                    None => break false,
                }
            };
            let mut writer = written(writing).await?;
            if !more {
                let finishing = move || {
                    batch.iter().try_for_each(|piece| writer.write(piece))?;
                    Ok(writer.finish()?)
                };
                return written(tokio::task::spawn_blocking(finishing)).await;
            }
            writing = tokio::task::spawn_blocking(move || {
                batch.iter().try_for_each(|piece| writer.write(piece))?;
                Ok(writer)
            });
        }
    }

    /// Puts a staged file aside into `staging/failed/<stem>_<timestamp>.<extension>`, where a person can look at it. `None` when
    /// it is not there any more, as when this is repeated.
    ///
    /// # Errors
    ///
    /// Failures of moving.
    pub fn reject(&self, staged: &RelativePath, at: OffsetDateTime) -> Result<Option<RelativePath>> {
        let timestamp = at
            .format(format_description!("_[year][month][day]_[hour][minute][second]"))
            .map_err(|error| Error::new(ErrorKind::Invalid, format!("time {at}: {error}")))?;
        // The staged name begins with an id that means nothing to people.
        let name = staged.file_name().split_once('_').map_or(staged.file_name(), |(_, name)| name);
        let name = FileName::sanitize(name).with_suffix(&timestamp);
        let from = self.locate(staged);
        let mut attempt = name.clone();
        for number in 1.. {
            let to = RelativePath::of(FAILED, attempt.as_str());
            let target = self.locate(&to);
            match rename_no_replace(&from, &target) {
                Ok(()) => {
                    sync_directory(target.parent().unwrap_or(&target))?;
                    sync_directory(from.parent().unwrap_or(&from))?;
                    return Ok(Some(to));
                }
                Err(error) if error.kind() == ErrorKind::Exists => {
                    attempt = name.with_suffix(&format!("_{number}"));
                }
                Err(error) if error.kind() == ErrorKind::NotFound => break,
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// Removes a staged file that the database knew of and does not need any more; one that is gone is as good as removed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] when the path is not in staging; failures of removing.
    pub fn discard_staged(&self, staged: &RelativePath) -> Result<()> {
        if !staged.as_str().starts_with(".lumilio/staging/") {
            return Err(Error::invalid("only staged files can be discarded"));
        }
        let path = self.locate(staged);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            other => other.doing("remove", &path),
        }
    }

    /// Removes files from `staging/incoming` that were last written longer than `older_than` ago. `needed` is asked about each:
    /// an upload that was acknowledged and waits for its job must stay, however long the queue is. Answers how many went.
    ///
    /// # Errors
    ///
    /// Failures of reading the directory or of `needed`.
    pub fn sweep_staging(
        &self,
        older_than: Duration,
        mut needed: impl FnMut(&RelativePath) -> Result<bool>,
    ) -> Result<u64> {
        let mut removed = 0;
        for (name, path) in old_entries(&self.root().join(INCOMING), older_than)? {
            // A name that cannot be a path is none of ours.
            let path_in_database =
                name.to_str().and_then(|name| RelativePath::new(format!("{INCOMING}/{name}")).ok());
            let referenced = match path_in_database {
                Some(path) => needed(&path)?,
                None => false,
            };
            if !referenced {
                match std::fs::remove_file(&path) {
                    Ok(()) => removed += 1,
                    Err(error) => tracing::warn!(path = %path.display(), %error, "cannot sweep"),
                }
            }
        }
        Ok(removed)
    }
}

/// Entries of a directory that were last changed longer than `older_than` ago. One whose age cannot be told is young.
pub(super) fn old_entries(
    directory: &Path,
    older_than: Duration,
) -> Result<Vec<(std::ffi::OsString, PathBuf)>> {
    let now = SystemTime::now();
    let mut old = Vec::new();
    for entry in std::fs::read_dir(directory).doing("read directory", directory)? {
        let entry = entry.doing("read directory", directory)?;
        let changed = entry.metadata().and_then(|metadata| metadata.modified());
        if changed.is_ok_and(|changed| now.duration_since(changed).is_ok_and(|age| age > older_than)) {
            old.push((entry.file_name(), entry.path()));
        }
    }
    Ok(old)
}

type Written<T> = Result<T, StageError<std::convert::Infallible>>;

async fn written<T, E>(task: JoinHandle<Written<T>>) -> Result<T, StageError<E>> {
    match task.await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(StageError::TooLarge { limit })) => Err(StageError::TooLarge { limit }),
        Ok(Err(StageError::Storage(error))) => Err(StageError::Storage(error)),
        Err(error) => {
            Err(StageError::Storage(Error::new(ErrorKind::Io, format!("staging did not finish: {error}"))))
        }
    }
}

#[cfg(test)]
#[path = "staging_tests.rs"]
mod tests;
