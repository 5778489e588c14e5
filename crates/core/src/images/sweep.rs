//! Stored pictures without a row: a process died between writing and recording one, or between forgetting an image and
//! removing its bytes.

use std::collections::HashSet;
use std::time::Duration;

use calotype_files::objects::{ObjectKey, Prefix};
use calotype_store::images as rows;
use futures::StreamExt as _;
use uuid::Uuid;

use crate::app::App;
use crate::error::{Error, Result};

/// Ids asked for in one statement.
const BATCH: usize = 500;

/// Removes what has been there for `left` without a row; answers how many.
///
/// # Errors
/// Failures of the store and the database.
pub(crate) async fn sweep(app: &App, tenant: Uuid, left: Duration) -> Result<usize> {
    let mut removed = 0;
    let mut all = app.objects.list(Prefix::Originals(tenant)).chunks(BATCH);
    while let Some(batch) = all.next().await {
        let mut old = Vec::new();
        for found in batch {
            let found = found.map_err(Error::from)?;
            if found.modified.elapsed().is_ok_and(|age| age >= left) {
                old.push(found.key);
            }
        }
        let asset = |key: &ObjectKey| match key {
            ObjectKey::Original { asset, .. } => Some(*asset),
            _ => None,
        };
        let ids: Vec<Uuid> = old.iter().filter_map(asset).collect();
        let known: HashSet<Uuid> =
            rows::known(&mut app.db.read().await?, tenant, &ids).await?.into_iter().collect();
        let orphans: Vec<ObjectKey> =
            old.into_iter().filter(|key| asset(key).is_some_and(|id| !known.contains(&id))).collect();
        app.objects.delete_many(&orphans).await?;
        removed += orphans.len();
    }
    Ok(removed)
}
