//! Objects: bytes that calotype keeps under names of its own, on disk, in an S3 bucket or in memory.
//!
//! An immutable key ([`ObjectKey::is_immutable`]) is created or found, never replaced, so that two workers that make the
//! same rendition agree on one. All three stores answer the same tests (`tests/objects.rs`).

mod address;
mod disk;
mod key;
mod remote;

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use futures::stream::BoxStream;

pub use address::bucket_address;
pub use key::{Encoding, FileName, ObjectKey, Prefix, Recipe};
pub use remote::S3Config;

use crate::error::{Error, ErrorKind, Result};

/// The store of objects. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Objects(Store);

#[derive(Debug, Clone)]
enum Store {
    Disk(Arc<disk::Disk>),
    Remote(Arc<remote::Remote>),
}

/// Whether a put made the object or found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It was written, or replaced where the key allows that.
    Created,
    /// An immutable object was there already; nothing was written.
    Found,
}

/// What is known of an object without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Length in bytes.
    pub size: u64,
    /// When it was written.
    pub modified: SystemTime,
    /// What the store calls this version of it, without quotes; on disk there is none.
    pub etag: Option<String>,
}

/// An object being read.
pub struct Object {
    /// Length of the whole object in bytes.
    pub size: u64,
    /// When it was written.
    pub modified: SystemTime,
    /// Which of its bytes follow.
    pub range: Range<u64>,
    /// The bytes, in pieces of at most some hundred KiB. A failure in the middle ends the stream with an error.
    pub body: BoxStream<'static, Result<Bytes>>,
}

impl std::fmt::Debug for Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Object").field("size", &self.size).field("range", &self.range).finish_non_exhaustive()
    }
}

impl Object {
    /// Collects the bytes in memory.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] when there are more than `limit`, before any is read; failures of reading, among them
    /// an end that comes too early.
    pub async fn bytes(mut self, limit: u64) -> Result<Bytes> {
        let length = self.range.end - self.range.start;
        if length > limit {
            return Err(Error::invalid(format!("the object has {length} bytes, more than {limit}")));
        }
        let mut pieces = Vec::new();
        while let Some(piece) = self.body.next().await.transpose()? {
            pieces.push(piece);
        }
        let received: usize = pieces.iter().map(Bytes::len).sum();
        if received as u64 != length {
            let detail = format!("the object gave {received} bytes instead of {length}");
            return Err(Error::new(ErrorKind::Io, detail));
        }
        // A small object is one piece and needs no copy.
        if pieces.len() == 1 {
            return Ok(pieces.swap_remove(0));
        }
        let mut all = BytesMut::with_capacity(received);
        pieces.iter().for_each(|piece| all.extend_from_slice(piece));
        Ok(all.freeze())
    }
}

/// An object found by [`Objects::list`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its key.
    pub key: ObjectKey,
    /// Length in bytes.
    pub size: u64,
    /// When it was written; for sweepers that must not touch what is young.
    pub modified: SystemTime,
}

/// How a presigned answer shall look.
#[derive(Debug, Clone, Default)]
pub struct PresignGet {
    /// How long the link works. S3 allows at most seven days.
    pub expires_in: Duration,
    /// `Content-Type` of the answer, where the key does not know it.
    pub content_type: Option<String>,
    /// `Content-Disposition` of the answer.
    pub content_disposition: Option<String>,
}

/// A link that lets a client fetch an object without our help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presigned {
    /// Give this to the client. It contains a signature: not for the log.
    Url(String),
    /// The store has no address of its own: make a signed link to our own `/_blob` route.
    Local,
}

impl Objects {
    /// Objects as files below `root`, which is made (mode 0700) where it is missing.
    ///
    /// # Errors
    ///
    /// When `root` cannot be made.
    pub fn on_disk(root: impl Into<PathBuf>) -> Result<Self> {
        Ok(Self(Store::Disk(Arc::new(disk::Disk::open(root.into())?))))
    }

    /// Objects in memory, gone with the last clone. For tests and for trying things out.
    #[must_use]
    pub fn in_memory() -> Self {
        Self(Store::Remote(Arc::new(remote::Remote::in_memory())))
    }

    /// Objects in a bucket of an S3-compatible store. Nothing is sent yet; see [`Self::check`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] when a setting is malformed.
    pub fn on_s3(config: &S3Config) -> Result<Self> {
        Ok(Self(Store::Remote(Arc::new(remote::Remote::s3(config)?))))
    }

    /// Asks whether the store answers and can be written: for start-up, readiness and `doctor`.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub async fn check(&self) -> Result<()> {
        match &self.0 {
            Store::Disk(disk) => disk.check().await,
            Store::Remote(remote) => remote.check().await,
        }
    }

    /// Stores bytes; durable when it returns.
    ///
    /// # Errors
    ///
    /// Failures of the store; nothing is visible then.
    pub async fn put(&self, key: &ObjectKey, bytes: Bytes) -> Result<Put> {
        match &self.0 {
            Store::Disk(disk) => disk.put(key, bytes).await,
            Store::Remote(remote) => remote.put(key, bytes).await,
        }
    }

    /// Stores the content of a local file, which stays where it is. Memory stays bounded whatever its size;
    /// durable when it returns. The file must not change meanwhile.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when the file is not there, failures of reading and of the store; nothing is visible then.
    pub async fn put_file(&self, key: &ObjectKey, file: &Path) -> Result<Put> {
        match &self.0 {
            Store::Disk(disk) => disk.put_file(key, file).await,
            Store::Remote(remote) => remote.put_file(key, file).await,
        }
    }

    /// Opens an object for reading from its beginning.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`], and failures of the store.
    pub async fn get(&self, key: &ObjectKey) -> Result<Object> {
        match &self.0 {
            Store::Disk(disk) => disk.get(key, None).await,
            Store::Remote(remote) => remote.get(key, None).await,
        }
    }

    /// Opens some bytes of an object. An end beyond the object's is cut.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`]; [`ErrorKind::Invalid`] when the range is empty or begins behind the object's end; failures of
    /// the store.
    pub async fn get_range(&self, key: &ObjectKey, range: Range<u64>) -> Result<Object> {
        if range.is_empty() {
            return Err(Error::invalid("the range is empty"));
        }
        match &self.0 {
            Store::Disk(disk) => disk.get(key, Some(range)).await,
            Store::Remote(remote) => remote.get(key, Some(range)).await,
        }
    }

    /// Opens an object as a local file, positioned at its beginning: for programs and decoders that want a file
    /// descriptor. On disk it is the object itself; from elsewhere its bytes are first fetched into a nameless
    /// temporary file in `scratch`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`], failures of the store and of the temporary file.
    pub async fn open(&self, key: &ObjectKey, scratch: &Path) -> Result<File> {
        match &self.0 {
            Store::Disk(disk) => disk.open_file(key).await,
            Store::Remote(remote) => remote.open_file(key, scratch).await,
        }
    }

    /// [`Self::open`] for an object that others can replace: `None` when it is no longer the version `etag` of `size` bytes.
    /// The store is asked to compare, and what comes is compared again, because not every store does.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`], failures of the store and of the temporary file.
    pub async fn open_version(
        &self,
        key: &ObjectKey,
        etag: &str,
        size: u64,
        scratch: &Path,
    ) -> Result<Option<File>> {
        match &self.0 {
            // Nobody but us writes there.
            Store::Disk(disk) => disk.open_file(key).await.map(Some),
            Store::Remote(remote) => remote.open_version(key, etag, size, scratch).await,
        }
    }

    /// Looks at an object without reading it; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Failures of the store.
    pub async fn head(&self, key: &ObjectKey) -> Result<Option<Head>> {
        let found = match &self.0 {
            Store::Disk(disk) => disk.head(key).await,
            Store::Remote(remote) => remote.head(key).await,
        };
        match found {
            Ok(head) => Ok(Some(head)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Removes an object; one that is not there is as good as removed.
    ///
    /// # Errors
    ///
    /// Failures of the store.
    pub async fn delete(&self, key: &ObjectKey) -> Result<()> {
        self.delete_many(std::slice::from_ref(key)).await
    }

    /// Removes objects, in bulk where the store can. All are tried also when one fails; repeating is safe.
    ///
    /// # Errors
    ///
    /// The first failure.
    pub async fn delete_many(&self, keys: &[ObjectKey]) -> Result<()> {
        match &self.0 {
            Store::Disk(disk) => disk.delete_many(keys).await,
            Store::Remote(remote) => remote.delete_many(keys).await,
        }
    }

    /// Makes an object under a second key, without the bytes passing through us where the store can; durable
    /// when it returns.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when there is no `from`; failures of the store.
    pub async fn copy(&self, from: &ObjectKey, to: &ObjectKey) -> Result<Put> {
        match &self.0 {
            Store::Disk(disk) => disk.copy(from, to).await,
            Store::Remote(remote) => remote.copy(from, to).await,
        }
    }

    /// All objects with a prefix, in no particular order. Objects that come or go meanwhile may or may not be seen; what
    /// is not ours is passed over.
    #[must_use]
    pub fn list(&self, prefix: Prefix) -> BoxStream<'static, Result<Listed>> {
        match &self.0 {
            Store::Disk(disk) => disk.list(prefix),
            Store::Remote(remote) => remote.list(prefix),
        }
    }

    /// Makes a link to an object, whether or not it exists.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] when the settings cannot be signed.
    pub async fn presign_get(&self, key: &ObjectKey, how: &PresignGet) -> Result<Presigned> {
        match &self.0 {
            Store::Disk(_) => Ok(Presigned::Local),
            Store::Remote(remote) => remote.presign_get(key, how).await,
        }
    }

    /// Removes what interrupted writes left and nobody will finish, when it is older than `older_than`. Answers how
    /// much was removed. In S3 unfinished multipart uploads are a matter of the bucket's lifecycle rule.
    ///
    /// # Errors
    ///
    /// Failures of the store.
    pub async fn sweep(&self, older_than: Duration) -> Result<u64> {
        match &self.0 {
            Store::Disk(disk) => disk.sweep(older_than).await,
            Store::Remote(_) => Ok(0),
        }
    }
}

/// The answer to a range that lies outside the object.
fn behind_the_end() -> Error {
    Error::invalid("the range begins behind the end")
}
