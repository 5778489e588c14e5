//! Takes one found file in: a new asset, another content of a known one, or one that moved or came back.

use calotype_files::repository::{RelativePath, Repository as Folder};
use calotype_media::format::Format;
use calotype_queue::{Ticket, enqueue_with};
use calotype_store::assets::{self as store, Asset, NewAsset, Origin, Replacement, Shelf};
use calotype_store::repositories::{self as repository_store, Repository};
use calotype_store::{Conn, tenants};
use uuid::Uuid;

use crate::app::App;
use crate::assets::status::{Status, Task};
use crate::assets::upload::kind_of;
use crate::error::{Error, Kind, Result};
use crate::jobs::ingest_asset::IngestAsset;
use crate::repositories;
use crate::scans::lost::{self, Reading};

/// What became of a found file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discovered {
    /// It is gone, of no supported type or empty, or its repository is not registered.
    Nothing,
    /// Somebody writes it at this moment: ask again later.
    Busy,
    /// It is known as it is, or an upload on its way.
    Known,
    /// An asset followed its file to this place.
    Moved,
    /// A new asset.
    Created,
    /// A known asset will be read again.
    Updated,
}

/// Takes a found file in. Repeating it changes nothing.
///
/// # Errors
/// `storage_unavailable`; any database failure, among them a place that was taken at the same moment: worth another
/// attempt.
pub async fn discover(
    app: &App,
    repository: Uuid,
    path: &RelativePath,
    force: bool,
    ticket: &Ticket,
) -> Result<Discovered> {
    let found = repository_store::get(&mut app.db.read().await?, tenants::HOME, repository).await?;
    let Some(repository) = found else { return Ok(Discovered::Nothing) };
    let Some(format) = Format::from_file_name(path.as_str()) else { return Ok(Discovered::Nothing) };
    let folder = repositories::open(&repository).await?;
    let reading = match lost::reading(&folder, path).await {
        Ok(Some(reading)) => reading,
        Ok(None) => return Ok(Discovered::Busy),
        Err(error) if error.kind == Kind::NotFound => return Ok(Discovered::Nothing),
        Err(error) => return Err(error),
    };
    if reading.size == 0 {
        return Ok(Discovered::Nothing);
    }
    // Before it is read: a sidecar that changes after this is found changed by the next scan.
    let sidecar = {
        let (folder, path) = (folder.clone(), path.clone());
        calotype_files::blocking(move || Ok(folder.xmp_beside_modified(&path))).await?
    };
    let mut conn = app.db.write().await?;
    let file = File { repository: &repository, folder: &folder, path, format, reading, force };
    let (discovered, asset) = file.record(&mut conn, app.clock.now()).await?;
    if let Some(asset) = asset {
        store::put_sidecar_mtime(&mut conn, asset, sidecar).await?;
        enqueue_with(&mut conn, &IngestAsset { asset }, ticket).await?;
    }
    conn.commit().await?;
    Ok(discovered)
}

struct File<'a> {
    repository: &'a Repository,
    folder: &'a Folder,
    path: &'a RelativePath,
    format: Format,
    reading: Reading,
    force: bool,
}

impl File<'_> {
    /// Writes it down; answers the asset to be read, if one is.
    async fn record(&self, conn: &mut Conn, now: i64) -> Result<(Discovered, Option<Uuid>)> {
        let repository = self.repository.id;
        // An upload is renamed into `inbox/` a moment before its row says so.
        if self.path.as_str().starts_with("inbox/")
            && store::is_arriving(conn, repository, &self.reading.hash.to_string()).await?
        {
            return Ok((Discovered::Known, None));
        }
        if let Some(asset) = store::at_place(conn, repository, self.path.as_str()).await? {
            return self.update(conn, &asset, now).await;
        }
        if let Some(asset) = lost::moved_from(conn, self.folder, repository, &self.reading).await? {
            let (path, name) = (self.path.as_str(), self.path.file_name());
            store::move_to(conn, asset.id, path, name, self.reading.mtime, now).await.map_err(taken)?;
            return Ok((Discovered::Moved, None));
        }
        let id = self.create(conn, now).await?;
        Ok((Discovered::Created, Some(id)))
    }

    async fn update(&self, conn: &mut Conn, asset: &Asset, now: i64) -> Result<(Discovered, Option<Uuid>)> {
        store::lock(conn, asset.id).await?;
        let same = asset.hash.as_deref() == Some(self.reading.hash.to_string().as_str())
            && asset.file_size == self.reading.size;
        let removed = asset.shelf == Shelf::Trash && asset.file_mtime.is_some();
        if same && (removed || (asset.shelf == Shelf::Listed && !self.force)) {
            store::put_mtime(conn, asset.id, self.reading.mtime).await?;
            return Ok((Discovered::Known, None));
        }
        let kind = kind_of(self.format);
        let replacement = Replacement {
            kind,
            file_name: self.path.file_name().to_owned(),
            mime_type: self.format.mime().to_owned(),
            size: self.reading.size,
            mtime: self.reading.mtime,
            hash: self.reading.hash.to_string(),
            status: Status::new(Task::of(kind), now).to_json()?,
        };
        store::put_file(conn, asset.id, &replacement, now).await?;
        Ok((Discovered::Updated, Some(asset.id)))
    }

    async fn create(&self, conn: &mut Conn, now: i64) -> Result<Uuid> {
        let kind = kind_of(self.format);
        let asset = NewAsset {
            id: calotype_store::new_id(),
            tenant: self.repository.tenant_id,
            origin: Origin::Library,
            owner: self.repository.default_owner_id,
            repository: Some(self.repository.id),
            kind,
            original_filename: self.path.file_name().to_owned(),
            storage_path: self.path.as_str().to_owned(),
            staged_path: None,
            mime_type: self.format.mime().to_owned(),
            file_size: self.reading.size,
            file_mtime: Some(self.reading.mtime),
            hash: Some(self.reading.hash.to_string()),
            refuse_duplicates: false,
            taken_time: Some(self.reading.mtime),
            status: Status::new(Task::of(kind), now).to_json()?,
        };
        store::insert(conn, &asset, now).await.map_err(taken)?;
        Ok(asset.id)
    }
}

/// Somebody else recorded the same place at the same moment.
fn taken(error: calotype_store::Error) -> Error {
    if error.is_unique("path") {
        return Error::unavailable("busy", "The file is being recorded by another job.").because(error);
    }
    error.into()
}
