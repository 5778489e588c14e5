//! Looking at repositories, changing and unregistering them.

use std::path::PathBuf;

use calotype_files::repository::{DuplicateNames, Settings, StorageStrategy};
use calotype_store::repositories::{self as store, Repository};
use calotype_store::users;
use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::repositories::create::checked_name;
use crate::repositories::unknown;

/// All registered repositories, the primary one first.
///
/// # Errors
/// `unauthenticated`, `admin_required`.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Repository>> {
    access::admin(actor)?;
    Ok(store::list(&mut app.db.read().await?, actor.tenant).await?)
}

/// One repository.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `repository_not_found`.
pub async fn get(app: &App, actor: &Actor, id: Uuid) -> Result<Repository> {
    access::admin(actor)?;
    store::get(&mut app.db.read().await?, actor.tenant, id).await?.ok_or_else(unknown)
}

/// What may change; absent keeps.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Name.
    pub name: Option<String>,
    /// `date`, `cas` or `flat`; for future uploads.
    pub storage_strategy: Option<String>,
    /// `rename`, `uuid` or `overwrite`.
    pub duplicate_handling: Option<String>,
    /// Owner of what appears without an uploader, by their integer.
    pub default_owner: Option<i64>,
}

/// Changes a repository, in the database and in its settings file.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `repository_not_found`; `invalid_*` for the input; `unknown_owner`.
pub async fn change(app: &App, actor: &Actor, id: Uuid, change: &Change) -> Result<Repository> {
    access::admin(actor)?;
    let mut conn = app.db.write().await?;
    let mut repository = store::get(&mut conn, actor.tenant, id).await?.ok_or_else(unknown)?;
    if let Some(name) = &change.name {
        repository.name = checked_name(name)?;
    }
    if let Some(word) = &change.storage_strategy {
        let strategy: StorageStrategy = word.parse().map_err(Error::from)?;
        strategy.as_str().clone_into(&mut repository.storage_strategy);
    }
    if let Some(word) = &change.duplicate_handling {
        let duplicates: DuplicateNames = word.parse().map_err(Error::from)?;
        duplicates.as_str().clone_into(&mut repository.duplicate_handling);
    }
    if let Some(number) = change.default_owner {
        let owner = users::get_by_number(&mut conn, actor.tenant, number)
            .await?
            .ok_or_else(|| Error::invalid("unknown_owner", "The default owner does not exist."))?;
        repository.default_owner_id = Some(owner.id);
        repository.default_owner_number = Some(owner.number);
    }
    store::update(&mut conn, &repository, app.clock.now()).await?;
    conn.commit().await?;
    // The database decides; a settings file that cannot be written now is written at the next change.
    let written = repository.clone();
    let outcome = calotype_files::blocking(move || write_settings(&written)).await;
    if let Err(error) = outcome {
        tracing::warn!(repository = %repository.id, detail = error.detail(), "the settings file was not updated");
    }
    Ok(repository)
}

fn write_settings(repository: &Repository) -> calotype_files::Result<()> {
    let root = PathBuf::from(&repository.path);
    let mut settings = Settings::read(&root)?;
    settings.name.clone_from(&repository.name);
    settings.storage_strategy = repository.storage_strategy.parse()?;
    settings.local_settings.handle_duplicate_filenames = repository.duplicate_handling.parse()?;
    settings.write(&root)
}

/// Unregisters a repository. Its files are not touched; its assets leave the lists and come back with their ratings,
/// albums and people when a folder with its id is registered again.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `repository_not_found`; `primary_repository` for the primary one.
pub async fn unregister(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    access::admin(actor)?;
    let mut conn = app.db.write().await?;
    let repository = store::get(&mut conn, actor.tenant, id).await?.ok_or_else(unknown)?;
    if repository.is_primary() {
        return Err(Error::conflict("primary_repository", "The primary repository cannot be unregistered."));
    }
    store::detach(&mut conn, id, app.clock.now()).await?;
    Ok(conn.commit().await?)
}
