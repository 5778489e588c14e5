//! Outputs end by themselves, where the operator wants it so.

use std::collections::BTreeMap;

use calotype_files::objects::{ObjectKey, Prefix};
use calotype_store::outputs as rows;
use uuid::Uuid;

use super::object;
use crate::app::App;
use crate::error::Result;
use crate::orphans;
use crate::quotas;

/// Forgets outputs whose time is over; answers how many. Repeatable: the row goes first, the bytes after it.
///
/// # Errors
/// Any database failure.
pub async fn sweep(app: &App) -> Result<usize> {
    let mut forgotten = 0;
    loop {
        let mut tx = app.db.write().await?;
        let over = rows::expire(&mut tx, app.clock.now()).await?;
        // Tenants in one order, so that no two sweepers wait for each other.
        let mut freed: BTreeMap<Uuid, u64> = BTreeMap::new();
        for output in &over {
            *freed.entry(output.tenant_id).or_default() += u64::try_from(output.size).unwrap_or(0);
        }
        for (tenant, bytes) in freed {
            quotas::give_back(&mut tx, tenant, bytes).await?;
        }
        tx.commit().await?;
        if over.is_empty() {
            return Ok(forgotten);
        }
        forgotten += over.len();
        let free: Vec<ObjectKey> = over.iter().map(|output| object(output.tenant_id, output.id)).collect();
        if let Err(error) = app.objects.delete_many(&free).await {
            tracing::warn!(%error, "bytes of forgotten outputs stay until they are swept");
        }
    }
}

/// Removes bytes that no row refers to; answers how many.
///
/// # Errors
/// Failures of database and store.
pub async fn sweep_objects(app: &App) -> Result<u64> {
    let id = |key: &ObjectKey| match key {
        ObjectKey::Output { output, .. } => Some(*output),
        _ => None,
    };
    let mut removed = 0;
    let tenants = calotype_store::tenants::ids(&mut app.db.read().await?).await?;
    for tenant in tenants {
        removed +=
            orphans::sweep(app, tenant, Prefix::Outputs(tenant), orphans::LEFT, id, rows::known).await?;
    }
    Ok(removed)
}
