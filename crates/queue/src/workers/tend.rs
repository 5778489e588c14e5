//! Tends to what belongs to no running job: leases that ran out, schedules, rows that are old.

use std::sync::Arc;
use std::time::Duration;

use calotype_store::jobs::{self, Expired, State};
use calotype_store::{Engine, Error, Micros, Result, now};

use super::attempt::{Tell, again_or_never, write_end};
use super::{PROCESS, Shared, jitter};
use crate::Backoff;

/// The schedule of the purge; a colon keeps it apart from the names of kinds.
const PURGE: &str = "queue:purge";

/// Rows deleted in one transaction, so that others get their turn in between.
const BATCH: i64 = 1_000;

/// Something that recurs, and when it is to be looked at again.
#[derive(Debug)]
struct Recurring {
    name: &'static str,
    every: Duration,
    at_start: bool,
    next_at: Micros,
}

/// Runs until the node takes no more.
pub(super) async fn tend<S>(shared: Arc<Shared<S>>) {
    let mut plan: Option<Vec<Recurring>> = None;
    loop {
        let pause = match round(&shared, &mut plan).await {
            Ok(pause) => pause,
            Err(error) => {
                tracing::warn!(%error, "cannot tend to the queue");
                jitter(Duration::from_secs(5))
            }
        };
        tokio::select! {
            () = shared.stops.taking.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Does what is due and answers how long nothing will be.
async fn round<S>(shared: &Shared<S>, plan: &mut Option<Vec<Recurring>>) -> Result<Duration> {
    let plan = match plan {
        Some(plan) => plan,
        None => {
            take_over(shared).await?;
            plan.insert(declare(shared).await?)
        }
    };
    bury(shared).await?;
    for turn in plan.iter_mut().filter(|turn| turn.next_at <= now()) {
        take_turn(shared, turn).await?;
    }
    let now = now();
    let until_turn =
        plan.iter().map(|turn| turn.next_at.saturating_sub(now).max(0)).min().unwrap_or(i64::MAX);
    // A lease that runs out announces itself to nobody.
    Ok(Duration::from_micros(until_turn.unsigned_abs()).min(jitter(shared.settings.lease / 2)))
}

/// On SQLite, whatever another process left running was left by a dead one.
async fn take_over<S>(shared: &Shared<S>) -> Result<()> {
    if shared.db.engine() != Engine::Sqlite {
        return Ok(());
    }
    let left = jobs::abandoned(&mut shared.db.read().await?, &PROCESS).await?;
    for job in left {
        put_back(shared, &job, "the process ended while the job was running", Lease::Whatever).await?;
    }
    Ok(())
}

/// Takes jobs away from workers whose lease ran out.
async fn bury<S>(shared: &Shared<S>) -> Result<()> {
    let expired = jobs::expired(&mut shared.db.read().await?).await?;
    for job in expired {
        // If it is one of ours, our keeper is late, not dead.
        if job.worker != shared.name || !shared.running.holds(job.id, job.attempt) {
            put_back(shared, &job, "its worker has not been heard of", Lease::RanOut).await?;
        }
    }
    Ok(())
}

/// What entitles us to take a job away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lease {
    /// The lease has run out, and must still have when we write.
    RanOut,
    /// The holder is dead whatever its lease says.
    Whatever,
}

async fn put_back<S>(shared: &Shared<S>, job: &Expired, why: &str, lease: Lease) -> Result<()> {
    let backoff = shared.registry.kind(&job.kind).map_or(Backoff::default(), |kind| kind.policy.backoff);
    for tell in [Tell::Subject, Tell::Nobody] {
        let mut tx = shared.db.write().await?;
        if lease == Lease::RanOut && !jobs::is_still_expired(&mut tx, &job.held()).await? {
            return Ok(());
        }
        let end = again_or_never(&job.errors.0, job.attempt, job.max_attempts, why, backoff, now());
        match write_end(shared, &mut tx, &job.held(), &job.kind, &job.payload.0, end, tell).await {
            Ok(state) => {
                tx.commit().await?;
                tracing::warn!(job.id, job.kind, job.attempt, job.worker, ?state, "taken over: {why}");
                return Ok(());
            }
            Err(error @ (Error::Unavailable(_) | Error::NotWritable(_))) => return Err(error),
            Err(error) => {
                tracing::error!(job.id, %error, "the job's setback failed, its subject is not told");
            }
        }
    }
    Ok(())
}

/// Makes everything that recurs known to all nodes.
async fn declare<S>(shared: &Shared<S>) -> Result<Vec<Recurring>> {
    let scheduled = shared.registry.kinds().filter_map(|kind| {
        let schedule = (kind.schedule)(&shared.state)?;
        Some(Recurring { name: kind.name, every: schedule.every, at_start: schedule.at_start, next_at: 0 })
    });
    let purge = Recurring { name: PURGE, every: shared.settings.purge, at_start: false, next_at: 0 };
    let plan: Vec<Recurring> = scheduled.chain([purge]).collect();
    let mut tx = shared.db.write().await?;
    for turn in &plan {
        jobs::declare_schedule(&mut tx, turn.name, turn.every, turn.at_start, now()).await?;
    }
    tx.commit().await?;
    Ok(plan)
}

/// Acts if it is our turn, and notes the next one. The turn and its job are one transaction.
async fn take_turn<S>(shared: &Shared<S>, turn: &mut Recurring) -> Result<()> {
    let recurring = shared.registry.kind(turn.name).and_then(|kind| (kind.schedule)(&shared.state));
    if let Some(recurring) = &recurring {
        turn.every = recurring.every;
    }
    let mut tx = shared.db.write().await?;
    let taken = jobs::take_schedule(&mut tx, turn.name, turn.every, now()).await?;
    if taken.ours
        && let Some(recurring) = recurring
    {
        jobs::enqueue(&mut tx, &recurring.job?, now()).await?;
    }
    tx.commit().await?;
    if taken.ours && turn.name == PURGE {
        purge(shared).await?;
        report_strangers(shared).await?;
    }
    turn.next_at = taken.next_at;
    Ok(())
}

async fn purge<S>(shared: &Shared<S>) -> Result<()> {
    let ago = |age: Duration| now() - i64::try_from(age.as_micros()).unwrap_or(i64::MAX);
    for (state, before) in [
        (State::Done, ago(shared.settings.keep_done)),
        (State::Cancelled, ago(shared.settings.keep_done)),
        (State::Failed, ago(shared.settings.keep_failed)),
    ] {
        loop {
            let mut tx = shared.db.write().await?;
            let gone = jobs::purge(&mut tx, state, before, BATCH).await?;
            tx.commit().await?;
            if gone < BATCH.unsigned_abs() {
                break;
            }
        }
    }
    Ok(())
}

/// Jobs that nobody here can run wait for somebody who can, but not in silence.
async fn report_strangers<S>(shared: &Shared<S>) -> Result<()> {
    for (kind, jobs) in shared.registry.strangers(&mut shared.db.read().await?).await? {
        tracing::warn!(kind, jobs, "jobs wait that this program has no handler for");
    }
    Ok(())
}
