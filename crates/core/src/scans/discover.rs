//! One file that a scan or the file system told of: hashed, recorded, read.

use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use calotype_files::repository::{FileName, RelativePath, Repository as Folder};
use calotype_media::format::Format;
use calotype_queue::Ticket;
use calotype_store::assets::{self as assets, NewAsset, Origin, Shelf, State};
use calotype_store::repositories::{self as repository_store, Repository};
use calotype_store::scan_runs::{self as store, Content, Known};
use calotype_store::tenants;
use uuid::Uuid;

use crate::app::App;
use crate::assets::process;
use crate::assets::status::{self, Status, Task, TaskState};
use crate::assets::upload::kind_of;
use crate::error::{Error, Kind, Result};
use crate::repositories;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discovered {
    /// There was nothing to do: gone, unchanged, or not for us.
    Nothing,
    /// It is an asset, and was read.
    Read(Uuid),
}

/// What is in a place now.
struct Seen {
    size: i64,
    mtime: i64,
    hash: String,
}

/// Takes in the file at `path`, in its place: a new asset, or the new content of a known one.
///
/// # Errors
/// `storage_unavailable`; failures of the database and of reading that are worth another attempt.
pub async fn discover(
    app: &App,
    repository: Uuid,
    path: &str,
    force: bool,
    ticket: &Ticket,
) -> Result<Discovered> {
    let Some(repository) =
        repository_store::get(&mut app.db.read().await?, tenants::HOME, repository).await?
    else {
        return Ok(Discovered::Nothing);
    };
    let path = RelativePath::new(path)?;
    let Some(format) = Format::from_file_name(path.file_name()) else { return Ok(Discovered::Nothing) };
    let folder = repositories::open(&repository).await?;
    let Some(seen) = look(&folder, &path).await? else { return Ok(Discovered::Nothing) };
    let Some(id) = record(app, &repository, &path, format, &seen, force).await? else {
        return Ok(Discovered::Nothing);
    };
    Box::pin(process::read(app, id, process::Parts::ALL, ticket)).await?;
    Ok(Discovered::Read(id))
}

/// Hashes the file; `None` when it is gone, empty, or no regular file.
async fn look(folder: &Folder, path: &RelativePath) -> Result<Option<Seen>> {
    let place: PathBuf = folder.locate(path);
    let (folder, path) = (folder.clone(), path.clone());
    let outcome = calotype_files::blocking(move || {
        // Opened by the repository first, which refuses links.
        let metadata =
            folder.open_file(&path)?.metadata().map_err(|e| calotype_files::Error::io("stat", &place, &e))?;
        if !metadata.is_file() || metadata.len() == 0 {
            return Ok(None);
        }
        let hashes = calotype_files::hash::hash_file(&place)?;
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Ok(Some(Seen {
            size: i64::try_from(hashes.size).unwrap_or(i64::MAX),
            mtime: modified.and_then(|age| i64::try_from(age.as_micros()).ok()).unwrap_or(0),
            hash: hashes.full.to_string(),
        }))
    })
    .await
    .map_err(Error::from);
    match outcome {
        Err(error) if error.kind == Kind::NotFound => Ok(None),
        outcome => outcome,
    }
}

/// The asset to be read; `None` when nothing changed.
async fn record(
    app: &App,
    repository: &Repository,
    path: &RelativePath,
    format: Format,
    seen: &Seen,
    force: bool,
) -> Result<Option<Uuid>> {
    let now = app.clock.now();
    let mut conn = app.db.write().await?;
    let known = store::known(&mut conn, repository.id, &[path.as_str()]).await?.pop();
    let content = Content { size: seen.size, mtime: seen.mtime, hash: &seen.hash, mime_type: format.mime() };
    if let Some(known) = known {
        let changed = known.hash.as_deref() != Some(seen.hash.as_str());
        let back = comes_back(&known, seen, changed);
        if known.shelf == Shelf::Trash && !back {
            return Ok(None);
        }
        store::put_file(&mut conn, known.id, &content, now).await?;
        if back {
            store::find_again(&mut conn, known.id, now).await?;
        }
        let read = changed || force || known.state == State::Processing;
        if read {
            let applicable = Task::of(known.kind);
            status::update(&mut conn, repository.tenant_id, known.id, now, |status| {
                for task in applicable {
                    status.set(*task, TaskState::Pending, "", now);
                }
            })
            .await?;
        }
        conn.commit().await?;
        return Ok(read.then_some(known.id));
    }
    // An upload that is on its way to this very place records it itself.
    if store::is_on_its_way(&mut conn, repository.id, &seen.hash).await? {
        return Ok(None);
    }
    let kind = kind_of(format);
    let asset = NewAsset {
        id: calotype_store::new_id(),
        tenant: repository.tenant_id,
        origin: Origin::Library,
        owner: repository.default_owner_id,
        repository: Some(repository.id),
        kind,
        original_filename: FileName::sanitize(path.file_name()).as_str().to_owned(),
        storage_path: path.as_str().to_owned(),
        staged_path: None,
        mime_type: format.mime().to_owned(),
        file_size: seen.size,
        file_mtime: Some(seen.mtime),
        hash: Some(seen.hash.clone()),
        refuse_duplicates: false,
        taken_time: Some(seen.mtime),
        status: Status::new(Task::of(kind), now).to_json()?,
    };
    match assets::insert(&mut conn, &asset, now).await {
        Ok(()) => {}
        // Somebody else was quicker.
        Err(e) if e.is_unique("path") => return Ok(None),
        Err(e) => return Err(e.into()),
    }
    conn.commit().await?;
    Ok(Some(asset.id))
}

/// Whether a file brings its asset back from the trash: a scan had missed it, or it was written after a person threw the
/// asset away.
fn comes_back(known: &Known, seen: &Seen, changed: bool) -> bool {
    known.shelf == Shelf::Trash
        && (known.file_missing_since.is_some()
            || changed && known.deleted_at.is_some_and(|deleted| deleted < seen.mtime))
}
