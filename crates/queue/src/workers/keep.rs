//! Keeps the leases of what runs here, writes its progress, and hears that it should end.

use std::collections::HashMap;
use std::sync::Arc;

use calotype_store::jobs;
use calotype_store::signals::Signal;
use tokio::time::Instant;

use super::Shared;
use super::running::Reason;

/// One UPDATE for everything that runs here, every third of a lease, and sooner when there is progress to write or
/// somebody wants a job to end. Silent while nothing runs.
pub(super) async fn keep<S>(shared: Arc<Shared<S>>) {
    let mut cancel = shared.db.signals().subscribe(Signal::Cancel);
    let pace = shared.settings.lease / 3;
    loop {
        while shared.running.is_empty() {
            shared.running.first.notified().await;
        }
        // What has just been claimed has a whole lease before it.
        let mut last_beat = Instant::now();
        let mut next_beat = last_beat + pace;
        while !shared.running.is_empty() {
            tokio::select! {
                () = tokio::time::sleep_until(next_beat) => {}
                _ = cancel.changed() => {}
                () = shared.running.reported.notified() => {
                    next_beat = next_beat.min(last_beat + shared.settings.progress);
                    continue;
                }
            }
            last_beat = Instant::now();
            next_beat = last_beat + if beat(&shared, last_beat).await { pace } else { pace / 4 };
        }
    }
}

/// Answers whether the database could be told.
async fn beat<S>(shared: &Shared<S>, begun: Instant) -> bool {
    let slots: HashMap<_, _> = shared.running.all().into_iter().map(|s| ((s.id, s.attempt), s)).collect();
    let beats: Vec<_> = slots.values().map(|slot| slot.beat()).collect();
    let renewed = async {
        let mut tx = shared.db.write().await?;
        let renewed = jobs::renew(&mut tx, &shared.name, shared.settings.lease, &beats).await?;
        tx.commit().await?;
        Ok::<_, calotype_store::Error>(renewed)
    };
    match renewed.await {
        Ok(renewed) => {
            let mut missing = slots;
            for job in renewed {
                let Some(slot) = missing.remove(&(job.id, job.attempt)) else { continue };
                slot.renewed(begun + shared.settings.lease);
                if job.cancel_requested {
                    slot.stop(Reason::Wish);
                }
            }
            for slot in missing.into_values() {
                // One that has just been settled is not lost.
                if shared.running.holds(slot.id, slot.attempt) {
                    tracing::debug!(job.id = slot.id, slot.attempt, "no longer ours");
                    slot.stop(Reason::LeaseLost);
                }
            }
            true
        }
        Err(error) => {
            tracing::warn!(%error, "cannot renew the leases of running jobs");
            for beat in beats {
                let Some(slot) = slots.get(&(beat.id, beat.attempt)) else { continue };
                slot.unsent(beat);
                if slot.leased_until() <= Instant::now() {
                    slot.stop(Reason::LeaseLost);
                }
            }
            false
        }
    }
}
