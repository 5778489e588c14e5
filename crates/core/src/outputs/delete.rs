//! An output is removed by its owner.

use calotype_store::outputs as rows;
use serde_json::json;

use super::{SCOPE, id_of, not_found, object};
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::events::{self, Subject};
use crate::quotas;

/// Removes an output of the caller. Its name works no longer when this returns.
///
/// # Errors
/// `unauthenticated`, `scope_missing`; `output_not_found`, also for what is somebody else's.
pub async fn delete(app: &App, actor: &Actor, name: &str) -> Result<()> {
    let program = access::program(actor, SCOPE)?;
    let id = id_of(name).ok_or_else(not_found)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let output = rows::delete(&mut tx, actor.tenant, program.owner, id).await?.ok_or_else(not_found)?;
    quotas::give_back(&mut tx, actor.tenant, u64::try_from(output.size).unwrap_or(0)).await?;
    let data = json!({"size": output.size});
    events::record(&mut tx, actor, now, "output.deleted", Subject::new("output", &id), data).await?;
    tx.commit().await?;
    if let Err(error) = app.objects.delete(&object(output.tenant_id, id)).await {
        tracing::warn!(%error, "the bytes of a deleted output stay until they are swept");
    }
    Ok(())
}
