//! Orders end by themselves, with their results.

use std::collections::BTreeMap;

use calotype_files::objects::{ObjectKey, Prefix};
use calotype_store::orders as rows;
use uuid::Uuid;

use super::{Order, object};
use crate::app::App;
use crate::error::Result;
use crate::orphans;
use crate::quotas;

/// Forgets orders whose time is over; answers how many. Repeatable: the row goes first, the bytes after it.
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
        for order in over.iter().filter(|order| order.result_id.is_some()) {
            *freed.entry(order.tenant_id).or_default() += bytes(order);
        }
        for (tenant, bytes) in freed {
            quotas::give_back(&mut tx, tenant, bytes).await?;
        }
        tx.commit().await?;
        if over.is_empty() {
            return Ok(forgotten);
        }
        forgotten += over.len();
        let free: Vec<ObjectKey> =
            over.iter().filter_map(|order| Some(object(order.tenant_id, order.result_id?))).collect();
        if let Err(error) = app.objects.delete_many(&free).await {
            tracing::warn!(%error, "results of forgotten orders stay until they are swept");
        }
    }
}

fn bytes(order: &Order) -> u64 {
    order.result_size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0)
}

/// Removes results that no row refers to; answers how many.
///
/// # Errors
/// Failures of database and store.
pub async fn sweep_objects(app: &App) -> Result<u64> {
    let id = |key: &ObjectKey| match key {
        ObjectKey::Result { result, .. } => Some(*result),
        _ => None,
    };
    let mut removed = 0;
    let tenants = calotype_store::tenants::ids(&mut app.db.read().await?).await?;
    for tenant in tenants {
        removed +=
            orphans::sweep(app, tenant, Prefix::Results(tenant), orphans::LEFT, id, rows::known_results)
                .await?;
    }
    Ok(removed)
}
