//! Orders end by themselves, with their results.

use std::collections::BTreeMap;
use std::time::Duration;

use calotype_files::objects::{ObjectKey, Prefix};
use calotype_store::orders as rows;
use futures::StreamExt as _;
use uuid::Uuid;

use super::{Order, object};
use crate::app::App;
use crate::error::{Error, Result};
use crate::quotas;

/// A result this old that no row refers to was left by a process that died.
const LEFT: Duration = Duration::from_secs(3600);

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
    let mut removed = 0;
    let tenants = calotype_store::tenants::ids(&mut app.db.read().await?).await?;
    for tenant in tenants {
        let mut all = app.objects.list(Prefix::Results(tenant));
        while let Some(found) = all.next().await.transpose().map_err(Error::from)? {
            let ObjectKey::Result { result, .. } = found.key else { continue };
            let young = found.modified.elapsed().map_or(true, |age| age < LEFT);
            if young || rows::refers_to(&mut app.db.read().await?, result).await? {
                continue;
            }
            app.objects.delete(&found.key).await?;
            removed += 1;
        }
    }
    Ok(removed)
}
