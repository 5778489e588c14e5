//! The table of durable jobs: enqueue, claim by lease, settle, watch and steer.
//!
//! The life of a row, with what moves it:
//!
//! ```text
//! scheduled ──┐              ┌─▶ done
//! queued ─────┼─ claim ─▶ running ─▶ failed
//! retryable ──┘    ▲         ├─▶ cancelled
//!     ▲ ▲          │         │
//!     │ └──────────┼─────────┤ failed attempt, lease run out
//!     └────────────┴─────────┘ snoozed (scheduled), given back (queued)
//! ```
//!
//! `scheduled`, `queued` and `retryable` differ only in why the job waits; all three are claimed once `run_at` has
//! passed. A running job belongs to the worker that holds its lease, and every write about it names the holder
//! ([`Held`]), so that a worker that lost its lease changes nothing. Times about leases come from the clock of the
//! database, all others from the caller.

mod claim;
mod enqueue;
mod hold;
mod inspect;
mod purge;
mod schedule;
mod steer;

use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

pub use claim::{Claimed, Want, claim, next_run_at, queues_with_work};
pub use enqueue::{NewJob, enqueue, enqueue_all};
pub use hold::{Beat, End, Expired, Held, Renewed, abandoned, expired, is_still_expired, renew, settle};
pub use inspect::{
    Counts, Filter, QueueFigures, count_by_state, figures_by_queue, get, kinds_alive, list, recent_failures,
};
pub use purge::purge;
pub use schedule::{Turn, declare_schedule, take_schedule};
pub use steer::{Cancelled, Retried, cancel, retry};

use crate::{Json, Micros};

/// The number of a job, as people and programs see it.
pub type JobId = i64;

/// Where a job is in its life. The words are ours; each surface translates them into its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Waits for a time that was given when it was enqueued or snoozed.
    Scheduled,
    /// Waits for a free worker.
    Queued,
    /// A worker holds its lease.
    Running,
    /// Waits after a failed attempt.
    Retryable,
    /// Finished well.
    Done,
    /// Gave up.
    Failed,
    /// Ended by somebody's wish.
    Cancelled,
}

impl State {
    /// Every state, in the order of a job's life.
    pub const ALL: [Self; 7] = [
        Self::Scheduled,
        Self::Queued,
        Self::Running,
        Self::Retryable,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
    ];

    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Retryable => "retryable",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether something will still happen to the job by itself.
    #[must_use]
    pub fn is_alive(self) -> bool {
        matches!(self, Self::Scheduled | Self::Queued | Self::Running | Self::Retryable)
    }
}

impl TryFrom<String> for State {
    type Error = UnknownState;

    fn try_from(word: String) -> Result<Self, UnknownState> {
        Self::ALL.into_iter().find(|state| state.as_str() == word).ok_or(UnknownState(word))
    }
}

/// A word in the state column that this program does not know.
#[derive(Debug, thiserror::Error)]
#[error("unknown job state {0:?}")]
pub struct UnknownState(String);

/// One failed attempt in a job's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Which attempt, from 1.
    pub attempt: i64,
    /// When it failed.
    pub at: Micros,
    /// Why, in words for an administrator.
    pub error: String,
}

/// Everything about a job.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct JobRow {
    /// Its number.
    pub id: JobId,
    /// The tenant it works for, unless it serves the whole system.
    pub tenant_id: Option<Uuid>,
    /// What it does.
    pub kind: String,
    /// Where it waits.
    pub queue: String,
    /// Where it is in its life.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Lower runs first.
    pub priority: i64,
    /// What to do it with; only the kind knows the shape.
    pub payload: Json<serde_json::Value>,
    /// When it may start (again).
    pub run_at: Micros,
    /// Attempts started.
    pub attempt: i64,
    /// Attempts allowed.
    pub max_attempts: i64,
    /// Who runs it or ran it last.
    pub worker: Option<String>,
    /// Somebody asked for it to end while it was running.
    pub cancel_requested: bool,
    /// 0 to 1, where the job tells.
    pub progress: Option<f64>,
    /// What it is doing, where the job tells.
    pub progress_message: Option<String>,
    /// What it reported when done.
    pub result: Option<Json<serde_json::Value>>,
    /// Its failed attempts, oldest first.
    pub errors: Json<Vec<Failure>>,
    /// The asset or repository it is about.
    pub subject_id: Option<Uuid>,
    /// The user who caused it.
    pub requested_by: Option<Uuid>,
    /// The job that enqueued it.
    pub parent_id: Option<JobId>,
    /// When it was enqueued.
    pub created_at: Micros,
    /// When its last attempt started.
    pub attempted_at: Option<Micros>,
    /// When it ended for good.
    pub finished_at: Option<Micros>,
}

impl JobRow {
    /// Why the last attempt failed; empty when none did.
    #[must_use]
    pub fn last_error(&self) -> &str {
        self.errors.0.last().map_or("", |failure| &failure.error)
    }
}

/// The columns of [`JobRow`].
const COLUMNS: &str = "id, tenant_id, kind, queue, state, priority, payload, run_at, attempt, max_attempts, worker, \
     cancel_requested, progress, progress_message, result, errors, subject_id, requested_by, parent_id, created_at, \
     attempted_at, finished_at";

/// The states that are claimed. Written as in the partial indexes, which SQLite only uses for the same words.
const WAITING: &str = "state IN ('scheduled', 'queued', 'retryable')";

/// Shared by the stories of the neighbouring files.
#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;
    use crate::testing::TestDb;
    use crate::{Db, now};

    /// A job worth enqueueing; say what matters with struct update.
    pub(super) fn a_job() -> NewJob {
        NewJob::new("toy", "toys", &json!({"n": 1})).unwrap()
    }

    /// Enqueues and commits.
    pub(super) async fn put(db: &Db, job: NewJob) -> JobId {
        let mut tx = db.write().await.unwrap();
        let id = enqueue(&mut tx, &job, now()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Claims up to `limit` toys for `worker` under a long lease, and commits.
    pub(super) async fn take(db: &Db, worker: &str, limit: i64) -> Vec<Claimed> {
        let mut tx = db.write().await.unwrap();
        let want = Want { queue: "toys", kinds: &["toy"], limit, cluster_limit: None };
        let lease = std::time::Duration::from_secs(600);
        let claimed = claim(&mut tx, &want, worker, lease, now()).await.unwrap();
        tx.commit().await.unwrap();
        claimed
    }

    /// Settles what `worker` holds, and commits.
    pub(super) async fn end(db: &Db, job: &Claimed, worker: &str, end: End) -> bool {
        let mut tx = db.write().await.unwrap();
        let held = Held { id: job.id, attempt: job.attempt, worker };
        let state = settle(&mut tx, &held, end, now()).await.unwrap();
        tx.commit().await.unwrap();
        state.is_some()
    }

    /// Reads a job that must be there.
    pub(super) async fn look(db: &TestDb, id: JobId) -> JobRow {
        get(&mut db.read().await.unwrap(), id).await.unwrap().unwrap()
    }

    #[test]
    fn every_state_reads_back_from_its_word() {
        for state in State::ALL {
            assert_eq!(State::try_from(state.as_str().to_owned()).unwrap(), state);
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
        assert!(State::try_from("available".to_owned()).is_err());
    }
}
