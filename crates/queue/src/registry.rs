//! All kinds of jobs a program can run, in one list that checks itself.

use std::collections::BTreeMap;
use std::time::Duration;

use calotype_store::jobs::{self, NewJob};
use calotype_store::{Conn, Result, now};
use futures::future::BoxFuture;
use serde_json::Value;

use crate::enqueue::write_down;
use crate::{Concurrency, Job, JobContext, Outcome, Policy, Setback, Ticket};

/// A kind of job with its type forgotten.
#[derive(Debug)]
pub struct Kind<S> {
    /// The stored name.
    pub name: &'static str,
    /// Where it waits.
    pub queue: &'static str,
    /// Its rules.
    pub policy: Policy,
    pub(crate) start: fn(Value, JobContext<S>) -> serde_json::Result<BoxFuture<'static, Outcome>>,
    pub(crate) schedule: fn(&S) -> Option<Recurring>,
    setback: for<'a> fn(Value, &'a S, &'a mut Conn, &'a Setback<'a>) -> BoxFuture<'a, Result<()>>,
}

/// A schedule with the type of its job forgotten.
#[derive(Debug)]
pub(crate) struct Recurring {
    pub(crate) every: Duration,
    pub(crate) at_start: bool,
    pub(crate) job: Result<NewJob>,
}

impl<S: Sync + 'static> Kind<S> {
    /// The kind of a job type.
    #[must_use]
    pub fn of<J: Job<State = S>>() -> Self {
        Self {
            name: J::KIND,
            queue: J::QUEUE,
            policy: J::policy(),
            start: |payload, context| {
                let job: J = serde_json::from_value(payload)?;
                Ok(Box::pin(job.run(context)))
            },
            schedule: |state| {
                let schedule = J::schedule(state)?;
                let job = write_down(&schedule.job, &Ticket::default(), now());
                Some(Recurring { every: schedule.every, at_start: schedule.at_start, job })
            },
            setback: |payload, state, conn, setback| {
                Box::pin(async move {
                    // A payload that does not parse names no subject that could be told.
                    let Ok(job) = serde_json::from_value::<J>(payload) else { return Ok(()) };
                    job.setback(state, conn, setback).await
                })
            },
        }
    }
}

/// Where jobs wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// How many run at the same time.
    pub concurrency: Concurrency,
    /// The kinds that wait here, in alphabetical order.
    pub kinds: Vec<&'static str>,
}

/// Every kind a program can run.
#[derive(Debug)]
pub struct Registry<S> {
    kinds: BTreeMap<&'static str, Kind<S>>,
    queues: BTreeMap<&'static str, Queue>,
}

/// A list of kinds that cannot be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// Two types claim the same rows.
    #[error("two jobs are called {0}")]
    DuplicateKind(&'static str),
    /// A queue has one concurrency, stated by each of its kinds.
    #[error("the kinds of the queue {0} do not agree on its concurrency")]
    Disagreement(&'static str),
    /// It would fail before it starts.
    #[error("{0} has no attempts")]
    NoAttempts(&'static str),
}

impl<S> Registry<S> {
    /// Checks a list of kinds.
    ///
    /// # Errors
    /// When two kinds have one name, the kinds of one queue state different concurrencies, or a kind has no attempts.
    pub fn new(list: impl IntoIterator<Item = Kind<S>>) -> Result<Self, RegistryError> {
        let mut registry = Self { kinds: BTreeMap::new(), queues: BTreeMap::new() };
        for kind in list {
            if kind.policy.attempts == 0 {
                return Err(RegistryError::NoAttempts(kind.name));
            }
            let concurrency = kind.policy.concurrency;
            let queue =
                registry.queues.entry(kind.queue).or_insert_with(|| Queue { concurrency, kinds: Vec::new() });
            if queue.concurrency != concurrency {
                return Err(RegistryError::Disagreement(kind.queue));
            }
            queue.kinds.push(kind.name);
            queue.kinds.sort_unstable();
            let name = kind.name;
            if registry.kinds.insert(name, kind).is_some() {
                return Err(RegistryError::DuplicateKind(name));
            }
        }
        Ok(registry)
    }

    /// Every kind, in alphabetical order.
    pub fn kinds(&self) -> impl Iterator<Item = &Kind<S>> {
        self.kinds.values()
    }

    /// Every queue with its name, in alphabetical order.
    pub fn queues(&self) -> impl Iterator<Item = (&'static str, &Queue)> {
        self.queues.iter().map(|(name, queue)| (*name, queue))
    }

    /// Tells the subject of a job what has become of it, in the transaction that writes it down.
    pub(crate) async fn tell(
        &self,
        state: &S,
        conn: &mut Conn,
        kind: &str,
        payload: &Value,
        setback: Setback<'_>,
    ) -> Result<()> {
        match self.kind(kind) {
            Some(kind) => (kind.setback)(payload.clone(), state, conn, &setback).await,
            None => Ok(()),
        }
    }

    pub(crate) fn kind(&self, name: &str) -> Option<&Kind<S>> {
        self.kinds.get(name)
    }

    pub(crate) fn queue(&self, name: &str) -> Option<(&'static str, &Queue)> {
        self.queues.get_key_value(name).map(|(name, queue)| (*name, queue))
    }

    /// Kinds that have jobs alive in the database but are not in this registry, with how many: written by a newer
    /// release, or by an older one whose kind was dropped too early. Their jobs wait until somebody knows them.
    ///
    /// # Errors
    /// Any database failure.
    pub async fn strangers(&self, conn: &mut Conn) -> Result<Vec<(String, i64)>> {
        let mut alive = jobs::kinds_alive(conn).await?;
        alive.retain(|(kind, _)| !self.kinds.contains_key(kind.as_str()));
        Ok(alive)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::DONE;

    /// A job without a body, in a queue with a concurrency.
    macro_rules! toy {
        ($type:ident, $kind:literal, $queue:literal, $concurrency:expr) => {
            #[derive(Serialize, Deserialize)]
            struct $type;

            impl Job for $type {
                type State = ();
                const KIND: &'static str = $kind;
                const QUEUE: &'static str = $queue;

                fn policy() -> Policy {
                    Policy { concurrency: $concurrency, ..Policy::default() }
                }

                async fn run(self, _: JobContext<()>) -> Outcome {
                    DONE
                }
            }
        };
    }

    toy!(A, "a", "shared", Concurrency::per_node(2));
    toy!(B, "b", "shared", Concurrency::per_node(2));
    toy!(OtherA, "a", "other", Concurrency::per_node(2));
    toy!(Stubborn, "c", "shared", Concurrency::ALONE);

    #[test]
    fn a_list_is_sorted_into_queues() {
        let registry = Registry::new([Kind::of::<B>(), Kind::of::<A>()]).unwrap();
        let queues: Vec<_> = registry.queues().collect();
        let shared = Queue { concurrency: Concurrency::per_node(2), kinds: vec!["a", "b"] };
        assert_eq!(queues, [("shared", &shared)]);
    }

    #[test]
    fn one_name_for_two_jobs_is_refused() {
        let error = Registry::new([Kind::of::<A>(), Kind::of::<OtherA>()]).unwrap_err();
        assert_eq!(error, RegistryError::DuplicateKind("a"));
    }

    #[test]
    fn a_kind_without_attempts_is_refused() {
        let mut kind = Kind::of::<A>();
        kind.policy.attempts = 0;
        assert_eq!(Registry::new([kind]).unwrap_err(), RegistryError::NoAttempts("a"));
    }

    #[test]
    fn kinds_of_a_queue_agree_on_its_concurrency() {
        let error = Registry::new([Kind::of::<A>(), Kind::of::<Stubborn>()]).unwrap_err();
        assert_eq!(error, RegistryError::Disagreement("shared"));
    }
}
