//! One attempt of one job, from its start to the row that says how it ended.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use calotype_store::jobs::{self, Claimed, End, Failure, Held, State};
use calotype_store::signals::Signal;
use calotype_store::{Conn, Error, Micros, Result, now};
use serde_json::Value;
use tokio_util::task::AbortOnDropHandle;
use tracing::Instrument;

use super::Shared;
use super::running::{Occupied, Reason, Slot};
use crate::{Backoff, JobContext, Outcome, Setback, Stop};

/// Failures kept in a job's history, the latest; more would only make the row heavy.
const HISTORY: usize = 25;

/// Characters kept of one failure's reason.
const REASON: usize = 2_000;

/// Runs a claimed job and settles it. `place` is given up at the end, whatever happens.
pub(super) async fn run<S>(shared: Arc<Shared<S>>, job: Claimed, place: Occupied)
where
    S: Clone + Send + Sync + 'static,
{
    let span = tracing::info_span!("job", job.id, kind = job.kind, job.attempt);
    let work = async {
        let verdict = Box::pin(watch(&shared, &job, &place.slot)).await;
        let backoff = shared.registry.kind(&job.kind).map_or(Backoff::default(), |kind| kind.policy.backoff);
        let Some(end) = ending(verdict, place.slot.reason(), &job, backoff, now()) else { return };
        settle(&shared, &job, &place.slot, end).await;
    };
    work.instrument(span).await;
}

/// What came of a body.
#[derive(Debug)]
enum Verdict {
    /// It answered.
    Answered(Outcome),
    /// It panicked, saying this.
    Panicked(String),
    /// It was dropped before it answered.
    Dropped,
}

/// Runs the body until it answers, takes too long, or does not heed the wish to end.
async fn watch<S>(shared: &Shared<S>, job: &Claimed, slot: &Arc<Slot>) -> Verdict
where
    S: Clone + Send + Sync + 'static,
{
    let Some(kind) = shared.registry.kind(&job.kind) else {
        return Verdict::Answered(Err(Stop::retry("no handler for this kind")));
    };
    let context = JobContext::new(shared.state.clone(), job, Arc::clone(slot));
    let body = match (kind.start)(job.payload.0.clone(), context) {
        Ok(body) => body,
        Err(error) => {
            return Verdict::Answered(Err(Stop::retry(format!("the payload does not parse: {error}"))));
        }
    };
    let mut body = AbortOnDropHandle::new(tokio::spawn(body.in_current_span()));
    let timeout = Duration::from_millis(job.timeout_ms.try_into().unwrap_or(0));
    tokio::select! {
        joined = &mut body => return verdict(joined),
        () = tokio::time::sleep(timeout) => slot.stop(Reason::Timeout),
        () = impatience(shared, slot) => {}
    }
    // Waited for, so that the next attempt does not overlap with the rest of this one.
    body.abort();
    verdict(body.await)
}

fn verdict(joined: Result<Outcome, tokio::task::JoinError>) -> Verdict {
    match joined {
        Ok(outcome) => Verdict::Answered(outcome),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => Verdict::Panicked(words_of(&*panic)),
            Err(_aborted) => Verdict::Dropped,
        },
    }
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().copied();
    words.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message").to_owned()
}

/// Ends when a job that was asked to end has had its time to do so.
async fn impatience<S>(shared: &Shared<S>, slot: &Slot) {
    slot.token().cancelled().await;
    match slot.reason() {
        Some(Reason::Shutdown) => shared.stops.running.cancelled().await,
        _ => tokio::time::sleep(shared.settings.grace).await,
    }
}

/// What becomes of the job; `None`: that is not for us to say.
fn ending(
    verdict: Verdict,
    reason: Option<Reason>,
    job: &Claimed,
    backoff: Backoff,
    now: Micros,
) -> Option<End> {
    let stop = match verdict {
        Verdict::Answered(Ok(result)) => return Some(End::Done { result }),
        Verdict::Answered(Err(Stop::Cancelled)) | Verdict::Dropped => match reason {
            Some(Reason::Shutdown) => return Some(End::GivenBack),
            Some(Reason::LeaseLost) => return None,
            Some(Reason::Timeout) => Stop::Retry(format!("took longer than {} ms", job.timeout_ms)),
            Some(Reason::Wish) | None => Stop::Cancelled,
        },
        // Whatever it complains about, it was not to go on anyway.
        Verdict::Answered(Err(_)) if reason == Some(Reason::Wish) => Stop::Cancelled,
        Verdict::Answered(Err(stop)) => stop,
        Verdict::Panicked(words) => Stop::Retry(format!("panicked: {words}")),
    };
    Some(match stop {
        Stop::Retry(why) => again_or_never(&job.errors.0, job.attempt, job.max_attempts, &why, backoff, now),
        Stop::Snooze(rest) => End::Snoozed { run_at: later(now, rest) },
        Stop::Fail(why) => End::Failed { errors: with_failure(&job.errors.0, job.attempt, &why, now) },
        Stop::Cancelled => End::Cancelled,
    })
}

/// A failed attempt: another one after a rest, or the end when none is left.
pub(super) fn again_or_never(
    errors: &[Failure],
    attempt: i64,
    max_attempts: i64,
    why: &str,
    backoff: Backoff,
    now: Micros,
) -> End {
    let errors = with_failure(errors, attempt, why, now);
    if attempt >= max_attempts {
        return End::Failed { errors };
    }
    let failures = usize::try_from(attempt).unwrap_or(usize::MAX);
    End::Retry { run_at: later(now, backoff.after(failures)), errors }
}

fn with_failure(errors: &[Failure], attempt: i64, why: &str, at: Micros) -> Vec<Failure> {
    // PostgreSQL stores no U+0000, and it is nothing a person could read.
    let error = why.chars().filter(|c| *c != '\0').take(REASON).collect();
    let forgotten = (errors.len() + 1).saturating_sub(HISTORY);
    errors.iter().skip(forgotten).cloned().chain([Failure { attempt, at, error }]).collect()
}

fn later(now: Micros, rest: Duration) -> Micros {
    now.saturating_add(i64::try_from(rest.as_micros()).unwrap_or(i64::MAX))
}

/// Writes how the attempt ended, for as long as it is ours to write.
async fn settle<S>(shared: &Shared<S>, job: &Claimed, slot: &Slot, mut end: End)
where
    S: Clone + Send + Sync + 'static,
{
    let mut pause = Duration::from_millis(100);
    let mut tell = Tell::Subject;
    loop {
        let error = match try_settle(shared, job, end.clone(), tell).await {
            Ok(Some(state)) => return tracing::debug!(?state, "settled"),
            Ok(None) => return tracing::warn!("the lease was lost, somebody else decides"),
            Err(error) => error,
        };
        // What the database refuses once it refuses for ever. Only a report or what the job itself writes can be such.
        match (&end, &error) {
            (End::Done { .. }, Error::Database(_)) => {
                let why = format!("its report cannot be stored: {error}");
                end = again_or_never(
                    &job.errors.0,
                    job.attempt,
                    job.max_attempts,
                    &why,
                    Backoff::default(),
                    now(),
                );
                continue;
            }
            (_, Error::Database(_) | Error::Unique(_) | Error::ForeignKey(_) | Error::RowNotFound)
                if tell == Tell::Subject =>
            {
                tracing::error!(%error, "the job's setback failed, its subject is not told");
                tell = Tell::Nobody;
                continue;
            }
            _ => tracing::warn!(%error, "cannot write how a job ended, trying again"),
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = shared.stops.running.cancelled() => return,
        }
        if slot.reason() == Some(Reason::LeaseLost) && !matches!(end, End::Done { .. }) {
            return;
        }
        pause = (pause * 2).min(Duration::from_secs(5));
    }
}

/// Whether the job's own words go into the transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tell {
    /// They do.
    Subject,
    /// They have failed before.
    Nobody,
}

async fn try_settle<S>(shared: &Shared<S>, job: &Claimed, end: End, tell: Tell) -> Result<Option<State>> {
    let held = Held { id: job.id, attempt: job.attempt, worker: &shared.name };
    let mut tx = shared.db.write().await?;
    let state = write_end(shared, &mut tx, &held, &job.kind, &job.payload.0, end, tell).await?;
    let limited =
        shared.registry.queue(&job.queue).is_some_and(|(_, queue)| queue.concurrency.cluster.is_some());
    if limited {
        // Another node may have been waiting for this one to end.
        tx.signal(Signal::Work).await?;
    }
    tx.commit().await?;
    Ok(state)
}

/// The row and the subject's knowledge of it, in one transaction.
pub(super) async fn write_end<S>(
    shared: &Shared<S>,
    tx: &mut Conn,
    held: &Held<'_>,
    kind: &str,
    payload: &Value,
    end: End,
    tell: Tell,
) -> Result<Option<State>> {
    let why = match &end {
        End::Retry { errors, .. } | End::Failed { errors } => errors.last().map(|last| last.error.clone()),
        End::Done { .. } | End::Snoozed { .. } | End::GivenBack | End::Cancelled => None,
    };
    let state = jobs::settle(tx, held, end, now()).await?;
    let why = why.as_deref().unwrap_or_default();
    // By the state that came of it: somebody may have cancelled the job while it failed.
    let setback = match state {
        Some(State::Retryable) => Setback::Retry(why),
        Some(State::Failed) => Setback::Failed(why),
        Some(State::Cancelled) => Setback::Cancelled,
        Some(State::Scheduled | State::Queued | State::Running | State::Done) | None => return Ok(state),
    };
    if tell == Tell::Subject {
        shared.registry.tell(&shared.state, tx, kind, payload, setback).await?;
    }
    Ok(state)
}
