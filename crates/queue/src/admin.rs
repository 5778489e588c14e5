//! The administrator's view of all queues, and the wish to cancel. Single jobs are seen, and tried again, through
//! [`calotype_store::jobs`].

use std::cmp::Reverse;
use std::collections::BTreeMap;

use calotype_store::jobs::{self, Cancelled, JobId, JobRow, QueueFigures};
use calotype_store::{Conn, Result, now};

use crate::{Registry, Setback};

/// One queue, summed up.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueSummary {
    /// Its figures.
    pub figures: QueueFigures,
    /// Its latest jobs that ask for attention (retryable, failed, cancelled), newest first.
    pub samples: Vec<JobRow>,
}

/// Every queue of `known`, also an empty one, and any other that has jobs, each with up to `samples` jobs that ask for
/// attention. First comes what asks for most attention, then what has most left to do, then the most recently
/// active, then by name.
///
/// # Errors
/// Any database failure.
pub async fn summaries<'a>(
    conn: &mut Conn,
    known: impl IntoIterator<Item = &'a str>,
    samples: u32,
) -> Result<Vec<QueueSummary>> {
    let mut figures: BTreeMap<String, QueueFigures> = known
        .into_iter()
        .map(|name| (name.to_owned(), QueueFigures { queue: name.to_owned(), ..QueueFigures::default() }))
        .collect();
    figures.extend(jobs::figures_by_queue(conn).await?.into_iter().map(|row| (row.queue.clone(), row)));

    let mut samples_of: BTreeMap<String, Vec<JobRow>> = BTreeMap::new();
    for job in jobs::recent_failures(conn, samples.into()).await? {
        samples_of.entry(job.queue.clone()).or_default().push(job);
    }

    let mut summaries: Vec<QueueSummary> = figures
        .into_values()
        .map(|figures| {
            let samples = samples_of.remove(&figures.queue).unwrap_or_default();
            QueueSummary { figures, samples }
        })
        .collect();
    // Stable, and the map was in order of names. None is less than any time, so it comes last when reversed.
    summaries.sort_by_key(|QueueSummary { figures, .. }| {
        Reverse((figures.attention, figures.remaining, figures.latest_activity_at))
    });
    Ok(summaries)
}

/// Cancels a job and tells its subject; a running one is asked to end, and its worker tells. `None` when there is no
/// such job.
///
/// # Errors
/// Any database failure.
pub async fn cancel<S>(
    conn: &mut Conn,
    registry: &Registry<S>,
    state: &S,
    id: JobId,
) -> Result<Option<Cancelled>> {
    let answer = jobs::cancel(conn, id, now()).await?;
    if answer == Some(Cancelled::Now)
        && let Some(job) = jobs::get(conn, id).await?
    {
        registry.tell(state, conn, &job.kind, &job.payload.0, Setback::Cancelled).await?;
    }
    Ok(answer)
}
