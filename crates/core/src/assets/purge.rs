//! Removing for good what has been in the trash longer than the retention.

use calotype_files::objects::ObjectKey;
use calotype_files::repository::RelativePath;
use calotype_store::assets::{self as store, Asset};
use calotype_store::{renditions, repositories as repository_store, settings, tenants};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::Result;
use crate::repositories;
use crate::repositories::create::moment;

/// Name of the library's settings group.
pub const SETTINGS: &str = "library";

/// What an administrator sets for the library at run time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LibrarySettings {
    /// Days in the trash; absent: the configuration's; 0: for ever.
    pub trash_retention_days: Option<u32>,
}

/// How many rows one round looks at.
const ROUND: i64 = 100;

/// Purges; answers how many assets went.
///
/// # Errors
/// Any database failure. A file that cannot be removed is logged and tried again next time.
pub async fn purge(app: &App, cancelled: impl Fn() -> bool) -> Result<u64> {
    let stored = settings::get::<LibrarySettings>(&mut app.db.read().await?, SETTINGS).await?;
    let days =
        stored.and_then(|s| s.value.trash_retention_days).unwrap_or(app.config.library.trash_retention_days);
    if days == 0 {
        return Ok(0);
    }
    let before = app.clock.now() - i64::from(days) * 86_400_000_000;
    let mut removed = 0;
    let mut after = None;
    while !cancelled() {
        let round =
            store::trashed_before(&mut app.db.read().await?, tenants::HOME, before, after, ROUND).await?;
        let Some(last) = round.last() else { break };
        after = last.deleted_at.map(|at| (at, last.id));
        for asset in &round {
            match remove(app, asset).await {
                Ok(()) => removed += 1,
                Err(error) => {
                    tracing::warn!(asset = %asset.id, %error, "a trashed file could not be removed");
                }
            }
        }
    }
    Ok(removed)
}

/// Removes one asset: its file into the repository's trash folder, its row, then the file and what was made from it.
async fn remove(app: &App, asset: &Asset) -> Result<()> {
    let repository = match asset.repository_id {
        Some(id) => repository_store::get(&mut app.db.read().await?, asset.tenant_id, id).await?,
        None => None,
    };
    let at = moment(app.clock.now());
    let folder = match &repository {
        Some(repository) if !asset.storage_path.is_empty() => {
            let folder = repositories::open(repository).await?;
            let (inside, path, id) =
                (folder.clone(), RelativePath::new(asset.storage_path.as_str())?, asset.id);
            calotype_files::blocking(move || inside.throw_away(&path, id, at)).await?;
            Some(folder)
        }
        _ => None,
    };
    let mut conn = app.db.write().await?;
    let unused = renditions::forget(&mut conn, asset.id, None).await?;
    store::delete(&mut conn, asset.id).await?;
    conn.commit().await?;
    // From here on a crash leaves only bytes nothing refers to.
    for key in unused.iter().filter_map(|path| ObjectKey::parse(path)) {
        app.objects.delete(&key).await?;
    }
    if let Some(folder) = folder {
        let id = asset.id;
        calotype_files::blocking(move || {
            folder.remove_xmp(id)?;
            for file in folder.list_trash()?.iter().filter(|f| f.record.id == id) {
                folder.purge_trashed(file)?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}
