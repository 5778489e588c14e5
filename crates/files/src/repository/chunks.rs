//! Uploads in pieces that survive an interruption, also a restart of the server.
//!
//! Each chunk is a durable file `.lumilio/temp/<session>/<index>`, so what has arrived can be read from the folder itself
//! and no process needs to remember it. Merging writes one staged file and leaves the chunks alone; they go with
//! [`ChunkSession::remove`] once the merged file is recorded. Every step can be repeated.

use std::convert::Infallible;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures::{Stream, StreamExt};
use uuid::Uuid;

use super::Repository;
use super::name::FileName;
use super::staging::{StageError, Staged, StagedWriter, old_entries};
use crate::blocking;
use crate::durable::{rename_no_replace, sync_directory};
use crate::error::{Doing, Error, ErrorKind, Result};

const TEMP: &str = ".lumilio/temp";

/// Gathered from the network before it goes to disk in one step, bytes.
const BATCH: usize = 1024 * 1024;

/// One upload in pieces.
#[derive(Debug, Clone)]
pub struct ChunkSession {
    repository: Repository,
    directory: PathBuf,
}

/// A chunk that has arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunk {
    /// Its place, from 0.
    pub index: u32,
    /// Its length, bytes.
    pub size: u64,
}

impl Repository {
    /// The session with this id. Ids are ours, not the client's: two clients may choose the same word. Nothing is made yet.
    #[must_use]
    pub fn chunk_session(&self, id: Uuid) -> ChunkSession {
        let directory = self.root().join(TEMP).join(id.to_string());
        ChunkSession { repository: self.clone(), directory }
    }

    /// Removes sessions, and anything else in `.lumilio/temp`, in which nothing was written for longer than `idle_for`.
    /// Answers how many went.
    ///
    /// # Errors
    ///
    /// Failures of reading the directory.
    pub fn sweep_chunks(&self, idle_for: Duration) -> Result<u64> {
        let mut removed = 0;
        // A chunk that is being written changes itself, not its directory.
        for (_, path) in old_entries(&self.root().join(TEMP), idle_for)? {
            if newest_change(&path).is_some_and(|change| change.elapsed().unwrap_or_default() > idle_for) {
                let gone =
                    if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
                match gone {
                    Ok(()) => removed += 1,
                    Err(error) => tracing::warn!(path = %path.display(), %error, "cannot sweep"),
                }
            }
        }
        Ok(removed)
    }
}

fn newest_change(path: &Path) -> Option<SystemTime> {
    let own = path.symlink_metadata().and_then(|metadata| metadata.modified()).ok()?;
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten();
    let changes = inside.filter_map(|entry| entry.metadata().and_then(|metadata| metadata.modified()).ok());
    changes.chain([own]).max()
}

impl ChunkSession {
    /// Stores one chunk durably. A chunk that is there already is kept and the new bytes are read to their end and
    /// forgotten, so a client may send again what it is not sure of.
    ///
    /// # Errors
    ///
    /// [`StageError::TooLarge`] over `limit` bytes, a source that breaks off, failures of writing; the chunk is then not there.
    pub async fn put<E>(
        &self,
        index: u32,
        limit: u64,
        mut bytes: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<Chunk, StageError<E>> {
        let session = self.clone();
        let mut file = blocking(move || session.new_chunk()).await?;
        let mut size = 0;
        loop {
            let mut batch = Vec::new();
            let mut gathered = 0;
            while gathered < BATCH {
                match bytes.next().await {
                    Some(Ok(piece)) => {
                        gathered += piece.len();
                        batch.push(piece);
                    }
                    Some(Err(error)) => return Err(StageError::Source(error)),
                    None => break,
                }
            }
            size += gathered as u64;
            if size > limit {
                return Err(StageError::TooLarge { limit });
            }
            let more = gathered >= BATCH;
            file = blocking(move || {
                for piece in batch {
                    file.write_all(&piece).doing("write", file.path())?;
                }
                Ok(file)
            })
            .await?;
            if !more {
                break;
            }
        }
        let session = self.clone();
        Ok(blocking(move || session.publish(index, &file)).await?)
    }

    fn new_chunk(&self) -> Result<tempfile::NamedTempFile> {
        // Otherwise the directories would be made on the mount point of a disk that is away.
        self.repository.be_there()?;
        let Repository { root, directories } = &self.repository;
        let create = || {
            directories.make(root, &self.directory, 0o700)?;
            tempfile::Builder::new()
                .prefix("new-")
                .tempfile_in(&self.directory)
                .doing("create in", &self.directory)
        };
        create().or_else(|error| match error.kind() {
            // Swept since this process made it.
            ErrorKind::NotFound => {
                directories.forget(&self.directory);
                create()
            }
            _ => Err(error),
        })
    }

    fn publish(&self, index: u32, file: &tempfile::NamedTempFile) -> Result<Chunk> {
        file.as_file().sync_all().doing("sync", file.path())?;
        let path = self.path(index);
        match rename_no_replace(file.path(), &path) {
            Err(error) if error.kind() != ErrorKind::Exists => return Err(error),
            _ => sync_directory(&self.directory)?,
        }
        let size = path.metadata().doing("stat", &path)?.len();
        Ok(Chunk { index, size })
    }

    fn path(&self, index: u32) -> PathBuf {
        self.directory.join(index.to_string())
    }

    /// The chunks that have arrived, by index. Empty when there is no such session.
    ///
    /// # Errors
    ///
    /// Failures of reading the directory.
    pub fn received(&self) -> Result<Vec<Chunk>> {
        let entries = match std::fs::read_dir(&self.directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::io("read directory", &self.directory, &error)),
        };
        let mut chunks = Vec::new();
        for entry in entries {
            let entry = entry.doing("read directory", &self.directory)?;
            // The others are still being written.
            if let Some(index) = entry.file_name().to_str().and_then(|name| name.parse().ok()) {
                let size = entry.metadata().doing("stat", &entry.path())?.len();
                chunks.push(Chunk { index, size });
            }
        }
        chunks.sort_by_key(|chunk| chunk.index);
        Ok(chunks)
    }

    /// Puts `total` chunks together into one staged file, by index. The chunks stay, so that a crash before the file is
    /// recorded costs nothing: merge again. Blocking.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] naming the first chunk that is missing, or when there are more than `total`;
    /// [`StageError::TooLarge`] when they are longer than `limit` together, before anything is written; failures of
    /// reading and writing. No staged file remains.
    pub fn merge(&self, total: u32, name: &FileName, limit: u64) -> Result<Staged, StageError<Infallible>> {
        let chunks = self.received()?;
        if let Some(missing) =
            (0..total).find(|index| chunks.get(*index as usize).map(|c| c.index) != Some(*index))
        {
            return Err(Error::invalid(format!("chunk {missing} of {total} has not arrived")).into());
        }
        if chunks.len() as u64 > u64::from(total) {
            return Err(Error::invalid(format!("more than {total} chunks have arrived")).into());
        }
        let size: u64 = chunks.iter().map(|chunk| chunk.size).sum();
        if size > limit {
            return Err(StageError::TooLarge { limit });
        }
        let mut writer = self.repository.stage_writer(name, limit)?;
        for chunk in &chunks {
            self.append(chunk, &mut writer)?;
        }
        let written = writer.file().metadata().doing("stat", &self.directory)?.len();
        if written != size || writer.size() != size {
            let detail = format!("{}: merged {written} bytes of {size}", self.directory.display());
            return Err(Error::new(ErrorKind::Io, detail).into());
        }
        Ok(writer.finish()?)
    }

    /// Appends a chunk: the bytes are copied inside the kernel, by reference where the file system can, and read once for the
    /// hash.
    fn append(&self, chunk: &Chunk, writer: &mut StagedWriter) -> Result<()> {
        let path = self.path(chunk.index);
        let mut source = File::open(&path).doing("open", &path)?;
        io::copy(&mut source, writer.file()).doing("copy", &path)?;
        source.rewind().doing("seek", &path)?;
        let mut buffer = vec![0; 128 * 1024];
        loop {
            match source.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(length) => writer.account(&buffer[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::io("read", &path, &error)),
            }
        }
    }

    /// Notes that somebody still cares, for a session that waits longer than [`Repository::sweep_chunks`] would let it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when there is no such session.
    pub fn touch(&self) -> Result<()> {
        let directory = OpenOptions::new().read(true).open(&self.directory).doing("open", &self.directory)?;
        directory.set_modified(SystemTime::now()).doing("touch", &self.directory)
    }

    /// Removes the session and its chunks; one that is gone is as good as removed.
    ///
    /// # Errors
    ///
    /// Failures of removing.
    pub fn remove(&self) -> Result<()> {
        match std::fs::remove_dir_all(&self.directory) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other.doing("remove", &self.directory),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use futures::stream;

    use super::*;
    use crate::hash::ContentHash;
    use crate::repository::fixture::{self, Fixture};

    const INCOMING: &str = super::super::staging::INCOMING;

    fn bytes(text: &[u8]) -> impl Stream<Item = Result<Bytes, &'static str>> + Unpin {
        stream::iter(text.chunks(2).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect::<Vec<_>>())
    }

    fn session(f: &Fixture) -> ChunkSession {
        f.repository.chunk_session(Uuid::from_u128(5))
    }

    fn name() -> FileName {
        FileName::sanitize("film.mp4")
    }

    #[tokio::test]
    async fn chunks_in_any_order_become_the_file() {
        let f = fixture::repository();
        for (index, text) in [(2, "ghi"), (0, "abc"), (11, "z"), (1, "def")] {
            session(&f).put(index, 10, bytes(text.as_bytes())).await.unwrap();
        }
        for index in 3..11 {
            session(&f).put(index, 10, bytes(b"-")).await.unwrap();
        }
        let staged = session(&f).merge(12, &name(), 100).unwrap();
        assert_eq!(f.read(&staged.path), b"abcdefghi--------z");
        assert_eq!(staged.hashes.full, ContentHash::of(b"abcdefghi--------z"));
    }

    #[tokio::test]
    async fn a_session_is_resumed_by_whoever_knows_its_id() {
        let f = fixture::repository();
        session(&f).put(1, 10, bytes(b"def")).await.unwrap();
        assert_eq!(session(&f).received().unwrap(), [Chunk { index: 1, size: 3 }]);
        session(&f).put(0, 10, bytes(b"abc")).await.unwrap();
        assert_eq!(session(&f).received().unwrap().len(), 2);
    }

    #[tokio::test]
    async fn a_chunk_sent_twice_counts_once_and_the_first_wins() {
        let f = fixture::repository();
        session(&f).put(0, 10, bytes(b"first")).await.unwrap();
        let again = session(&f).put(0, 10, bytes(b"again!")).await.unwrap();
        assert_eq!(again, Chunk { index: 0, size: 5 });
        let staged = session(&f).merge(1, &name(), 100).unwrap();
        assert_eq!(f.read(&staged.path), b"first");
    }

    #[tokio::test]
    async fn a_merge_can_be_repeated_until_the_session_is_removed() {
        let f = fixture::repository();
        session(&f).put(0, 10, bytes(b"abc")).await.unwrap();
        drop(session(&f).merge(1, &name(), 100).unwrap());
        let staged = session(&f).merge(1, &name(), 100).unwrap();
        assert_eq!(f.read(&staged.path), b"abc");
        for _ in 0..2 {
            session(&f).remove().unwrap();
        }
        assert_eq!(session(&f).received().unwrap(), []);
        assert_eq!(f.names(TEMP), [""; 0]);
    }

    #[tokio::test]
    async fn a_gap_or_a_surplus_is_refused_and_leaves_nothing() {
        let f = fixture::repository();
        for index in [0, 2] {
            session(&f).put(index, 10, bytes(b"abc")).await.unwrap();
        }
        for (total, word) in [(3, "chunk 1"), (1, "more than 1"), (4, "chunk 1")] {
            let error = session(&f).merge(total, &name(), 100).unwrap_err();
            assert!(error.to_string().contains(word), "{error}");
        }
        session(&f).put(1, 10, bytes(b"abc")).await.unwrap();
        assert!(matches!(session(&f).merge(3, &name(), 8), Err(StageError::TooLarge { limit: 8 })));
        assert_eq!(f.names(INCOMING), [""; 0]);
    }

    #[tokio::test]
    async fn a_chunk_that_breaks_off_or_is_too_long_has_not_arrived() {
        let f = fixture::repository();
        let broken = bytes(b"abcdef").chain(stream::iter([Err("cable")]));
        assert!(matches!(session(&f).put(0, 10, broken).await, Err(StageError::Source("cable"))));
        assert!(matches!(
            session(&f).put(1, 5, bytes(b"abcdef")).await,
            Err(StageError::TooLarge { limit: 5 })
        ));
        assert_eq!(session(&f).received().unwrap(), []);
        assert_eq!(f.names(&format!("{TEMP}/{}", Uuid::from_u128(5))), [""; 0]);
    }

    #[tokio::test]
    async fn a_large_chunk_takes_several_steps_and_stays_whole() {
        let f = fixture::repository();
        let text: Vec<u8> = (0..2_500_000_u32).map(|i| (i % 253) as u8).collect();
        let pieces: Vec<_> =
            text.chunks(300_000).map(|piece| Ok::<_, Infallible>(Bytes::copy_from_slice(piece))).collect();
        session(&f).put(0, 3_000_000, stream::iter(pieces)).await.unwrap();
        let staged = session(&f).merge(1, &name(), 3_000_000).unwrap();
        assert!(f.read(&staged.path) == text);
    }

    #[tokio::test]
    async fn a_session_that_was_swept_begins_anew() {
        let f = fixture::repository();
        session(&f).put(0, 10, bytes(b"abc")).await.unwrap();
        std::fs::remove_dir_all(f.root.join(".lumilio/temp")).unwrap();
        session(&f).put(1, 10, bytes(b"def")).await.unwrap();
        assert_eq!(session(&f).received().unwrap(), [Chunk { index: 1, size: 3 }]);
    }

    #[tokio::test]
    async fn a_chunk_for_an_unmounted_disk_is_refused_and_leaves_nothing_on_its_mount_point() {
        let f = fixture::repository();
        std::fs::remove_dir_all(&f.root).unwrap();
        std::fs::create_dir(&f.root).unwrap();
        let error = session(&f).put(0, 10, bytes(b"abc")).await.unwrap_err();
        assert!(matches!(error, StageError::Storage(error) if error.kind() == ErrorKind::Unavailable));
        assert_eq!(f.names(""), [""; 0]);
    }

    #[tokio::test]
    async fn a_sweep_takes_idle_sessions_only() {
        let f = fixture::repository();
        let age = |path: PathBuf| {
            File::open(path).unwrap().set_modified(SystemTime::now() - Duration::from_secs(7200)).unwrap();
        };
        for (id, idle) in [(1, true), (2, false), (3, true)] {
            let session = f.repository.chunk_session(Uuid::from_u128(id));
            session.put(0, 10, bytes(b"abc")).await.unwrap();
            if idle {
                age(session.path(0));
            }
            age(session.directory.clone());
        }
        f.write(".lumilio/temp/merged_chunks_1.tmp", "left by a crash");
        age(f.root.join(TEMP).join("merged_chunks_1.tmp"));
        f.repository.chunk_session(Uuid::from_u128(3)).touch().unwrap();

        assert_eq!(f.repository.sweep_chunks(Duration::from_secs(3600)).unwrap(), 2);
        assert_eq!(f.names(TEMP), [Uuid::from_u128(2).to_string(), Uuid::from_u128(3).to_string()]);
    }
}
