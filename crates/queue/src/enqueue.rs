//! Writing jobs down, in the transaction of what causes them.

use calotype_store::jobs::{self, JobId, NewJob};
use calotype_store::{Conn, Micros, Result, now};
use uuid::Uuid;

use crate::Job;

/// What is known about one job besides its payload. Everything may be left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ticket {
    /// Not before this time.
    pub run_at: Option<Micros>,
    /// In place of the kind's; lower runs first.
    pub priority: Option<i64>,
    /// The tenant it works for.
    pub tenant_id: Option<Uuid>,
    /// The user who causes it.
    pub requested_by: Option<Uuid>,
    /// The job that enqueues it.
    pub parent_id: Option<JobId>,
}

/// Writes `job` into the caller's transaction; it runs once that has committed. Answers its number, or the number of
/// the job that has its unique key.
///
/// # Errors
/// Any database failure.
pub async fn enqueue<J: Job>(conn: &mut Conn, job: &J) -> Result<JobId> {
    enqueue_with(conn, job, &Ticket::default()).await
}

/// [`enqueue`] with a ticket.
///
/// # Errors
/// Any database failure.
pub async fn enqueue_with<J: Job>(conn: &mut Conn, job: &J, ticket: &Ticket) -> Result<JobId> {
    let now = now();
    jobs::enqueue(conn, &write_down(job, ticket, now)?, now).await
}

/// Writes many jobs in a few statements and answers how many are new; those whose unique key is taken are left out.
///
/// # Errors
/// Any database failure.
pub async fn enqueue_all<'a, J: Job>(conn: &mut Conn, jobs: impl IntoIterator<Item = &'a J>) -> Result<u64> {
    enqueue_all_with(conn, jobs, &Ticket::default()).await
}

/// [`enqueue_all`] with a ticket for each of them.
///
/// # Errors
/// Any database failure.
pub async fn enqueue_all_with<'a, J: Job>(
    conn: &mut Conn,
    jobs: impl IntoIterator<Item = &'a J>,
    ticket: &Ticket,
) -> Result<u64> {
    let now = now();
    let rows = jobs.into_iter().map(|job| write_down(job, ticket, now)).collect::<Result<Vec<_>>>()?;
    jobs::enqueue_all(conn, &rows, now).await
}

/// The row of a job.
pub(crate) fn write_down<J: Job>(job: &J, ticket: &Ticket, now: Micros) -> Result<NewJob> {
    let policy = J::policy();
    let unique = job.unique();
    Ok(NewJob {
        priority: ticket.priority.unwrap_or(policy.priority),
        max_attempts: policy.attempts.into(),
        timeout_ms: i64::try_from(policy.timeout.as_millis()).unwrap_or(i64::MAX),
        run_at: ticket.run_at,
        unique_until: unique
            .as_ref()
            .and_then(|unique| unique.period)
            .map(|period| now.saturating_add(i64::try_from(period.as_micros()).unwrap_or(i64::MAX))),
        unique_key: unique.map(|unique| unique.key),
        tenant_id: ticket.tenant_id,
        subject_id: job.subject(),
        requested_by: ticket.requested_by,
        parent_id: ticket.parent_id,
        ..NewJob::new(J::KIND, J::QUEUE, job)?
    })
}
