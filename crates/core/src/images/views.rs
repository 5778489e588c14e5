//! How often images were shown and saved: counted in memory, written down together with the usage of keys.
//!
//! A process that is killed loses what it counted in the last seconds, and only counts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use calotype_store::images as rows;
use uuid::Uuid;

use crate::app::App;
use crate::error::Result;

/// Views and downloads since they were last written down. Cheap to clone; there is one a process.
#[derive(Debug, Clone, Default)]
pub struct Views(Arc<Mutex<HashMap<Uuid, (i64, i64)>>>);

impl Views {
    fn counts(&self) -> MutexGuard<'_, HashMap<Uuid, (i64, i64)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one answer with an image in it.
    pub fn record(&self, image: Uuid, saved: bool) {
        let mut counts = self.counts();
        let (views, downloads) = counts.entry(image).or_default();
        *(if saved { downloads } else { views }) += 1;
    }
}

/// Writes down what was counted since the last time. After a failure it is counted still.
///
/// # Errors
/// Any database failure.
pub(crate) async fn flush(app: &App) -> Result<()> {
    let counts = std::mem::take(&mut *app.views.counts());
    if counts.is_empty() {
        return Ok(());
    }
    let written = write(app, &counts).await;
    if written.is_err() {
        let mut now = app.views.counts();
        for (image, (views, downloads)) in counts {
            let there = now.entry(image).or_default();
            *there = (there.0 + views, there.1 + downloads);
        }
    }
    written
}

async fn write(app: &App, counts: &HashMap<Uuid, (i64, i64)>) -> Result<()> {
    // In one order on every node, so that no two wait for each other.
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_unstable();
    let mut tx = app.db.write().await?;
    for (image, (views, downloads)) in counts {
        rows::add_views(&mut tx, *image, *views, *downloads).await?;
    }
    Ok(tx.commit().await?)
}
