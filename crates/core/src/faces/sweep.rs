//! Bytes without a row: a process died between writing and recording them.

use std::collections::HashSet;
use std::time::Duration;

use calotype_files::objects::{ObjectKey, Prefix};
use calotype_store::faces as rows;
use futures::StreamExt as _;
use uuid::Uuid;

use super::TENANT;
use crate::app::App;
use crate::error::{Error, Result};

/// What is younger may be on its way to its row.
const LEFT: Duration = Duration::from_secs(3600);

/// Ids asked for in one statement.
const BATCH: usize = 500;

/// Removes pictures and results that no row refers to; answers how many.
///
/// # Errors
/// Failures of database and store.
pub(crate) async fn sweep_objects(app: &App) -> Result<u64> {
    let mut removed = 0;
    for prefix in [Prefix::Portraits(TENANT), Prefix::Processed(TENANT)] {
        let mut all = app.objects.list(prefix).chunks(BATCH);
        while let Some(batch) = all.next().await {
            let mut old: Vec<(Uuid, ObjectKey)> = Vec::new();
            for found in batch {
                let found = found.map_err(Error::from)?;
                let id = match &found.key {
                    ObjectKey::Portrait { asset, .. } => *asset,
                    ObjectKey::Processed { run, .. } => *run,
                    _ => continue,
                };
                if found.modified.elapsed().is_ok_and(|age| age >= LEFT) {
                    old.push((id, found.key));
                }
            }
            let ids: Vec<Uuid> = old.iter().map(|(id, _)| *id).collect();
            let mut conn = app.db.read().await?;
            let known = match prefix {
                Prefix::Portraits(_) => rows::known(&mut conn, TENANT, &ids).await?,
                _ => rows::known_runs(&mut conn, TENANT, &ids).await?,
            };
            drop(conn);
            let known: HashSet<Uuid> = known.into_iter().collect();
            let orphans: Vec<ObjectKey> =
                old.into_iter().filter(|(id, _)| !known.contains(id)).map(|(_, key)| key).collect();
            app.objects.delete_many(&orphans).await?;
            removed += orphans.len() as u64;
        }
    }
    Ok(removed)
}
