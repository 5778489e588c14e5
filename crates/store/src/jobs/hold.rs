//! What the holder of a lease does: keep it, and bring the job to an end. And what becomes of leases that ran out.

use std::time::Duration;

use serde_json::{Value, json};
use sqlx::FromRow;

use super::claim::micros;
use super::{Failure, JobId, State};
use crate::dialect::{Field, clock, records, skip_locked};
use crate::signals::Signal;
use crate::{Conn, Json, Micros, Result, args};

/// Who holds which attempt of a job. An attempt has one holder in all its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held<'a> {
    /// The job.
    pub id: JobId,
    /// The attempt, from 1.
    pub attempt: i64,
    /// The holder.
    pub worker: &'a str,
}

/// A sign of life for one running job.
#[derive(Debug, Clone, PartialEq)]
pub struct Beat {
    /// The job.
    pub id: JobId,
    /// The attempt.
    pub attempt: i64,
    /// 0 to 1; `None` leaves what is stored.
    pub progress: Option<f64>,
    /// What it is doing; `None` leaves what is stored.
    pub message: Option<String>,
}

/// A lease that was renewed.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Renewed {
    /// The job.
    pub id: JobId,
    /// The attempt.
    pub attempt: i64,
    /// Somebody asked for it to end.
    pub cancel_requested: bool,
}

/// Renews the leases of `worker` and writes the progress of its jobs. What is missing in the answer it has lost.
///
/// # Errors
/// Any database failure.
pub async fn renew(conn: &mut Conn, worker: &str, lease: Duration, beats: &[Beat]) -> Result<Vec<Renewed>> {
    let fields = [("job", Field::Int), ("try", Field::Int), ("done", Field::Real), ("message", Field::Text)];
    let sql = format!(
        "UPDATE jobs SET lease_until = {clock} + $3, progress = COALESCE(beat.done, progress),
            progress_message = COALESCE(beat.message, progress_message)
         FROM {beats} beat
         WHERE id = beat.job AND attempt = beat.try AND worker = $2 AND state = 'running'
         RETURNING id, attempt, cancel_requested",
        clock = clock(conn.engine()),
        beats = records(conn.engine(), "$1", &fields),
    );
    let rows: Value = beats
        .iter()
        .map(|b| json!({"job": b.id, "try": b.attempt, "done": b.progress, "message": b.message}))
        .collect();
    conn.all(&sql, args![rows, worker, micros(lease)]).await
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq)]
pub enum End {
    /// Well.
    Done {
        /// What the job reports.
        result: Value,
    },
    /// Badly; try again at `run_at`.
    Retry {
        /// When.
        run_at: Micros,
        /// The whole history of failures.
        errors: Vec<Failure>,
    },
    /// Too early; start again at `run_at`. The attempt does not count.
    Snoozed {
        /// When.
        run_at: Micros,
    },
    /// Interrupted by no fault of its own; anybody may start it at once. The attempt does not count.
    GivenBack,
    /// Badly, and for good.
    Failed {
        /// The whole history of failures.
        errors: Vec<Failure>,
    },
    /// By somebody's wish.
    Cancelled,
}

/// Ends an attempt and answers the state of the job after it. `None`: `held` holds it no more, and nothing was written.
///
/// A job that somebody asked to end while it was running does not wait for another start: it is cancelled. One that
/// waits again wakes the workers, who have a new time to look at.
///
/// # Errors
/// Any database failure, also a result that the engine cannot store (PostgreSQL refuses the character U+0000).
pub async fn settle(conn: &mut Conn, held: &Held<'_>, end: End, now: Micros) -> Result<Option<State>> {
    let (state, result, errors, run_at, uncounted) = match end {
        End::Done { result } => (State::Done, Some(result), None, None, 0),
        End::Retry { run_at, errors } => (State::Retryable, None, Some(errors), Some(run_at), 0),
        End::Snoozed { run_at } => (State::Scheduled, None, None, Some(run_at), 1),
        End::GivenBack => (State::Queued, None, None, None, 1),
        End::Failed { errors } => (State::Failed, None, Some(errors), None, 0),
        End::Cancelled => (State::Cancelled, None, None, None, 0),
    };
    let errors = errors.map(|errors| json!(errors));
    let row: Option<Settled> = conn
        .optional(
            "UPDATE jobs SET
                state = CASE WHEN cancel_requested AND $4 IN ('retryable', 'scheduled', 'queued') THEN 'cancelled'
                    ELSE $4 END,
                finished_at = CASE WHEN cancel_requested OR $4 IN ('done', 'failed', 'cancelled') THEN $5 END,
                result = $6, errors = COALESCE($7, errors), run_at = COALESCE($8, run_at), attempt = attempt - $9,
                lease_until = NULL, progress = CASE WHEN $4 = 'done' THEN progress END,
                unique_key = CASE WHEN $4 = 'done' AND unique_until IS NULL THEN NULL ELSE unique_key END
             WHERE id = $1 AND worker = $2 AND attempt = $3 AND state = 'running' RETURNING state",
            args![
                held.id,
                held.worker,
                held.attempt,
                state.as_str(),
                now,
                result,
                errors,
                run_at,
                uncounted
            ],
        )
        .await?;
    let state = row.map(|settled| settled.state);
    if state.is_some_and(State::is_alive) {
        conn.signal(Signal::Work).await?;
    }
    Ok(state)
}

#[derive(FromRow)]
struct Settled {
    #[sqlx(try_from = "String")]
    state: State,
}

/// A running job whose holder is gone.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Expired {
    /// Its number.
    pub id: JobId,
    /// What it does.
    pub kind: String,
    /// What to do it with.
    pub payload: Json<Value>,
    /// Who held it.
    pub worker: String,
    /// The attempt that was lost.
    pub attempt: i64,
    /// Attempts allowed.
    pub max_attempts: i64,
    /// Failed attempts before this one.
    pub errors: Json<Vec<Failure>>,
}

impl Expired {
    /// The attempt as its holder would name it, for [`settle`].
    #[must_use]
    pub fn held(&self) -> Held<'_> {
        Held { id: self.id, attempt: self.attempt, worker: &self.worker }
    }
}

const EXPIRED: &str =
    "SELECT id, kind, payload, worker, attempt, max_attempts, errors FROM jobs WHERE state = 'running'";

/// Up to 100 jobs whose lease has run out, the longest dead first.
///
/// # Errors
/// Any database failure.
pub async fn expired(conn: &mut Conn) -> Result<Vec<Expired>> {
    let clock = clock(conn.engine());
    conn.all(&format!("{EXPIRED} AND lease_until < {clock} ORDER BY lease_until LIMIT 100"), args![]).await
}

/// Whether nobody has renewed a lease that was found to have run out. If so, it stays like that until this
/// transaction ends; `false` also while another node is looking after it.
///
/// # Errors
/// Any database failure.
pub async fn is_still_expired(conn: &mut Conn, held: &Held<'_>) -> Result<bool> {
    let (clock, skip_locked) = (clock(conn.engine()), skip_locked(conn.engine()));
    let sql = format!(
        "SELECT id FROM jobs WHERE id = $1 AND attempt = $2 AND worker = $3 AND state = 'running'
            AND lease_until < {clock}{skip_locked}"
    );
    let row: Option<(JobId,)> = conn.optional(&sql, args![held.id, held.attempt, held.worker]).await?;
    Ok(row.is_some())
}

/// All running jobs whose worker's name does not start with `process`, whatever their lease says: what a process
/// finds at its start when no other process can be alive.
///
/// # Errors
/// Any database failure.
pub async fn abandoned(conn: &mut Conn, process: &str) -> Result<Vec<Expired>> {
    let sql = format!("{EXPIRED} AND substr(worker, 1, length($1)) <> $1 ORDER BY id");
    conn.all(&sql, args![process]).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::tests::{a_job, end, look, put, take};
    use super::super::{Cancelled, Claimed, Want, cancel, claim};
    use super::*;
    use crate::testing::TestDb;
    use crate::{Db, now};

    crate::on_both_engines![
        done_keeps_the_result_and_a_retry_the_history,
        an_attempt_that_was_snoozed_or_given_back_does_not_count,
        a_worker_that_lost_its_lease_changes_nothing,
        a_renewal_writes_progress_and_reads_the_wish_to_end,
        a_job_asked_to_end_does_not_wait_for_another_start,
        a_lease_that_ran_out_is_found,
        what_a_dead_process_held_is_found_at_once,
    ];

    async fn running(db: &Db, worker: &str) -> Claimed {
        put(db, a_job()).await;
        take(db, worker, 1).await.pop().unwrap()
    }

    fn beat(job: &Claimed) -> Beat {
        Beat { id: job.id, attempt: job.attempt, progress: None, message: None }
    }

    async fn done_keeps_the_result_and_a_retry_the_history(db: TestDb) {
        let job = running(&db, "w").await;
        let errors = vec![Failure { attempt: 1, at: 5, error: "no".into() }];
        let retry = End::Retry { run_at: 7, errors: errors.clone() };
        assert!(end(&db, &job, "w", retry).await);
        let row = look(&db, job.id).await;
        assert_eq!((row.state, row.run_at, row.attempt), (State::Retryable, 7, 1));
        assert_eq!((row.last_error(), row.finished_at), ("no", None));

        let job = take(&db, "w", 1).await.pop().unwrap();
        assert_eq!((job.attempt, &job.errors.0), (2, &errors));
        assert!(end(&db, &job, "w", End::Done { result: json!({"made": 3}) }).await);
        let row = look(&db, job.id).await;
        assert_eq!((row.state, row.result), (State::Done, Some(Json(json!({"made": 3})))));
        assert!(row.finished_at.is_some() && row.errors.0 == errors);
    }

    async fn an_attempt_that_was_snoozed_or_given_back_does_not_count(db: TestDb) {
        let job = running(&db, "w").await;
        assert!(end(&db, &job, "w", End::Snoozed { run_at: 7 }).await);
        let row = look(&db, job.id).await;
        assert_eq!((row.state, row.attempt, row.run_at), (State::Scheduled, 0, 7));
        let job = take(&db, "w", 1).await.pop().unwrap();
        assert!(end(&db, &job, "w", End::GivenBack).await);
        let row = look(&db, job.id).await;
        assert_eq!((row.state, row.attempt), (State::Queued, 0));
    }

    async fn a_worker_that_lost_its_lease_changes_nothing(db: TestDb) {
        let lost = running(&db, "w").await;
        // The reaper puts it back, and another attempt of the same worker has it now.
        end(&db, &lost, "w", End::Retry { run_at: 0, errors: vec![] }).await;
        let current = take(&db, "w", 1).await.pop().unwrap();

        assert!(!end(&db, &lost, "w", End::Done { result: Value::Null }).await);
        assert!(!end(&db, &current, "v", End::Done { result: Value::Null }).await);
        let mut tx = db.write().await.unwrap();
        let lease = Duration::from_secs(60);
        assert_eq!(renew(&mut tx, "w", lease, &[beat(&lost)]).await.unwrap(), []);
        assert_eq!(renew(&mut tx, "w", lease, &[beat(&current)]).await.unwrap().len(), 1);
        drop(tx);
        assert_eq!(look(&db, lost.id).await.state, State::Running);
    }

    async fn a_renewal_writes_progress_and_reads_the_wish_to_end(db: TestDb) {
        let (one, two) = (running(&db, "w").await, running(&db, "w").await);
        let mut tx = db.write().await.unwrap();
        assert_eq!(cancel(&mut tx, two.id, now()).await.unwrap(), Some(Cancelled::Asked));
        let beats =
            [Beat { progress: Some(0.25), message: Some("half of half".into()), ..beat(&one) }, beat(&two)];
        let mut renewed = renew(&mut tx, "w", Duration::from_secs(60), &beats).await.unwrap();
        renewed.sort_by_key(|job| job.id);
        let wishes: Vec<_> = renewed.iter().map(|job| (job.id, job.cancel_requested)).collect();
        assert_eq!(wishes, [(one.id, false), (two.id, true)]);
        renew(&mut tx, "w", Duration::from_secs(60), &[beat(&one)]).await.unwrap();
        tx.commit().await.unwrap();
        let row = look(&db, one.id).await;
        assert_eq!((row.progress, row.progress_message.as_deref()), (Some(0.25), Some("half of half")));
    }

    async fn a_job_asked_to_end_does_not_wait_for_another_start(db: TestDb) {
        for ending in [End::Retry { run_at: 0, errors: vec![] }, End::GivenBack, End::Snoozed { run_at: 0 }] {
            let job = running(&db, "w").await;
            let mut tx = db.write().await.unwrap();
            cancel(&mut tx, job.id, now()).await.unwrap();
            tx.commit().await.unwrap();
            end(&db, &job, "w", ending).await;
            let row = look(&db, job.id).await;
            assert!(row.state == State::Cancelled && row.finished_at.is_some(), "{row:?}");
        }
    }

    async fn a_lease_that_ran_out_is_found(db: TestDb) {
        put(&db, a_job()).await;
        put(&db, a_job()).await;
        let held = take(&db, "w", 1).await.pop().unwrap();
        let mut tx = db.write().await.unwrap();
        let want = Want { queue: "toys", kinds: &["toy"], limit: 1, cluster_limit: None };
        let lost = claim(&mut tx, &want, "w", Duration::ZERO, now()).await.unwrap().pop().unwrap();
        tx.commit().await.unwrap();
        assert_ne!(held.id, lost.id);
        tokio::time::sleep(Duration::from_millis(5)).await;
        let found = expired(&mut db.read().await.unwrap()).await.unwrap();
        assert_eq!(
            found.iter().map(Expired::held).collect::<Vec<_>>(),
            [Held { id: lost.id, attempt: 1, worker: "w" }]
        );
    }

    async fn what_a_dead_process_held_is_found_at_once(db: TestDb) {
        let theirs = running(&db, "before/1").await;
        running(&db, "now/1").await;
        let found = abandoned(&mut db.write().await.unwrap(), "now/").await.unwrap();
        assert_eq!(found.iter().map(|job| job.id).collect::<Vec<_>>(), [theirs.id]);
    }
}
