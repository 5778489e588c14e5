//! Objects without a row: a process died between writing and recording them, or between forgetting a row and removing its bytes.

use std::collections::HashSet;
use std::time::Duration;

use calotype_files::objects::{ObjectKey, Prefix};
use calotype_store::Conn;
use futures::StreamExt as _;
use uuid::Uuid;

use crate::app::App;
use crate::error::{Error, Result};

/// What is younger may be on its way to its row.
pub(crate) const LEFT: Duration = Duration::from_secs(3600);

/// Objects asked for in one statement.
const BATCH: usize = 500;

/// Removes objects of a tenant below a prefix that have been there for `left` and that no row refers to; answers how many.
///
/// `id` says which row an object belongs to; one that belongs to none of these rows is left alone. `known` answers those of
/// some ids that have a row.
///
/// # Errors
/// Failures of the store and the database.
pub(crate) async fn sweep(
    app: &App,
    tenant: Uuid,
    prefix: Prefix,
    left: Duration,
    id: impl Fn(&ObjectKey) -> Option<Uuid>,
    known: impl AsyncFn(&mut Conn, Uuid, &[Uuid]) -> calotype_store::Result<Vec<Uuid>>,
) -> Result<u64> {
    let mut removed = 0;
    let mut all = app.objects.list(prefix).chunks(BATCH);
    while let Some(batch) = all.next().await {
        let mut old: Vec<(Uuid, ObjectKey)> = Vec::new();
        for found in batch {
            let found = found.map_err(Error::from)?;
            if let Some(id) = id(&found.key)
                && found.modified.elapsed().is_ok_and(|age| age >= left)
            {
                old.push((id, found.key));
            }
        }
        if old.is_empty() {
            continue;
        }
        let ids: Vec<Uuid> = old.iter().map(|(id, _)| *id).collect();
        let known: HashSet<Uuid> =
            known(&mut app.db.read().await?, tenant, &ids).await?.into_iter().collect();
        let orphans: Vec<ObjectKey> =
            old.into_iter().filter(|(id, _)| !known.contains(id)).map(|(_, key)| key).collect();
        app.objects.delete_many(&orphans).await?;
        removed += orphans.len() as u64;
    }
    Ok(removed)
}
