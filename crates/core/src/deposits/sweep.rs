//! Deposits end by themselves: forms, files, rows, and what killed processes left.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use calotype_files::objects::{ObjectKey, Prefix};
use calotype_store::{deposit_pieces, deposits as rows, object_deletions};
use futures::StreamExt as _;
use serde_json::json;
use uuid::Uuid;

use super::look::look_all;
use super::receive::TEMPORARY;
use super::{REMEMBERED, SKEW, brought, kept, label, object, want_gone};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::quotas;

/// An object or temporary file this old that no row refers to was left by a process that died.
const LEFT: Duration = Duration::from_secs(3600);

/// Objects removed in one go.
const BATCH: i64 = 500;

/// Lets deposits expire whose time is over, and forgets those that expired a day ago; answers how many expired.
/// Repeatable: the row goes first, the bytes after it.
///
/// # Errors
/// Any database failure.
pub async fn sweep(app: &App) -> Result<usize> {
    look_all(app, None).await?;
    remove_wanted(app).await?;
    let mut expired = 0;
    loop {
        let now = app.clock.now();
        let mut tx = app.db.write().await?;
        let over = rows::expire(&mut tx, now - SKEW, now, now + REMEMBERED).await?;
        for deposit in &over {
            let id = label(deposit.id);
            let actor = Actor::at_work(deposit.tenant_id, deposit.owner_id, deposit.key_id);
            let data = json!({"was": deposit.state, "owner": deposit.owner_id, "billable": false});
            events::record(&mut tx, &actor, now, "upload.expired", Subject::new("upload", &id), data).await?;
        }
        // Tenants in one order, so that no two sweepers wait for each other.
        let mut freed: BTreeMap<Uuid, u64> = BTreeMap::new();
        for deposit in &over {
            *freed.entry(deposit.tenant_id).or_default() += kept(deposit);
        }
        for (tenant, bytes) in freed {
            quotas::give_back(&mut tx, tenant, bytes).await?;
        }
        let mut free: Vec<ObjectKey> = Vec::new();
        for deposit in &over {
            want_gone(&mut tx, deposit, now).await?;
            let pieces = deposit_pieces::take(&mut tx, deposit.id).await?;
            free.extend(pieces.iter().map(|piece| object(deposit.tenant_id, piece.object_id)));
            free.extend(deposit.object_id.map(|attempt| object(deposit.tenant_id, attempt)));
            free.extend((deposit.place == "store").then(|| brought(deposit)));
        }
        if over.is_empty() {
            rows::forget(&mut tx, now).await?;
            tx.commit().await?;
            return Ok(expired);
        }
        tx.commit().await?;
        expired += over.len();
        if let Err(error) = app.objects.delete_many(&free).await {
            tracing::warn!(%error, "bytes of expired uploads stay until they are swept");
        }
    }
}

/// Removes objects that were wanted gone when their time has come: those of a store that did not answer, and those that a
/// form brought after its end.
async fn remove_wanted(app: &App) -> Result<()> {
    let now = app.clock.now();
    loop {
        let due = object_deletions::due(&mut app.db.read().await?, now, BATCH).await?;
        let keys: Vec<ObjectKey> = due.iter().filter_map(|path| ObjectKey::parse(path)).collect();
        if let Err(error) = app.objects.delete_many(&keys).await {
            tracing::warn!(%error, "objects that are wanted gone stay until the store answers");
            return Ok(());
        }
        let mut tx = app.db.write().await?;
        for path in &due {
            object_deletions::done(&mut tx, path, now).await?;
        }
        tx.commit().await?;
        if (due.len() as i64) < BATCH {
            return Ok(());
        }
    }
}

/// Removes objects and temporary files that no row refers to; answers how many.
///
/// # Errors
/// Failures of database and store.
pub async fn sweep_objects(app: &App) -> Result<u64> {
    let mut removed = 0;
    let tenants = calotype_store::tenants::ids(&mut app.db.read().await?).await?;
    for tenant in tenants {
        let mut all = app.objects.list(Prefix::Uploads(tenant));
        while let Some(found) = all.next().await.transpose().map_err(Error::from)? {
            let ObjectKey::Upload { upload, .. } = found.key else { continue };
            let young = found.modified.elapsed().map_or(true, |age| age < LEFT);
            if young || rows::refers_to(&mut app.db.read().await?, upload).await? {
                continue;
            }
            app.objects.delete(&found.key).await?;
            removed += 1;
        }
    }
    let scratch = app.scratch();
    let files = tokio::task::spawn_blocking(move || temporary(&scratch)).await.map_err(Error::internal)?;
    Ok(removed + files.map_err(Error::internal)?)
}

fn temporary(folder: &std::path::Path) -> std::io::Result<u64> {
    let mut removed = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let ours = entry.file_name().to_string_lossy().starts_with(TEMPORARY);
        let written = entry.metadata().and_then(|m| m.modified()).unwrap_or_else(|_| SystemTime::now());
        if ours && written.elapsed().is_ok_and(|age| age >= LEFT) {
            std::fs::remove_file(entry.path())?;
            removed += 1;
        }
    }
    Ok(removed)
}
