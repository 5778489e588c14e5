//! Asking for a scan, and looking at the runs.

use calotype_queue::{Ticket, enqueue_with};
use calotype_store::repositories as repository_store;
use calotype_store::scan_runs::{self as store, ScanRun};
use uuid::Uuid;

use crate::access;
use crate::actor::{Actor, Who};
use crate::app::App;
use crate::error::{Error, Result};
use crate::jobs::scan_repository::ScanRepository;
use crate::scans::Mode;

/// Queues a scan and answers the number of its job. Asking again within a minute answers the same job.
///
/// # Errors
/// `unauthenticated`, `admin_required`; `unknown_repository`.
pub async fn scan(app: &App, actor: &Actor, repository: Uuid, force: bool) -> Result<i64> {
    access::admin(actor)?;
    let mut conn = app.db.write().await?;
    if repository_store::get(&mut conn, actor.tenant, repository).await?.is_none() {
        return Err(unknown());
    }
    let requested_by = match &actor.who {
        Who::User { username, .. } => Some(username.clone()),
        Who::Key { .. } | Who::System | Who::Administrator(_) | Who::Anonymous => None,
    };
    let job = ScanRepository { repository, mode: Mode::Manual, force, requested_by, turn: 0 };
    let ticket = Ticket {
        tenant_id: Some(actor.tenant),
        requested_by: actor.user_id(),
        // Somebody waits for it.
        priority: Some(50),
        ..Ticket::default()
    };
    let id = enqueue_with(&mut conn, &job, &ticket).await?;
    conn.commit().await?;
    Ok(id)
}

/// The runs of a repository, newest first.
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
    if repository_store::get(&mut conn, actor.tenant, repository).await?.is_none() {
        return Err(unknown());
    }
    Ok(store::list(&mut conn, repository, limit, offset).await?)
}

/// The newest run of a repository.
///
/// # Errors
/// As [`list`]; `scan_not_found`.
pub async fn latest(app: &App, actor: &Actor, repository: Uuid) -> Result<ScanRun> {
    access::admin(actor)?;
    let runs = list(app, actor, repository, 1, 0).await?;
    runs.into_iter()
        .next()
        .ok_or_else(|| Error::not_found("scan_not_found", "This repository was not scanned yet."))
}

fn unknown() -> Error {
    Error::invalid("unknown_repository", "There is no such repository.")
}
