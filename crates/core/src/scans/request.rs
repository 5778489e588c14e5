//! Asking for a scan.

use calotype_queue::{Ticket, enqueue_with};
use calotype_store::repositories;
use uuid::Uuid;

use super::Mode;
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::jobs::scan_repository::ScanRepository;

/// Queues a scan; asking again within a minute answers the same job.
///
/// # Errors
/// `unauthenticated`, `admin_required`; `unknown_repository`.
pub async fn request(app: &App, actor: &Actor, repository: Uuid, force: bool) -> Result<i64> {
    access::admin(actor)?;
    let mut conn = app.db.write().await?;
    if repositories::get(&mut conn, actor.tenant, repository).await?.is_none() {
        return Err(Error::invalid("unknown_repository", "There is no such repository."));
    }
    let job = ScanRepository {
        repository,
        mode: Mode::Manual,
        force,
        requested_by: actor.username().map(ToOwned::to_owned),
    };
    let ticket = Ticket {
        tenant_id: Some(actor.tenant),
        requested_by: actor.user_id(),
        priority: Some(50),
        ..Ticket::default()
    };
    let id = enqueue_with(&mut conn, &job, &ticket).await?;
    conn.commit().await?;
    Ok(id)
}
