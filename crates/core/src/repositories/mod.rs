//! Repositories: the users' folder trees, registered with the server.

pub mod create;
pub mod edit;

use calotype_files::repository::Repository as Folder;
use calotype_store::repositories::{self as store, Repository};
use std::path::PathBuf;
use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

/// The answer for an id that is not registered.
fn unknown() -> Error {
    Error::not_found("repository_not_found", "There is no such repository.")
}

/// Where an upload goes: the named repository, else the primary one.
///
/// # Errors
/// `unauthenticated`; `repository_not_found`; `no_primary_repository`.
pub async fn target(app: &App, actor: &Actor, id: Option<Uuid>) -> Result<Repository> {
    access::user(actor)?;
    let mut conn = app.db.read().await?;
    match id {
        Some(id) => store::get(&mut conn, actor.tenant, id).await?.ok_or_else(unknown),
        None => store::primary(&mut conn, actor.tenant)
            .await?
            .ok_or_else(|| Error::invalid("no_primary_repository", "There is no primary repository yet.")),
    }
}

/// Opens the folder of a repository, off the async threads.
///
/// # Errors
/// `storage_unavailable` when the folder is not there or is another repository's (a disk that is not mounted).
pub async fn open(repository: &Repository) -> Result<Folder> {
    let (path, id) = (PathBuf::from(&repository.path), repository.id);
    Ok(calotype_files::blocking(move || Folder::open(&path, id)).await?)
}
