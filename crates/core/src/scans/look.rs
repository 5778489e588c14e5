//! Looking at the runs of scans.

use calotype_store::repositories;
use calotype_store::scan_runs::{self as store, ScanRun};
use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

/// Runs of a repository, newest first.
///
/// # Errors
/// `unauthenticated`, `admin_required`; `unknown_repository`.
pub async fn list(
    app: &App,
    actor: &Actor,
    repository: Uuid,
    limit: i64,
    offset: i64,
) -> Result<Vec<ScanRun>> {
    access::admin(actor)?;
    let mut conn = app.db.read().await?;
    if repositories::get(&mut conn, actor.tenant, repository).await?.is_none() {
        return Err(Error::invalid("unknown_repository", "There is no such repository."));
    }
    Ok(store::list(&mut conn, repository, limit, offset).await?)
}

/// The newest run of a repository.
///
/// # Errors
/// As [`list`]; `never_scanned`.
pub async fn latest(app: &App, actor: &Actor, repository: Uuid) -> Result<ScanRun> {
    access::admin(actor)?;
    list(app, actor, repository, 1, 0)
        .await?
        .pop()
        .ok_or_else(|| Error::not_found("never_scanned", "This repository has not been scanned yet."))
}
