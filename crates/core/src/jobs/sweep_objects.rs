//! Removes made and hosted pictures that no row refers to: a process died between writing and recording one, or between forgetting an
//! asset and removing what was made of it.
//!
//! Safe to repeat. What was made of an original is made again where it is missing; the originals of images are named by their
//! row, which is written within seconds.

use std::collections::HashSet;
use std::time::Duration;

use calotype_files::objects::{ObjectKey, Prefix};
use calotype_queue::{Job, JobContext, Outcome, Policy, Schedule, Unique};
use calotype_store::{renditions, tenants};
use futures::StreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::app::App;
use crate::error::{Error, Result};
use crate::images;

/// Reading the whole store costs something, and orphans are rare.
const EVERY: Duration = Duration::from_secs(24 * 3600);

/// A picture is recorded right after it was written; no writer is so slow.
const LEFT: Duration = Duration::from_secs(3600);

/// Keys asked for in one statement.
const BATCH: usize = 500;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SweepObjects {}

impl Job for SweepObjects {
    type State = App;
    const KIND: &'static str = "sweep_objects";

    fn policy() -> Policy {
        Policy { attempts: 3, timeout: Duration::from_secs(6 * 3600), ..Policy::default() }
    }

    fn unique(&self) -> Option<Unique> {
        // A server that is started often does not sweep more often.
        Some(Unique::within(EVERY, "all"))
    }

    fn schedule(_app: &App) -> Option<Schedule<Self>> {
        Some(Schedule { every: EVERY, at_start: true, job: Self {} })
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let app = context.state();
        let mut removed = 0;
        for tenant in tenants::ids(&mut app.db.read().await?).await? {
            removed += sweep(app, tenant).await? + images::sweep(app, tenant, LEFT).await?;
        }
        Ok(json!({ "removed": removed }))
    }
}

/// The hash of what a rendition was made from.
fn original(key: &ObjectKey) -> Option<String> {
    match key {
        ObjectKey::Rendition { original, .. } => Some(original.to_string()),
        _ => None,
    }
}

async fn sweep(app: &App, tenant: Uuid) -> Result<usize> {
    let mut removed = 0;
    let mut all = app.objects.list(Prefix::Renditions(tenant)).chunks(BATCH);
    while let Some(batch) = all.next().await {
        let mut old = Vec::new();
        for found in batch {
            let found = found.map_err(Error::from)?;
            if found.modified.elapsed().is_ok_and(|age| age >= LEFT) {
                old.push(found.key);
            }
        }
        // First what is being read, then what is recorded: a file whose reading ends in between is recorded by then. A
        // process that died may have written what the one after it writes and records at this moment.
        let hashes: Vec<String> = old.iter().filter_map(original).collect();
        let read: HashSet<String> =
            renditions::being_read(&mut app.db.read().await?, &hashes).await?.into_iter().collect();
        let paths: Vec<String> = old.iter().map(ObjectKey::path).collect();
        let known: HashSet<String> =
            renditions::known(&mut app.db.read().await?, &paths).await?.into_iter().collect();
        let is_orphan = |key: &ObjectKey| {
            original(key).is_some_and(|hash| !read.contains(&hash)) && !known.contains(&key.path())
        };
        let orphans: Vec<ObjectKey> = old.into_iter().filter(is_orphan).collect();
        app.objects.delete_many(&orphans).await?;
        removed += orphans.len();
    }
    Ok(removed)
}
