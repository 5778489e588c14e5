//! Finds what is due and starts it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use calotype_store::jobs::{self, Claimed, Want};
use calotype_store::signals::Signal;
use calotype_store::{Engine, Micros, Result, now};
use tokio::time::Instant;

use super::{Shared, attempt, jitter};

/// Where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// In every queue, and when to look again.
    Everywhere,
    /// In the queues that had more than hands were free.
    Backlog,
}

/// Looks whenever work is announced, a job becomes due, or a hand is free for a queue that had more; else only at
/// the slow pace of the poll.
pub(super) async fn dispatch<S>(shared: Arc<Shared<S>>)
where
    S: Clone + Send + Sync + 'static,
{
    let poll = shared.settings.poll.unwrap_or(match shared.db.engine() {
        Engine::Sqlite => Duration::from_secs(60),
        Engine::Postgres => Duration::from_secs(3),
    });
    let mut work = shared.db.signals().subscribe(Signal::Work);
    let mut backlog = BTreeSet::new();
    let mut look = Look::Everywhere;
    let mut look_again = Instant::now();
    loop {
        if look == Look::Everywhere {
            work.mark_unchanged();
        }
        match round(&shared, &mut backlog, look).await {
            Ok(next_run_at) if look == Look::Everywhere => {
                let until_due = next_run_at.map_or(Duration::MAX, until);
                look_again = Instant::now() + until_due.min(jitter(poll));
            }
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "cannot look for work");
                look_again = Instant::now() + jitter(Duration::from_secs(1));
            }
        }
        look = tokio::select! {
            biased;
            () = shared.stops.taking.cancelled() => return,
            _ = work.changed() => Look::Everywhere,
            () = shared.running.freed.notified(), if !backlog.is_empty() => Look::Backlog,
            () = tokio::time::sleep_until(look_again) => Look::Everywhere,
        };
    }
}

/// Starts what is due as far as hands are free, and notes in `backlog` where more may be due. Answers when the next job
/// becomes due, if it looked everywhere.
async fn round<S>(
    shared: &Arc<Shared<S>>,
    backlog: &mut BTreeSet<&'static str>,
    look: Look,
) -> Result<Option<Micros>>
where
    S: Clone + Send + Sync + 'static,
{
    let mut next_run_at = None;
    if look == Look::Everywhere {
        let queues: Vec<&str> = shared.registry.queues().map(|(name, _)| name).collect();
        let kinds: Vec<&str> = shared.registry.kinds().map(|kind| kind.name).collect();
        let mut conn = shared.db.read().await?;
        let now = now();
        let due = jobs::queues_with_work(&mut conn, &queues, &kinds, now).await?;
        next_run_at = jobs::next_run_at(&mut conn, now).await?;
        *backlog = due.iter().filter_map(|name| shared.registry.queue(name)).map(|(name, _)| name).collect();
    }

    let wants: Vec<Want<'_>> = backlog.iter().filter_map(|name| want(shared, name)).collect();
    if wants.is_empty() {
        return Ok(next_run_at);
    }
    // Counted from before the claim, so that we never believe in a lease longer than the database does.
    let leased_until = Instant::now() + shared.settings.lease;
    let _claiming = shared.running.claiming();
    let mut tx = shared.db.write().await?;
    let mut claimed: Vec<Claimed> = Vec::new();
    for want in wants {
        let got = jobs::claim(&mut tx, &want, &shared.name, shared.settings.lease, now()).await?;
        if (got.len() as i64) < want.limit {
            backlog.remove(want.queue);
        }
        claimed.extend(got);
    }
    tx.commit().await?;
    for job in claimed {
        let place = shared.running.enter(&job, leased_until);
        shared.attempts.spawn(attempt::run(Arc::clone(shared), job, place));
    }
    Ok(next_run_at)
}

/// How long until a time; nothing for one that has passed.
fn until(at: Micros) -> Duration {
    Duration::from_micros((at - now()).max(0).unsigned_abs())
}

/// What a queue has free hands for, if any.
fn want<'a, S>(shared: &'a Shared<S>, queue: &str) -> Option<Want<'a>> {
    let (queue, rules) = shared.registry.queue(queue)?;
    let running = i64::try_from(shared.running.count(queue)).unwrap_or(i64::MAX);
    let limit = i64::from(rules.concurrency.node.get()) - running;
    let cluster_limit = rules.concurrency.cluster.map(|most| most.get().into());
    (limit > 0).then_some(Want { queue, kinds: &rules.kinds, limit, cluster_limit })
}
