//! What a job is, and the rules it is run by.

use std::fmt::Display;
use std::num::NonZeroU32;
use std::time::Duration;

use calotype_store::Conn;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{Backoff, JobContext, Outcome};

/// A payload and what to do with it.
///
/// The payload is stored as JSON and read back by whichever release runs the job, so keep it to ids, and give new
/// fields a default: the rows of yesterday must still parse. A row that does not parse is tried again like any failed
/// attempt, since a node of the newer release may be able to read it.
///
/// A kind that is retired keeps its name in the registry with a body that answers [`DONE`](crate::DONE), until its rows
/// have drained.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The handles the body works with.
    type State: Clone + Send + Sync + 'static;

    /// The stored name. Never changes.
    const KIND: &'static str;

    /// Where it waits. Kinds that share a queue share its [`Concurrency`].
    const QUEUE: &'static str = Self::KIND;

    /// The rules of the kind.
    #[must_use]
    fn policy() -> Policy {
        Policy::default()
    }

    /// What makes this job the same as another one of its kind.
    fn unique(&self) -> Option<Unique> {
        None
    }

    /// The asset or repository it is about, so that the job is found from there.
    fn subject(&self) -> Option<Uuid> {
        None
    }

    /// The job to enqueue again and again by itself, once a period however many nodes there are. Asked when workers
    /// start (`None` then means never) and before each turn (`None` then lets this turn pass).
    #[must_use]
    fn schedule(_state: &Self::State) -> Option<Schedule<Self>> {
        None
    }

    /// Tells the subject that an attempt came to nothing: it failed, took too long, panicked, died with its process,
    /// or was cancelled. Part of the transaction that writes this down, so the job and its subject always agree; keep
    /// it to a few statements. Does not run when the attempt is snoozed or given back, for then nothing has happened.
    fn setback(
        &self,
        _state: &Self::State,
        _conn: &mut Conn,
        _setback: &Setback<'_>,
    ) -> impl Future<Output = calotype_store::Result<()>> + Send {
        std::future::ready(Ok(()))
    }

    /// Does it. May be dropped at any await: after the timeout, when an administrator's wish or the end of the
    /// process is not heeded in time, or when the lease is lost.
    fn run(self, context: JobContext<Self::State>) -> impl Future<Output = Outcome> + Send;
}

/// How an attempt came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setback<'a> {
    /// It failed for this reason; there will be another one.
    Retry(&'a str),
    /// It failed for this reason, and for good.
    Failed(&'a str),
    /// It was cancelled, before or after it had started.
    Cancelled,
}

/// The rules of a kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Attempts allowed, counting the first. 25 by default, which with the default back-off is about three weeks.
    pub attempts: u32,
    /// Limit of one attempt. Five minutes by default.
    pub timeout: Duration,
    /// Lower runs first within the queue. 100 by default.
    pub priority: i64,
    /// How long to wait after a failed attempt.
    pub backoff: Backoff,
    /// How many of the queue run at the same time.
    pub concurrency: Concurrency,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            attempts: 25,
            timeout: Duration::from_secs(300),
            priority: 100,
            backoff: Backoff::default(),
            concurrency: Concurrency::default(),
        }
    }
}

/// How many jobs of a queue run at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concurrency {
    /// On one node.
    pub node: NonZeroU32,
    /// On all nodes together, where that matters: a licence, a rate limit elsewhere, work that must not overlap.
    pub cluster: Option<NonZeroU32>,
}

impl Concurrency {
    /// So many on every node.
    ///
    /// # Panics
    /// For zero; evaluated in a `const`, that fails the build.
    #[must_use]
    pub const fn per_node(node: u32) -> Self {
        match NonZeroU32::new(node) {
            Some(node) => Self { node, cluster: None },
            None => panic!("a queue that runs nothing"),
        }
    }

    /// One at a time on all nodes together.
    pub const ALONE: Self = Self { node: NonZeroU32::MIN, cluster: Some(NonZeroU32::MIN) };
}

impl Default for Concurrency {
    fn default() -> Self {
        Self::per_node(1)
    }
}

/// At most one job of a kind and key at a time; asking again answers the one that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    pub(crate) key: String,
    pub(crate) period: Option<Duration>,
}

impl Unique {
    /// While the job is waiting or running.
    #[must_use]
    pub fn while_alive(key: impl Display) -> Self {
        Self { key: key.to_string(), period: None }
    }

    /// While the job is waiting or running, and for `period` after it was enqueued even when it is done sooner. A
    /// job that failed or was cancelled blocks nobody.
    #[must_use]
    pub fn within(period: Duration, key: impl Display) -> Self {
        Self { key: key.to_string(), period: Some(period) }
    }
}

/// A job that enqueues itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule<J> {
    /// The period.
    pub every: Duration,
    /// Also whenever workers start, without waiting for the next turn.
    pub at_start: bool,
    /// What to enqueue. Give it a [`Job::unique`] key where two at a time would be a waste.
    pub job: J,
}
