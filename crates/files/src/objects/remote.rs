//! Objects in an S3-compatible bucket. The store in memory runs through the same code, over `object_store`'s map.

use std::fmt;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path as FilePath;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::stream::{BoxStream, StreamExt, TryStreamExt};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::signer::{Method, SignedUrlOptions, Signer};
use object_store::{
    Attribute, Attributes, ClientOptions, GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt,
    PutMode, PutMultipartOptions, PutOptions, RetryConfig, WriteMultipart,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::io::AsyncWriteExt;

use super::address::bucket_address;
use super::{Head, Listed, Object, ObjectKey, Prefix, PresignGet, Presigned, Put};
use crate::blocking;
use crate::error::{Doing, Error, ErrorKind, Result};

/// From this size on a file goes up in parts of this size, bytes. S3 wants parts of at least 5 MiB.
const PART: u64 = 8 * 1024 * 1024;

/// S3 takes at most 10,000 parts; larger files get larger parts.
const MOST_PARTS: u64 = 9_000;

/// Parts of one file in flight at the same time; with the one being read this bounds memory to five parts.
const PARTS_AT_ONCE: usize = 4;

/// `CopyObject` takes at most 5 GiB; what is larger passes through us.
const COPY_LIMIT: u64 = 5 * 1024 * 1024 * 1024;

/// The longest a presigned link may work: a limit of the signature scheme.
const LONGEST_LINK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Where an S3-compatible store is and how to sign for it.
#[derive(Debug, Clone)]
pub struct S3Config {
    /// `https://host[:port]`. `None` is Amazon's own in `region`.
    pub endpoint: Option<String>,
    /// The endpoint under which clients reach the store, for presigned links; `None` is the same as `endpoint`.
    pub public_endpoint: Option<String>,
    /// Whether the bucket is addressed as a path, or as a host of its own; see [`bucket_address`].
    pub path_style: Option<bool>,
    /// The region to sign for; stores without regions accept `us-east-1`.
    pub region: String,
    /// An existing bucket. A lifecycle rule that aborts incomplete multipart uploads keeps it tidy.
    pub bucket: String,
    /// A directory in the bucket below which everything lies, for a bucket that is shared. Empty for none.
    pub prefix: String,
    /// Access key and secret; `None` asks the machine's own role (Amazon's metadata service).
    pub credentials: Option<(String, SecretString)>,
}

pub(super) struct Remote {
    store: Arc<dyn ObjectStore>,
    /// Signs links for the address that clients use.
    signer: Option<AmazonS3>,
    prefix: Path,
    copy_limit: u64,
}

impl fmt::Debug for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Remote({}, prefix {:?})", self.store, self.prefix.as_ref())
    }
}

impl Remote {
    pub(super) fn in_memory() -> Self {
        let store = Arc::new(object_store::memory::InMemory::new());
        Self { store, signer: None, prefix: Path::default(), copy_limit: COPY_LIMIT }
    }

    pub(super) fn s3(config: &S3Config) -> Result<Self> {
        // Two cryptography providers can be compiled in through other crates; rustls panics at the first connection when
        // none has been chosen. It is no error when the process has chosen already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let prefix = Path::parse(&config.prefix)
            .map_err(|error| Error::invalid(format!("the prefix of the bucket is not valid: {error}")))?;
        let store = client(config, config.endpoint.as_deref())?;
        let public = config.public_endpoint.as_deref().or(config.endpoint.as_deref());
        let signer = Some(client(config, public)?);
        Ok(Self { store: Arc::new(store), signer, prefix, copy_limit: COPY_LIMIT })
    }

    fn path(&self, key: &ObjectKey) -> Path {
        self.below_prefix(&key.path())
    }

    fn below_prefix(&self, path: &str) -> Path {
        // Everything a key or prefix is made of passes unescaped.
        self.prefix.parts().chain(Path::from(path).parts()).map(|part| part.as_ref().to_owned()).collect()
    }

    pub(super) async fn check(&self) -> Result<()> {
        let path = self.below_prefix("tmp/check");
        self.store.put(&path, Bytes::from_static(b"calotype").into()).await?;
        Ok(self.store.delete(&path).await?)
    }

    pub(super) async fn put(&self, key: &ObjectKey, bytes: Bytes) -> Result<Put> {
        let path = self.path(key);
        if !key.is_immutable() {
            let options = PutOptions { attributes: attributes(key), ..PutOptions::default() };
            self.store.put_opts(&path, bytes.into(), options).await?;
            return Ok(Put::Created);
        }
        let mut attempts = 0;
        loop {
            let options =
                PutOptions { mode: PutMode::Create, attributes: attributes(key), ..PutOptions::default() };
            attempts += 1;
            match self.store.put_opts(&path, bytes.clone().into(), options).await.map_err(Error::from) {
                Ok(_) => return Ok(Put::Created),
                // Amazon also answers so (409) when another write is under way that may yet fail: look again.
                Err(error) if error.kind() == ErrorKind::Exists => match self.head(key).await {
                    Ok(_) => return Ok(Put::Found),
                    Err(gone) if gone.kind() == ErrorKind::NotFound && attempts < 5 => {
                        tokio::time::sleep(Duration::from_millis(50 << attempts)).await;
                    }
                    Err(error) => return Err(error),
                },
                Err(error) => return Err(error),
            }
        }
    }

    async fn found(&self, key: &ObjectKey) -> Result<bool> {
        if !key.is_immutable() {
            return Ok(false);
        }
        match self.head(key).await {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn put_file(&self, key: &ObjectKey, from: &FilePath) -> Result<Put> {
        let from = from.to_path_buf();
        let (file, size) = blocking(move || {
            let file = File::open(&from).doing("open", &from)?;
            let size = file.metadata().doing("stat", &from)?.len();
            Ok((file, size))
        })
        .await?;
        if size <= PART {
            let (_, bytes) = read_piece(file, PART + 1).await?;
            return self.put(key, bytes).await;
        }
        if self.found(key).await? {
            return Ok(Put::Found);
        }
        let part = part_size(size);
        let pieces = futures::stream::try_unfold(file, async |file| {
            let (file, piece) = read_piece(file, part).await?;
            Ok(if piece.is_empty() { None } else { Some((piece, file)) })
        });
        self.put_pieces(key, size, pieces.boxed()).await?;
        Ok(Put::Created)
    }

    /// Writes a stream of `size` bytes in parts. It becomes visible as a whole or not at all.
    async fn put_pieces(
        &self,
        key: &ObjectKey,
        size: u64,
        mut pieces: BoxStream<'_, Result<Bytes>>,
    ) -> Result<()> {
        let options = PutMultipartOptions { attributes: attributes(key), ..PutMultipartOptions::default() };
        let upload = self.store.put_multipart_opts(&self.path(key), options).await?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, part_size(size) as usize);
        let mut sent = 0;
        let outcome = loop {
            match pieces.next().await {
                Some(Ok(piece)) => {
                    sent += piece.len() as u64;
                    if let Err(error) = upload.wait_for_capacity(PARTS_AT_ONCE).await {
                        break Err(error.into());
                    }
                    upload.put(piece);
                }
                Some(Err(error)) => break Err(error),
                None if sent == size => break Ok(()),
                None => break Err(Error::new(ErrorKind::Io, format!("{sent} bytes instead of {size}"))),
            }
        };
        match outcome {
            Ok(()) => upload.finish().await.map(drop).map_err(Error::from),
            Err(error) => {
                if let Err(abort) = upload.abort().await {
                    tracing::warn!(%key, error = %abort, "an incomplete multipart upload stays in the bucket");
                }
                Err(error)
            }
        }
    }

    pub(super) async fn get(&self, key: &ObjectKey, range: Option<Range<u64>>) -> Result<Object> {
        let wanted = range.clone().map(|range| match i64::try_from(range.end) {
            Ok(_) => GetRange::Bounded(range),
            // Servers read the numbers as signed.
            Err(_) => GetRange::Offset(range.start),
        });
        let options = GetOptions { range: wanted, ..GetOptions::default() };
        let found = match self.store.get_opts(&self.path(key), options).await.map_err(Error::from) {
            Ok(found) => found,
            Err(error) => {
                // Stores have many words for a range behind the end.
                return match (range, error.kind()) {
                    (Some(range), kind)
                        if kind != ErrorKind::NotFound && self.head(key).await?.size <= range.start =>
                    {
                        Err(super::behind_the_end())
                    }
                    _ => Err(error),
                };
            }
        };
        Ok(Object {
            size: found.meta.size,
            modified: found.meta.last_modified.into(),
            range: found.range.clone(),
            body: found.into_stream().map_err(Error::from).boxed(),
        })
    }

    pub(super) async fn open_file(&self, key: &ObjectKey, scratch: &FilePath) -> Result<File> {
        let object = self.get(key, None).await?;
        fetched(object, scratch).await
    }

    pub(super) async fn open_version(
        &self,
        key: &ObjectKey,
        etag: &str,
        size: u64,
        scratch: &FilePath,
    ) -> Result<Option<File>> {
        let options = GetOptions { if_match: Some(format!("\"{etag}\"")), ..GetOptions::default() };
        let found = match self.store.get_opts(&self.path(key), options).await.map_err(Error::from) {
            Ok(found) => found,
            Err(error) if error.kind() == ErrorKind::Exists => return Ok(None),
            Err(error) => return Err(error),
        };
        if found.meta.size != size || found.meta.e_tag.as_deref().map(unquoted) != Some(etag) {
            return Ok(None);
        }
        let object = Object {
            size: found.meta.size,
            modified: found.meta.last_modified.into(),
            range: found.range.clone(),
            body: found.into_stream().map_err(Error::from).boxed(),
        };
        let file = fetched(object, scratch).await?;
        let length = file.metadata().doing("stat", scratch)?.len();
        Ok((length == size).then_some(file))
    }

    pub(super) async fn head(&self, key: &ObjectKey) -> Result<Head> {
        let meta = self.store.head(&self.path(key)).await?;
        let etag = meta.e_tag.as_deref().map(|tag| unquoted(tag).to_owned());
        Ok(Head { size: meta.size, modified: meta.last_modified.into(), etag })
    }

    pub(super) async fn delete_many(&self, keys: &[ObjectKey]) -> Result<()> {
        let paths: Vec<_> = keys.iter().map(|key| Ok(self.path(key))).collect();
        let mut removals = self.store.delete_stream(futures::stream::iter(paths).boxed());
        let mut first_failure = Ok(());
        while let Some(removal) = removals.next().await {
            if let Err(error) = removal.map_err(Error::from)
                && error.kind() != ErrorKind::NotFound
                && first_failure.is_ok()
            {
                first_failure = Err(error);
            }
        }
        first_failure
    }

    pub(super) async fn copy(&self, from: &ObjectKey, to: &ObjectKey) -> Result<Put> {
        let size = self.head(from).await?.size;
        if self.found(to).await? {
            return Ok(Put::Found);
        }
        if size <= self.copy_limit {
            self.store.copy(&self.path(from), &self.path(to)).await?;
        } else {
            let source = self.get(from, None).await?;
            self.put_pieces(to, source.size, source.body).await?;
        }
        Ok(Put::Created)
    }

    pub(super) fn list(&self, prefix: Prefix) -> BoxStream<'static, Result<Listed>> {
        let top = self.below_prefix(&prefix.path());
        let ours = self.prefix.clone();
        self.store
            .list(Some(&top))
            .filter_map(move |meta| std::future::ready(listed(&ours, meta).transpose()))
            .boxed()
    }

    pub(super) async fn presign_get(&self, key: &ObjectKey, how: &PresignGet) -> Result<Presigned> {
        let Some(signer) = &self.signer else { return Ok(Presigned::Local) };
        if how.expires_in > LONGEST_LINK {
            return Err(Error::invalid("a link cannot work for more than seven days"));
        }
        let content_type = how.content_type.as_deref().unwrap_or_else(|| key.content_type());
        let overrides = [
            ("response-content-type", Some(content_type)),
            ("response-content-disposition", how.content_disposition.as_deref()),
            ("response-cache-control", Some(key.cache_control())),
        ];
        let options = SignedUrlOptions::new()
            .with_query(overrides.into_iter().filter_map(|(name, value)| Some((name, value?))));
        let url = signer.signed_url_opts(Method::GET, &self.path(key), how.expires_in, &options).await;
        Ok(Presigned::Url(url?.into()))
    }
}

fn client(config: &S3Config, endpoint: Option<&str>) -> Result<AmazonS3> {
    let options = ClientOptions::new()
        .with_connect_timeout(Duration::from_secs(5))
        // A whole film may take its time; a connection on which nothing moves is dead. Generous, because the time in which a
        // part goes up counts as well.
        .with_timeout_disabled()
        .with_read_timeout(Duration::from_secs(120))
        .with_allow_http(true);
    let retry =
        RetryConfig { max_retries: 4, retry_timeout: Duration::from_secs(30), ..RetryConfig::default() };
    let address = bucket_address(endpoint, &config.region, &config.bucket, config.path_style)?;
    let mut builder = AmazonS3Builder::new()
        .with_client_options(options)
        .with_retry(retry)
        .with_region(&config.region)
        .with_bucket_name(&config.bucket)
        // The address is that of the bucket, in either style.
        .with_virtual_hosted_style_request(true)
        .with_endpoint(address);
    if let Some((key, secret)) = &config.credentials {
        builder = builder.with_access_key_id(key).with_secret_access_key(secret.expose_secret());
    }
    builder.build().map_err(|error| Error::invalid(format!("the S3 settings are not valid: {error}")))
}

/// The bytes of an object as a file without a name, at its beginning.
async fn fetched(mut object: Object, scratch: &FilePath) -> Result<File> {
    let directory = scratch.to_path_buf();
    let file = blocking(move || tempfile::tempfile_in(&directory).doing("create a file in", &directory));
    let mut file = tokio::fs::File::from_std(file.await?);
    while let Some(piece) = object.body.try_next().await? {
        file.write_all(&piece).await.doing("write to", scratch)?;
    }
    file.flush().await.doing("write to", scratch)?;
    let mut file = file.into_std().await;
    file.seek(SeekFrom::Start(0)).doing("seek in", scratch)?;
    Ok(file)
}

fn unquoted(etag: &str) -> &str {
    etag.trim_matches('"')
}

/// What the store tells clients that fetch the object directly.
fn attributes(key: &ObjectKey) -> Attributes {
    Attributes::from_iter([
        (Attribute::ContentType, key.content_type()),
        (Attribute::CacheControl, key.cache_control()),
    ])
}

fn part_size(size: u64) -> u64 {
    PART.max(size.div_ceil(MOST_PARTS))
}

/// Reads up to `length` bytes; less only at the end of the file.
async fn read_piece(mut file: File, length: u64) -> Result<(File, Bytes)> {
    blocking(move || {
        let mut piece = Vec::new();
        let read = (&mut file).take(length).read_to_end(&mut piece);
        read.map_err(|error| Error::new(ErrorKind::Io, format!("read the file to store: {error}")))?;
        Ok((file, piece.into()))
    })
    .await
}

/// `None` for what is not an object of ours.
fn listed(prefix: &Path, meta: object_store::Result<ObjectMeta>) -> Result<Option<Listed>> {
    let meta = meta?;
    let path: Option<String> = meta
        .location
        .prefix_match(prefix)
        .map(|parts| parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/"));
    let Some(key) = path.as_deref().and_then(ObjectKey::parse) else {
        tracing::debug!(path = %meta.location, "not an object of ours");
        return Ok(None);
    };
    Ok(Some(Listed { key, size: meta.size, modified: meta.last_modified.into() }))
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        use object_store::Error as Theirs;
        let detail = error.to_string();
        let kind = match error {
            Theirs::NotFound { .. } => ErrorKind::NotFound,
            Theirs::AlreadyExists { .. } | Theirs::Precondition { .. } => ErrorKind::Exists,
            Theirs::PermissionDenied { .. } | Theirs::Unauthenticated { .. } => ErrorKind::ReadOnly,
            Theirs::InvalidPath { .. }
            | Theirs::NotSupported { .. }
            | Theirs::UnknownConfigurationKey { .. } => ErrorKind::Invalid,
            // The status is not to be had in any other way.
            _ if ["507 ", "StorageFull", "QuotaExceeded"].iter().any(|full| detail.contains(full)) => {
                ErrorKind::Full
            }
            Theirs::Generic { .. } => ErrorKind::Unavailable,
            _ => ErrorKind::Io,
        };
        Self::new(kind, detail)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use uuid::Uuid;

    use super::*;
    use crate::hash::ContentHash;

    #[tokio::test]
    async fn a_copy_over_the_limit_of_the_store_passes_through_us() {
        let remote = Remote { copy_limit: 3, ..Remote::in_memory() };
        let from = ObjectKey::Upload { tenant: Uuid::nil(), upload: Uuid::nil() };
        let to = ObjectKey::Blob { tenant: Uuid::nil(), content: ContentHash::of(b"four") };
        remote.put(&from, Bytes::from_static(b"four")).await.unwrap();
        assert_eq!(remote.copy(&from, &to).await.unwrap(), Put::Created);
        assert_eq!(remote.get(&to, None).await.unwrap().bytes(10).await.unwrap(), "four");
    }

    #[test]
    fn parts_grow_so_that_their_number_stays_allowed() {
        assert_eq!(part_size(PART + 1), PART);
        let terabytes = 5 * 1024 * 1024 * 1024 * 1024;
        assert!(terabytes / part_size(terabytes) < 10_000);
    }

    #[tokio::test]
    async fn a_stream_that_breaks_off_leaves_no_object() {
        let remote = Remote::in_memory();
        let key = ObjectKey::Upload { tenant: Uuid::nil(), upload: Uuid::nil() };
        let pieces = [Ok(Bytes::from_static(b"a")), Err(Error::new(ErrorKind::Io, "cable"))];
        assert!(remote.put_pieces(&key, 2, futures::stream::iter(pieces).boxed()).await.is_err());
        let short = futures::stream::iter([Ok(Bytes::from_static(b"a"))]);
        assert!(remote.put_pieces(&key, 2, short.boxed()).await.is_err());
        assert_eq!(remote.head(&key).await.unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn a_secret_is_not_printed() {
        let config = S3Config {
            endpoint: Some("http://127.0.0.1:1".into()),
            public_endpoint: None,
            path_style: None,
            region: "us-east-1".into(),
            bucket: "b".into(),
            prefix: "a/b".into(),
            credentials: Some(("key".into(), "very-secret".into())),
        };
        let printed = format!("{config:?} {:?}", Remote::s3(&config).unwrap());
        assert!(!printed.contains("very-secret"), "{printed}");
    }
}
