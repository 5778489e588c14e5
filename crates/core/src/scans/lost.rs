//! Files that are gone, and files that moved.

use std::io::ErrorKind;

use calotype_files::ContentHash;
use calotype_files::repository::{RelativePath, Repository as Folder};
use calotype_store::assets::{self as store, Placed};
use calotype_store::{Conn, Micros};
use uuid::Uuid;

use crate::app::App;
use crate::error::Result;

/// Assets looked at in one go.
const BATCH: i64 = 500;

/// Looks for the files of all listed assets of a repository, a batch at a time.
#[derive(Debug, Default)]
pub(super) struct Missing {
    after: String,
    /// Places that could not be looked at.
    pub(super) unreadable: u64,
}

impl Missing {
    /// The assets of the next batch whose file is gone; nothing after the last one.
    pub(super) async fn next(
        &mut self,
        app: &App,
        folder: &Folder,
        repository: Uuid,
    ) -> Result<Option<Vec<Placed>>> {
        let batch = store::places_after(&mut app.db.read().await?, repository, &self.after, BATCH).await?;
        let Some(last) = batch.last() else { return Ok(None) };
        self.after.clone_from(&last.storage_path);
        let (gone, failed) = gone_of(folder, batch).await?;
        self.unreadable += failed;
        Ok(Some(gone))
    }
}

/// Those whose file is gone, and how many could not be looked at.
pub(super) async fn gone_of(folder: &Folder, placed: Vec<Placed>) -> Result<(Vec<Placed>, u64)> {
    let folder = folder.clone();
    Ok(calotype_files::blocking(move || {
        let (mut gone, mut failed) = (Vec::new(), 0);
        for asset in placed {
            let Ok(path) = RelativePath::new(asset.storage_path.as_str()) else { continue };
            match std::fs::symlink_metadata(folder.locate(&path)) {
                Ok(_) => {}
                Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                    gone.push(asset);
                }
                Err(_) => failed += 1,
            }
        }
        Ok((gone, failed))
    })
    .await?)
}

/// A file that was read from beginning to end and did not change meanwhile.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// BLAKE3.
    pub(super) hash: ContentHash,
    /// Bytes.
    pub(super) size: i64,
    /// Modification time.
    pub(super) mtime: Micros,
}

/// Reads a file; `None` while somebody writes it.
pub(super) async fn reading(folder: &Folder, path: &RelativePath) -> Result<Option<Reading>> {
    let (folder, path) = (folder.clone(), path.clone());
    Ok(calotype_files::blocking(move || {
        let file = folder.open_file(&path)?;
        let io = |e: std::io::Error| calotype_files::Error::new(calotype_files::ErrorKind::Io, e.to_string());
        let before = stamp(&file).map_err(io)?;
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(&file).map_err(io)?;
        let after = stamp(&file).map_err(io)?;
        let (size, mtime) = after;
        Ok((before == after).then(|| Reading { hash: hasher.finalize().into(), size, mtime }))
    })
    .await?)
}

fn stamp(file: &std::fs::File) -> std::io::Result<(i64, Micros)> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = file.metadata()?;
    let mtime = metadata.mtime().saturating_mul(1_000_000).saturating_add(metadata.mtime_nsec() / 1000);
    Ok((i64::try_from(metadata.len()).unwrap_or(i64::MAX), mtime))
}

/// The one asset whose lost file this is. Two of them: nobody can tell which, so none.
pub(super) async fn moved_from(
    conn: &mut Conn,
    folder: &Folder,
    repository: Uuid,
    reading: &Reading,
) -> Result<Option<Placed>> {
    let hash = reading.hash.to_string();
    let same = store::listed_with_content(conn, repository, &hash, reading.size).await?;
    if same.is_empty() {
        return Ok(None);
    }
    let (mut gone, _) = gone_of(folder, same).await?;
    Ok(if gone.len() == 1 { gone.pop() } else { None })
}
