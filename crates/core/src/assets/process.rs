//! Reading a file: one pass over its bytes in the sandbox gives type, metadata, ladder and hashes; one transaction
//! records them.

use std::fs::File;
use std::time::Duration;

use bytes::Bytes;
use calotype_files::ContentHash;
use calotype_files::objects::{Encoding, ObjectKey};
use calotype_files::repository::{RelativePath, Repository as Folder};
use calotype_media::ladder::Picture;
use calotype_media::ladder::{Built, LadderOptions};
use calotype_media::metadata::Metadata;
use calotype_media::{IngestOptions, Ingested, MediaError, Source};
use calotype_queue::{JobContext, Ticket, enqueue_with};
use calotype_store::assets::{self as store, Asset, Content};
use calotype_store::renditions::{self, NewRendition};
use calotype_store::{Conn, repositories as repository_store, tags, tenants};
use serde_json::Value;
use uuid::Uuid;

use crate::app::App;
use crate::assets::edit::placement;
use crate::assets::sidecar;
use crate::assets::status::{self, Status, Task, TaskState};
use crate::assets::upload::kind_of;
use crate::error::{Error, Kind, Result};
use crate::jobs::metadata_asset::MetadataAsset;
use crate::{ingest, repositories};

/// Version of the encoders behind the ladder. A rendition of an older version is made again when it is wanted.
pub const LADDER_VERSION: i64 = 1;

/// Which results of a reading are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// What the file says about itself.
    pub metadata: bool,
    /// Ladder and hashes.
    pub pictures: bool,
    /// Whether a sidecar has just come: what it says goes before what a person wrote here.
    pub new_sidecar: bool,
}

impl Parts {
    /// Everything.
    pub const ALL: Self = Self { metadata: true, pictures: true, new_sidecar: false };
    /// What the file says about itself.
    pub const METADATA: Self = Self { metadata: true, pictures: false, new_sidecar: false };
    /// Ladder and hashes.
    pub const THUMBNAIL: Self = Self { metadata: false, pictures: true, new_sidecar: false };

    fn tasks(self) -> impl Iterator<Item = Task> {
        [(self.metadata, Task::Metadata), (self.pictures, Task::Thumbnail)]
            .into_iter()
            .filter_map(|(wanted, task)| wanted.then_some(task))
    }
}

/// How long a file is looked for between the move into its place and the row that says so, in steps.
const MOVING: (u32, Duration) = (80, Duration::from_millis(25));

/// Opens the original of an asset, in its place or still staged.
///
/// # Errors
/// `file_not_found`; `storage_unavailable`.
pub async fn open_original(app: &App, asset: &Asset) -> Result<File> {
    let found = open_at(app, asset).await;
    let is_staged = asset.staged_path.is_some() && asset.storage_path.is_empty();
    if !is_staged || !matches!(&found, Err(error) if error.kind == Kind::NotFound) {
        return found;
    }
    for _ in 0..MOVING.0 {
        let now_is = store::get(&mut app.db.read().await?, asset.tenant_id, asset.id).await?;
        match now_is {
            Some(placed) if !placed.storage_path.is_empty() => return open_at(app, &placed).await,
            Some(_) => tokio::time::sleep(MOVING.1).await,
            None => break,
        }
    }
    found
}

/// Opens the original where the row says that it lies.
async fn open_at(app: &App, asset: &Asset) -> Result<File> {
    let missing = || Error::not_found("file_not_found", "The original file is not there.");
    let repository_id = asset.repository_id.ok_or_else(missing)?;
    let repository = repository_store::get(&mut app.db.read().await?, asset.tenant_id, repository_id)
        .await?
        .ok_or_else(missing)?;
    let folder = repositories::open(&repository).await?;
    let path = match (&asset.staged_path, asset.storage_path.as_str()) {
        (_, place) if !place.is_empty() => RelativePath::new(place)?,
        (Some(staged), _) => RelativePath::new(staged.as_str())?,
        (None, _) => return Err(missing()),
    };
    Ok(calotype_files::blocking(move || folder.open_file(&path)).await?)
}

/// What a job does: [`read`], and after the last attempt the asset says that nothing more will come.
///
/// # Errors
/// As [`read`].
pub async fn attempt(context: &JobContext<App>, id: Uuid, parts: Parts) -> Result<()> {
    let app = context.state();
    let outcome = Box::pin(read(app, id, parts, &context.ticket())).await;
    if let Err(error) = &outcome
        && context.is_last_attempt()
        && let Some(asset) = store::get(&mut app.db.read().await?, tenants::HOME, id).await?
    {
        let status: Option<Status> = serde_json::from_str(asset.status.0.get()).ok();
        if status.is_none_or(|status| parts.tasks().any(|task| status.is_open(task))) {
            fail(app, &asset, parts, &error.message).await?;
        }
    }
    outcome
}

/// Reads an asset's file and records the wanted parts. A file that cannot be read is a state of the asset, not a
/// failure of the caller; only trouble on our side is an error.
///
/// # Errors
/// `unavailable` kinds for busy workers and absent storage, `internal` for failures of our own; both worth a retry.
pub async fn read(app: &App, id: Uuid, parts: Parts, ticket: &Ticket) -> Result<()> {
    let Some(asset) = store::get(&mut app.db.read().await?, tenants::HOME, id).await? else { return Ok(()) };
    let file = match open_original(app, &asset).await {
        Ok(file) => file,
        Err(error) if error.kind == Kind::NotFound => {
            return fail(app, &asset, parts, "The original file is not there.").await;
        }
        Err(error) => return Err(error),
    };
    let folder = if parts.metadata { sidecar::folder(app, &asset).await? } else { None };
    let sidecar = sidecar::of(folder.as_ref(), &asset).await?;
    let source = Source { file, file_name: asset.original_filename.clone() };
    let options = IngestOptions {
        metadata: parts.metadata,
        sidecar: sidecar.clone(),
        ladder: parts.pictures.then(LadderOptions::default),
        ..IngestOptions::default()
    };
    match app.media.ingest(source, options).await {
        Ok(read) => record(app, &asset, parts, read, (folder, sidecar), ticket).await,
        Err(error) if error.is_final() => fail(app, &asset, parts, &error.to_string()).await,
        Err(error) => {
            fail(app, &asset, parts, &error.to_string()).await?;
            Err(media_error(error))
        }
    }
}

/// A failure of the media room as the domain sees it.
pub(crate) fn media_error(error: MediaError) -> Error {
    let told = error.to_string();
    match error {
        MediaError::Unsupported { .. } => Error::unprocessable("unsupported_format", told),
        MediaError::Corrupt { .. } => Error::unprocessable("corrupt_file", told),
        MediaError::TooLarge { .. } => Error::unprocessable("picture_too_large", told),
        MediaError::TimedOut => Error::unavailable("media_timeout", told),
        MediaError::Busy { .. } => {
            Error::unavailable("media_busy", told).retry_after(std::time::Duration::from_secs(2))
        }
        other => Error::internal(other),
    }
}

/// Marks the wanted tasks failed.
async fn fail(app: &App, asset: &Asset, parts: Parts, reason: &str) -> Result<()> {
    let now = app.clock.now();
    let mut conn = app.db.write().await?;
    let applicable = Task::of(asset.kind);
    status::update(&mut conn, asset.tenant_id, asset.id, now, |s| {
        for task in parts.tasks().filter(|t| applicable.contains(t)) {
            s.set(task, TaskState::Failed, reason, now);
        }
        // It follows the first reading, which it waits for in vain.
        if parts == Parts::ALL && s.is_open(Task::Transcode) {
            s.set(Task::Transcode, TaskState::Failed, reason, now);
        }
    })
    .await?;
    Ok(conn.commit().await?)
}

/// Keeps what was made, then records everything in one transaction with what follows from it.
async fn record(
    app: &App,
    asset: &Asset,
    parts: Parts,
    read: Ingested,
    (folder, sidecar): (Option<Folder>, Option<Vec<u8>>),
    ticket: &Ticket,
) -> Result<()> {
    let mut made: Vec<(&'static str, ObjectKey, &Picture)> = Vec::new();
    let built: Option<&Built> = read.built.as_ref().ok().and_then(Option::as_ref);
    if let (Some(built), Some(hash)) = (built, &asset.hash) {
        let original: ContentHash = hash.parse()?;
        let ladder = &built.ladder;
        for (recipe, picture) in [("mezzanine", ladder.mezzanine.as_ref()), ("small", Some(&ladder.small))] {
            let Some(picture) = picture else { continue };
            let key = rendition_key(asset.tenant_id, original, recipe, picture.format.extension())?;
            app.objects.put(&key, Bytes::copy_from_slice(&picture.bytes)).await?;
            made.push((recipe, key, picture));
        }
    }
    let now = app.clock.now();
    let kind = kind_of(read.probe.format);
    let mut conn = app.db.write().await?;
    store::lock(&mut conn, asset.id).await?;
    let content = Content {
        kind,
        mime_type: read.probe.format.mime().to_owned(),
        dimensions: dimensions(&read),
        duration_ms: read.metadata.as_ref().and_then(|m| m.duration).map(milliseconds),
        thumbhash: built.map(|b| b.thumbhash.clone()),
        phash: built.map(|b| b.phash.cast_signed()),
    };
    store::put_content(&mut conn, asset.id, &content, now).await?;
    if let Some(metadata) = &read.metadata {
        // As it stands now, not as it stood before the reading: a sidecar may have come and been read meanwhile.
        let current = store::get(&mut conn, asset.tenant_id, asset.id).await?;
        put_metadata(&mut conn, current.as_ref().unwrap_or(asset), metadata, parts.new_sidecar, now).await?;
        if sidecar::of(folder.as_ref(), asset).await? != sidecar {
            enqueue_with(&mut conn, &MetadataAsset { asset: asset.id, sidecar: true }, ticket).await?;
        }
    }
    for (recipe, key, picture) in &made {
        let object_key = key.path();
        let new = NewRendition {
            asset: asset.id,
            recipe,
            version: LADDER_VERSION,
            object_key: &object_key,
            mime_type: picture.format.mime(),
            dimensions: Some((i64::from(picture.width), i64::from(picture.height))),
            size: i64::try_from(picture.bytes.len()).unwrap_or(i64::MAX),
        };
        renditions::put(&mut conn, &new, now).await?;
    }
    let picture_problem = read.built.as_ref().err().map(ToString::to_string);
    let damaged = built.is_some_and(|b| b.damaged);
    status::update(&mut conn, asset.tenant_id, asset.id, now, |s| {
        s.keep(Task::of(kind), now);
        for task in parts.tasks().filter(|t| Task::of(kind).contains(t)) {
            match (task, &picture_problem) {
                (Task::Thumbnail, Some(reason)) => s.set(task, TaskState::Failed, reason, now),
                (Task::Thumbnail, None) if damaged => {
                    s.set(
                        task,
                        TaskState::Complete,
                        "The file is damaged; what could be read is shown.",
                        now,
                    );
                }
                _ => s.set(task, TaskState::Complete, "", now),
            }
        }
    })
    .await?;
    if let Some(asset) = store::get(&mut conn, asset.tenant_id, asset.id).await? {
        ingest::after_reading(&mut conn, &asset, ticket).await?;
    }
    Ok(conn.commit().await?)
}

/// Writes what the file says about itself. What a person wrote stays: a description, a rating, a favourite mark.
async fn put_metadata(
    conn: &mut Conn,
    asset: &Asset,
    metadata: &Metadata,
    new_sidecar: bool,
    now: i64,
) -> Result<()> {
    let mut specific = metadata.specific.clone();
    let kept = asset.specific().and_then(|mut before| before.remove("description")).filter(Value::is_string);
    if let Some(description) = kept.filter(|_| !(new_sidecar && specific.contains_key("description"))) {
        specific.insert("description".to_owned(), description);
    }
    let mut place = placement(&specific, metadata.is_raw);
    if let Some(taken) = &metadata.taken {
        place.taken_time = Some(taken.utc_micros);
        place.capture_offset_minutes = taken.offset_minutes.map(i64::from);
    }
    store::put_specific(conn, asset.id, &Value::Object(specific), &place, now).await?;
    store::put_raw_tags(conn, asset.id, "built-in", Value::Object(metadata.raw.clone()), now).await?;
    if (asset.rating.is_none() || new_sidecar)
        && let Some(rating) = metadata.rating
    {
        store::put_rating(conn, asset.id, i64::from(rating), now).await?;
    }
    if !metadata.tags.is_empty() {
        tags::replace(conn, asset.tenant_id, asset.id, "system", &metadata.tags, now).await?;
    }
    Ok(())
}

/// Upright size: of the picture as it is shown, else as the tags say.
fn dimensions(read: &Ingested) -> Option<(i64, i64)> {
    let (width, height) = read.probe.upright();
    if width > 0 && height > 0 {
        return Some((i64::from(width), i64::from(height)));
    }
    let metadata = read.metadata.as_ref()?;
    metadata.width.zip(metadata.height).map(|(w, h)| (i64::from(w), i64::from(h)))
}

#[allow(clippy::cast_possible_truncation)] // clamped to what fits
fn milliseconds(seconds: f64) -> i64 {
    (seconds * 1000.0).clamp(0.0, 1e15).round() as i64
}

/// Where a rendition of some content lies.
pub(crate) fn rendition_key(
    tenant: Uuid,
    original: ContentHash,
    recipe: &str,
    extension: &str,
) -> Result<ObjectKey> {
    let encoding = Encoding::from_extension(extension)
        .ok_or_else(|| Error::internal(format!("no encoding for .{extension}")))?;
    Ok(ObjectKey::Rendition {
        tenant,
        original,
        recipe: format!("{recipe}-v{LADDER_VERSION}").parse()?,
        encoding,
    })
}
