//! What an administrator, or the one who asked for it, does to a job.

use super::{JobId, State};
use crate::signals::Signal;
use crate::{Conn, Micros, Result, args};

/// What became of a wish to cancel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cancelled {
    /// It was waiting and never starts.
    Now,
    /// It is running and has been asked to end.
    Asked,
    /// It had already ended in this state.
    TooLate(State),
}

/// Cancels a job; `None` when there is no such job.
///
/// # Errors
/// Any database failure.
pub async fn cancel(conn: &mut Conn, id: JobId, now: Micros) -> Result<Option<Cancelled>> {
    let row: Option<(String,)> = conn
        .optional(
            "UPDATE jobs SET cancel_requested = TRUE,
                state = CASE WHEN state = 'running' THEN 'running' ELSE 'cancelled' END,
                finished_at = CASE WHEN state = 'running' THEN NULL ELSE $2 END
             WHERE id = $1 AND state IN ('scheduled', 'queued', 'running', 'retryable') RETURNING state",
            args![id, now],
        )
        .await?;
    match row {
        Some((state,)) if state == State::Running.as_str() => {
            conn.signal(Signal::Cancel).await?;
            Ok(Some(Cancelled::Asked))
        }
        Some(_) => Ok(Some(Cancelled::Now)),
        None => Ok(state_of(conn, id).await?.map(Cancelled::TooLate)),
    }
}

/// What became of a wish to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retried {
    /// It waits for a worker.
    Queued,
    /// It is waiting or running already, or done.
    NotNow(State),
    /// Another job has taken over its unique key.
    ReplacedBy(JobId),
}

/// Puts a job that failed, was cancelled or waits for a later time back into its queue, with one more attempt if none
/// is left; `None` when there is no such job.
///
/// # Errors
/// Any database failure.
pub async fn retry(conn: &mut Conn, id: JobId, now: Micros) -> Result<Option<Retried>> {
    let replaced = "SELECT other.id FROM jobs other JOIN jobs this ON other.kind = this.kind
         AND other.unique_key = this.unique_key AND other.id <> this.id
         WHERE this.id = $1 AND this.state IN ('failed', 'cancelled') AND other.state NOT IN ('failed', 'cancelled')";
    if let Some((other,)) = conn.optional(replaced, args![id]).await? {
        return Ok(Some(Retried::ReplacedBy(other)));
    }
    let touched = conn
        .exec(
            "UPDATE jobs SET state = 'queued', run_at = $2, finished_at = NULL, cancel_requested = FALSE,
                max_attempts = CASE WHEN attempt < max_attempts THEN max_attempts ELSE attempt + 1 END
             WHERE id = $1 AND state IN ('scheduled', 'retryable', 'failed', 'cancelled')",
            args![id, now],
        )
        .await?;
    if touched > 0 {
        conn.signal(Signal::Work).await?;
        return Ok(Some(Retried::Queued));
    }
    Ok(state_of(conn, id).await?.map(Retried::NotNow))
}

async fn state_of(conn: &mut Conn, id: JobId) -> Result<Option<State>> {
    Ok(super::get(conn, id).await?.map(|job| job.state))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::Value;

    use super::super::tests::{a_job, end, look, put, take};
    use super::super::{End, NewJob};
    use super::*;
    use crate::testing::TestDb;
    use crate::{Db, now};

    crate::on_both_engines![
        a_waiting_job_is_cancelled_at_once,
        a_running_job_is_asked_and_a_finished_one_left_alone,
        a_job_that_gave_up_gets_one_more_attempt,
        a_job_whose_key_was_taken_over_is_not_brought_back,
    ];

    async fn cancel_now(db: &Db, id: JobId) -> Option<Cancelled> {
        let mut tx = db.write().await.unwrap();
        let answer = cancel(&mut tx, id, now()).await.unwrap();
        tx.commit().await.unwrap();
        answer
    }

    async fn retry_now(db: &Db, id: JobId) -> Option<Retried> {
        let mut tx = db.write().await.unwrap();
        let answer = retry(&mut tx, id, now()).await.unwrap();
        tx.commit().await.unwrap();
        answer
    }

    async fn a_waiting_job_is_cancelled_at_once(db: TestDb) {
        let id = put(&db, a_job()).await;
        assert_eq!(cancel_now(&db, id).await, Some(Cancelled::Now));
        let row = look(&db, id).await;
        assert!(row.state == State::Cancelled && row.finished_at.is_some());
        assert_eq!(take(&db, "w", 1).await, []);
        assert_eq!(retry_now(&db, id).await, Some(Retried::Queued));
        assert_eq!(take(&db, "w", 1).await.len(), 1);
        assert_eq!(cancel_now(&db, 404).await, None);
        assert_eq!(retry_now(&db, 404).await, None);
    }

    async fn a_running_job_is_asked_and_a_finished_one_left_alone(db: TestDb) {
        let id = put(&db, a_job()).await;
        let job = take(&db, "w", 1).await.pop().unwrap();
        let heard = db.signals().subscribe(Signal::Cancel);
        assert_eq!(cancel_now(&db, id).await, Some(Cancelled::Asked));
        assert!(heard.has_changed().unwrap());
        assert_eq!(retry_now(&db, id).await, Some(Retried::NotNow(State::Running)));
        end(&db, &job, "w", End::Done { result: Value::Null }).await;
        assert_eq!(cancel_now(&db, id).await, Some(Cancelled::TooLate(State::Done)));
        assert_eq!(retry_now(&db, id).await, Some(Retried::NotNow(State::Done)));
    }

    async fn a_job_that_gave_up_gets_one_more_attempt(db: TestDb) {
        let id = put(&db, NewJob { max_attempts: 1, ..a_job() }).await;
        let job = take(&db, "w", 1).await.pop().unwrap();
        end(&db, &job, "w", End::Failed { errors: vec![] }).await;
        assert_eq!(retry_now(&db, id).await, Some(Retried::Queued));
        let row = look(&db, id).await;
        assert_eq!((row.state, row.attempt, row.max_attempts, row.finished_at), (State::Queued, 1, 2, None));
    }

    async fn a_job_whose_key_was_taken_over_is_not_brought_back(db: TestDb) {
        let job = || NewJob { unique_key: Some("k".into()), ..a_job() };
        let first = put(&db, job()).await;
        cancel_now(&db, first).await;
        let second = put(&db, job()).await;
        assert_eq!(retry_now(&db, first).await, Some(Retried::ReplacedBy(second)));
        assert_eq!(look(&db, first).await.state, State::Cancelled);
    }
}
