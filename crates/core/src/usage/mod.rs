//! Usage: what keys did, by day and surface.
//!
//! A request is counted in memory, which costs it a lock for a few additions; a task writes the counts down every
//! [`EVERY`] and when the process stops. A process that is killed loses what it counted since: at most that long, and only
//! counts. Calls that are free (`x-billable: false`) are not counted at all.

mod read;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use calotype_store::{Micros, keys, usage as rows};
use uuid::Uuid;

use crate::app::App;
use crate::error::Result;

pub use read::{Asked, days};
pub use rows::Day;

/// How long counts stay in memory before they are written down.
pub const EVERY: Duration = Duration::from_secs(2);

const DAY: Micros = 86_400_000_000;

/// A request that was answered.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// Tenant of the key.
    pub tenant: Uuid,
    /// Key.
    pub key: Uuid,
    /// Surface.
    pub surface: &'static str,
    /// HTTP-like class of the answer: 2 for success, 4 refused, 5 failed.
    pub class: u16,
    /// Bytes of the request's body.
    pub bytes_in: u64,
    /// Bytes of the answer's body.
    pub bytes_out: u64,
    /// Until the answer began.
    pub latency: Duration,
}

/// What a count belongs to.
type Of = (Uuid, Uuid, &'static str, i64);

#[derive(Debug, Default)]
struct Counts {
    days: HashMap<Of, Day>,
    /// Uses of keys since, and the last of them.
    keys: HashMap<Uuid, (i64, Micros)>,
}

/// What keys did since it was last written down. Cheap to clone; there is one a process. As many entries as keys worked
/// in the last seconds.
#[derive(Debug, Clone, Default)]
pub struct Usage(Arc<Mutex<Counts>>);

impl Usage {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a request.
    pub fn record(&self, sample: &Sample, now: Micros) {
        let mut counts = self.counts();
        let day = entry(&mut counts, sample.tenant, sample.key, sample.surface, now);
        day.requests += 1;
        day.refused += i64::from(sample.class == 4);
        day.failed += i64::from(sample.class == 5);
        day.bytes_in += i64::try_from(sample.bytes_in).unwrap_or(0);
        day.bytes_out += i64::try_from(sample.bytes_out).unwrap_or(0);
        let bucket = match sample.latency.as_millis() {
            0..10 => &mut day.under_10ms,
            10..50 => &mut day.under_50ms,
            50..200 => &mut day.under_200ms,
            200..1000 => &mut day.under_1s,
            1000..5000 => &mut day.under_5s,
            _ => &mut day.longer,
        };
        *bucket += 1;
    }

    /// Counts a picture that was computed for a key's answer.
    pub fn transformed(&self, tenant: Uuid, key: Uuid, surface: &'static str, now: Micros) {
        entry(&mut self.counts(), tenant, key, surface, now).transforms += 1;
    }

    /// Notes that a key was used.
    pub(crate) fn key_used(&self, key: Uuid, now: Micros) {
        let mut counts = self.counts();
        let (uses, last) = counts.keys.entry(key).or_default();
        *uses += 1;
        *last = now.max(*last);
    }

    /// Puts back what could not be written down.
    fn put_back(&self, counts: Counts) {
        let mut now = self.counts();
        for (of, day) in counts.days {
            match now.days.entry(of) {
                std::collections::hash_map::Entry::Vacant(free) => drop(free.insert(day)),
                std::collections::hash_map::Entry::Occupied(mut there) => sum(there.get_mut(), &day),
            }
        }
        for (key, (uses, last)) in counts.keys {
            let (all, latest) = now.keys.entry(key).or_default();
            *all += uses;
            *latest = last.max(*latest);
        }
    }
}

fn entry<'a>(
    counts: &'a mut Counts,
    tenant: Uuid,
    key: Uuid,
    surface: &'static str,
    now: Micros,
) -> &'a mut Day {
    let day = now.div_euclid(DAY);
    counts.days.entry((tenant, key, surface, day)).or_insert_with(|| Day {
        tenant_id: tenant,
        key_id: key,
        surface: surface.to_owned(),
        day,
        requests: 0,
        refused: 0,
        failed: 0,
        bytes_in: 0,
        bytes_out: 0,
        transforms: 0,
        under_10ms: 0,
        under_50ms: 0,
        under_200ms: 0,
        under_1s: 0,
        under_5s: 0,
        longer: 0,
    })
}

fn sum(day: &mut Day, more: &Day) {
    day.requests += more.requests;
    day.refused += more.refused;
    day.failed += more.failed;
    day.bytes_in += more.bytes_in;
    day.bytes_out += more.bytes_out;
    day.transforms += more.transforms;
    day.under_10ms += more.under_10ms;
    day.under_50ms += more.under_50ms;
    day.under_200ms += more.under_200ms;
    day.under_1s += more.under_1s;
    day.under_5s += more.under_5s;
    day.longer += more.longer;
}

/// [`flush`], and the views of images.
///
/// # Errors
/// Any database failure.
pub async fn flush_all(app: &App) -> Result<()> {
    crate::images::flush_views(app).await?;
    flush(app).await
}

/// Writes down what was counted since the last time. After a failure it is counted still.
///
/// # Errors
/// Any database failure.
pub async fn flush(app: &App) -> Result<()> {
    let counts = std::mem::take(&mut *app.usage.counts());
    if counts.days.is_empty() && counts.keys.is_empty() {
        return Ok(());
    }
    let written = write(app, &counts).await;
    if written.is_err() {
        app.usage.put_back(counts);
    }
    written
}

async fn write(app: &App, counts: &Counts) -> Result<()> {
    // In one order on every node, so that no two wait for each other.
    let mut days: Vec<&Day> = counts.days.values().collect();
    days.sort_unstable_by(|a, b| {
        (a.day, a.tenant_id, a.key_id, &a.surface).cmp(&(b.day, b.tenant_id, b.key_id, &b.surface))
    });
    let mut uses: Vec<_> = counts.keys.iter().collect();
    uses.sort_unstable();
    let mut tx = app.db.write().await?;
    for day in days {
        rows::add(&mut tx, day).await?;
    }
    for (key, (uses, last)) in uses {
        keys::note_use(&mut tx, *key, *uses, *last).await?;
    }
    Ok(tx.commit().await?)
}

/// Writes counts down every [`EVERY`] for as long as it is polled; the caller flushes once more when it stops.
pub async fn keep_writing(app: App) {
    let mut beat = tokio::time::interval(EVERY);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        if let Err(error) = flush_all(&app).await {
            tracing::warn!(%error, "usage could not be written down; it is counted still");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_written_is_counted_still() {
        let usage = Usage::default();
        let sample = Sample {
            tenant: Uuid::from_u128(1),
            key: Uuid::from_u128(2),
            surface: "test",
            class: 4,
            bytes_in: 3,
            bytes_out: 5,
            latency: Duration::from_millis(60),
        };
        usage.record(&sample, 1);
        usage.key_used(sample.key, 7);
        let taken = std::mem::take(&mut *usage.counts());
        usage.record(&sample, 1);
        usage.key_used(sample.key, 5);
        usage.put_back(taken);
        let counts = usage.counts();
        let day = counts.days.values().next().cloned();
        let sums = day.map(|d| (d.requests, d.refused, d.failed, d.bytes_in, d.bytes_out, d.under_200ms));
        assert_eq!(sums, Some((2, 2, 0, 6, 10, 2)));
        assert_eq!(counts.keys.get(&sample.key), Some(&(2, 7)));
    }
}
