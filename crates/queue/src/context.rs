//! What a running job is given.

use std::sync::Arc;

use calotype_store::jobs::{Claimed, JobId};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::Ticket;
use crate::workers::Slot;

/// What a running job knows about itself and its surroundings.
#[derive(Debug, Clone)]
pub struct JobContext<S> {
    state: S,
    slot: Arc<Slot>,
    max_attempts: i64,
    tenant_id: Option<Uuid>,
    requested_by: Option<Uuid>,
}

impl<S> JobContext<S> {
    pub(crate) fn new(state: S, job: &Claimed, slot: Arc<Slot>) -> Self {
        let Claimed { max_attempts, tenant_id, requested_by, .. } = *job;
        Self { state, slot, max_attempts, tenant_id, requested_by }
    }

    /// The handles jobs work with.
    pub fn state(&self) -> &S {
        &self.state
    }

    /// The number of this job.
    pub fn job_id(&self) -> JobId {
        self.slot.id
    }

    /// Which attempt this is, from 1.
    pub fn attempt(&self) -> i64 {
        self.slot.attempt
    }

    /// Whether a [`Stop::Retry`](crate::Stop::Retry) now would be the end: the moment to tell the subject.
    pub fn is_last_attempt(&self) -> bool {
        self.slot.attempt >= self.max_attempts
    }

    /// The user who caused this job.
    pub fn requested_by(&self) -> Option<Uuid> {
        self.requested_by
    }

    /// The ticket for jobs that follow from this one: same tenant, same user, this job as the parent.
    pub fn ticket(&self) -> Ticket {
        Ticket {
            tenant_id: self.tenant_id,
            requested_by: self.requested_by,
            parent_id: Some(self.job_id()),
            ..Ticket::default()
        }
    }

    /// Tells how far the job is, 0 to 1, and what it is doing. Cheap: written at most once a second.
    pub fn progress(&self, fraction: f64, message: impl Into<String>) {
        self.slot.report(fraction, message.into());
    }

    /// Fires when the job should end: an administrator wants it, the process is about to end, or the lease was lost.
    /// A long job watches it, stops at the next safe point and answers [`Stop::Cancelled`](crate::Stop::Cancelled); one
    /// that does not is dropped at an await after a grace.
    pub fn token(&self) -> &CancellationToken {
        self.slot.token()
    }
}
