//! Taking a file in: staged durably, recorded with its job in one transaction, then acknowledged.

use bytes::Bytes;
use calotype_files::ContentHash;
use calotype_files::repository::{FileName, StageError, Staged};
use calotype_media::format::{Format, Kind as MediaKind};
use calotype_queue::Ticket;
use calotype_store::assets::{self as store, Kind, NewAsset, Origin};
use calotype_store::repositories::Repository;
use futures::Stream;
use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::assets::status::{Status, Task};
use crate::error::{Error, Result};
use crate::jobs::ingest_asset::IngestAsset;
use crate::repositories;

/// An accepted file.
#[derive(Debug, Clone)]
pub struct Uploaded {
    /// The new asset.
    pub asset: Uuid,
    /// The job that ingests it.
    pub job: i64,
    /// The sender's name for it, made safe.
    pub file_name: String,
    /// Bytes.
    pub size: u64,
    /// BLAKE3.
    pub hash: String,
}

/// Whether the same content may be stored twice for one owner in one repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// A second copy is a second asset: the documented behaviour of the single upload.
    Keep,
    /// A second copy is refused.
    Refuse,
}

/// The sender's name, checked: a supported extension, safe characters.
///
/// # Errors
/// `unsupported_type`.
pub fn file_name(sent: &str) -> Result<(FileName, Format)> {
    let name = FileName::sanitize(sent);
    let format = Format::from_file_name(name.as_str()).ok_or_else(|| {
        Error::invalid("unsupported_type", "Files of this type are not supported.")
            .field("file", name.as_str())
    })?;
    Ok((name, format))
}

/// The hash a client claims.
///
/// # Errors
/// `invalid_hash` unless it is 64 hexadecimal digits.
pub fn claimed_hash(text: Option<&str>) -> Result<Option<ContentHash>> {
    text.map(str::trim)
        .filter(|t| !t.is_empty())
        .map(|t| {
            t.parse()
                .map_err(|_| Error::invalid("invalid_hash", "X-Content-Hash must be 64 hexadecimal digits."))
        })
        .transpose()
}

/// Takes one file in. Answers when file and record are durable; on any failure nothing is left behind.
///
/// # Errors
/// `unauthenticated`; `repository_not_found`, `no_primary_repository`; `unsupported_type`, `empty_file`, `hash_mismatch`,
/// `file_too_large`, `upload_interrupted`; `duplicate` when refused; `storage_*`.
pub async fn upload<E: std::error::Error + Send + Sync + 'static>(
    app: &App,
    actor: &Actor,
    repository: &Repository,
    sent_name: &str,
    claimed: Option<ContentHash>,
    duplicates: Duplicates,
    bytes: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<Uploaded> {
    access::user(actor)?;
    let (name, format) = file_name(sent_name)?;
    let folder = repositories::open(repository).await?;
    let staged = folder.stage(&name, app.config.http.max_upload_bytes, bytes).await.map_err(refuse)?;
    accept(app, actor, repository, staged, format, claimed, duplicates).await
}

/// The refusal of a file that is larger than `limit` bytes.
#[must_use]
pub fn too_large(limit: u64) -> Error {
    Error::too_large("file_too_large", format!("The file is larger than {limit} bytes."))
}

/// What a failed staging means to the sender.
pub(crate) fn refuse<E: std::error::Error + Send + Sync + 'static>(error: StageError<E>) -> Error {
    match error {
        StageError::TooLarge { limit } => too_large(limit),
        StageError::Source(e) => Error::invalid("upload_interrupted", "The upload broke off.").because(e),
        StageError::Storage(e) => e.into(),
    }
}

/// Records a staged file with the job that ingests it, in one transaction.
///
/// # Errors
/// As [`upload`].
pub(crate) async fn accept(
    app: &App,
    actor: &Actor,
    repository: &Repository,
    staged: Staged,
    format: Format,
    claimed: Option<ContentHash>,
    duplicates: Duplicates,
) -> Result<Uploaded> {
    let owner = access::user(actor)?;
    if staged.hashes.size == 0 {
        return Err(Error::invalid("empty_file", "The file is empty."));
    }
    if claimed.is_some_and(|claimed| !staged.hashes.match_client(&claimed)) {
        return Err(Error::invalid(
            "hash_mismatch",
            "The file does not match its X-Content-Hash; nothing was kept.",
        ));
    }
    let hash = staged.hashes.full.to_string();
    let now = app.clock.now();
    let kind = kind_of(format);
    let asset = NewAsset {
        id: calotype_store::new_id(),
        tenant: actor.tenant,
        origin: Origin::Library,
        owner: Some(owner),
        repository: Some(repository.id),
        kind,
        original_filename: staged.name.as_str().to_owned(),
        storage_path: String::new(),
        staged_path: Some(staged.path.as_str().to_owned()),
        mime_type: format.mime().to_owned(),
        file_size: i64::try_from(staged.hashes.size).unwrap_or(i64::MAX),
        file_mtime: None,
        hash: Some(hash.clone()),
        refuse_duplicates: duplicates == Duplicates::Refuse,
        taken_time: None,
        status: Status::new(Task::of(kind), now).to_json()?,
    };
    let mut conn = app.db.write().await?;
    if duplicates == Duplicates::Refuse
        && store::by_hash(&mut conn, repository.id, Some(owner), &hash).await?.is_some()
    {
        return Err(duplicate());
    }
    match store::insert(&mut conn, &asset, now).await {
        Ok(()) => {}
        Err(e) if e.is_unique("dedupe") => return Err(duplicate().because(e)),
        Err(e) => return Err(e.into()),
    }
    let ticket = Ticket { tenant_id: Some(actor.tenant), requested_by: Some(owner), ..Ticket::default() };
    let job = calotype_queue::enqueue_with(&mut conn, &IngestAsset { asset: asset.id }, &ticket).await?;
    let uploaded = Uploaded {
        asset: asset.id,
        job,
        file_name: staged.name.as_str().to_owned(),
        size: staged.hashes.size,
        hash,
    };
    // Kept before the commit: if its answer is lost, the row may exist. The sweeper takes the file when none came to be.
    let kept = staged.keep();
    match conn.commit().await {
        Ok(()) => Ok(uploaded),
        Err(error) => {
            // The engine itself said that there is no room: then there is no row, for certain.
            if matches!(error, calotype_store::Error::NotWritable(_)) {
                kept.refused();
            }
            Err(error.into())
        }
    }
}

fn duplicate() -> Error {
    Error::conflict("duplicate", "This content is already stored.")
}

/// The stored kind of a format.
pub(crate) fn kind_of(format: Format) -> Kind {
    match format.kind() {
        MediaKind::Photo => Kind::Photo,
        MediaKind::Video => Kind::Video,
        MediaKind::Audio => Kind::Audio,
        MediaKind::Document => Kind::Document,
    }
}
