//! What an administrator sees.

use std::collections::BTreeMap;

use sqlx::FromRow;
use uuid::Uuid;

use super::{COLUMNS, JobId, JobRow, State};
use crate::{Conn, Micros, Result, args};

/// One job; `None` when it never was or has been purged.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: JobId) -> Result<Option<JobRow>> {
    conn.optional(&format!("SELECT {COLUMNS} FROM jobs WHERE id = $1"), args![id]).await
}

/// Which jobs to list; everything left out matches all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this queue.
    pub queue: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// In this state.
    pub state: Option<State>,
    /// About this asset or repository.
    pub subject_id: Option<Uuid>,
    /// Caused by this user.
    pub requested_by: Option<Uuid>,
}

/// A page of jobs, newest first; `before` is the number of the last job of the page before.
///
/// # Errors
/// Any database failure.
pub async fn list(
    conn: &mut Conn,
    filter: &Filter,
    before: Option<JobId>,
    limit: i64,
) -> Result<Vec<JobRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM jobs WHERE id < $1 AND ($2 IS NULL OR queue = $2) AND ($3 IS NULL OR kind = $3)
            AND ($4 IS NULL OR state = $4) AND ($5 IS NULL OR subject_id = $5) AND ($6 IS NULL OR requested_by = $6)
         ORDER BY id DESC LIMIT $7"
    );
    let values = args![
        before.unwrap_or(JobId::MAX),
        filter.queue.as_deref(),
        filter.kind.as_deref(),
        filter.state.map(State::as_str),
        filter.subject_id,
        filter.requested_by,
        limit
    ];
    conn.all(&sql, values).await
}

/// How many jobs are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Waiting for a given time.
    pub scheduled: i64,
    /// Waiting for a worker.
    pub queued: i64,
    /// Running.
    pub running: i64,
    /// Waiting after a failed attempt.
    pub retryable: i64,
    /// Finished well.
    pub done: i64,
    /// Given up.
    pub failed: i64,
    /// Ended by somebody's wish.
    pub cancelled: i64,
}

/// Counts all jobs by state.
///
/// # Errors
/// Any database failure.
pub async fn count_by_state(conn: &mut Conn) -> Result<Counts> {
    let rows: Vec<(String, i64)> =
        conn.all("SELECT state, COUNT(*) FROM jobs GROUP BY state", args![]).await?;
    let of: BTreeMap<String, i64> = rows.into_iter().collect();
    let count = |state: State| of.get(state.as_str()).copied().unwrap_or(0);
    Ok(Counts {
        scheduled: count(State::Scheduled),
        queued: count(State::Queued),
        running: count(State::Running),
        retryable: count(State::Retryable),
        done: count(State::Done),
        failed: count(State::Failed),
        cancelled: count(State::Cancelled),
    })
}

/// One queue in figures.
#[derive(Debug, Clone, Default, PartialEq, FromRow)]
pub struct QueueFigures {
    /// The queue.
    pub queue: String,
    /// All its jobs that have not been purged.
    pub total: i64,
    /// Done.
    pub processed: i64,
    /// Alive: waiting or running.
    pub remaining: i64,
    /// Running.
    pub running: i64,
    /// Retryable, failed or cancelled.
    pub attention: i64,
    /// From enqueueing to the end, mean over the finished, milliseconds.
    pub average_latency_ms: Option<f64>,
    /// From the start of the last attempt to the end, mean over the finished, milliseconds.
    pub average_runtime_ms: Option<f64>,
    /// When the oldest of the remaining was enqueued.
    pub oldest_remaining_at: Option<Micros>,
    /// When last a job was enqueued, started or finished.
    pub latest_activity_at: Option<Micros>,
}

/// The figures of every queue that has jobs.
///
/// # Errors
/// Any database failure.
pub async fn figures_by_queue(conn: &mut Conn) -> Result<Vec<QueueFigures>> {
    // Answered from the index jobs_queue_state alone.
    conn.all(
        "SELECT queue, COUNT(*) AS total,
            COUNT(*) FILTER (WHERE state = 'done') AS processed,
            COUNT(*) FILTER (WHERE state IN ('scheduled', 'queued', 'running', 'retryable')) AS remaining,
            COUNT(*) FILTER (WHERE state = 'running') AS running,
            COUNT(*) FILTER (WHERE state IN ('retryable', 'failed', 'cancelled')) AS attention,
            CAST(AVG(finished_at - created_at) AS DOUBLE PRECISION) / 1000 AS average_latency_ms,
            CAST(AVG(finished_at - attempted_at) AS DOUBLE PRECISION) / 1000 AS average_runtime_ms,
            MIN(CASE WHEN state IN ('scheduled', 'queued', 'running', 'retryable') THEN created_at END)
                AS oldest_remaining_at,
            MAX(COALESCE(finished_at, attempted_at, created_at)) AS latest_activity_at
         FROM jobs GROUP BY queue",
        args![],
    )
    .await
}

/// Up to `limit` jobs of each queue that ask for attention (retryable, failed, cancelled), newest event first.
///
/// # Errors
/// Any database failure.
pub async fn recent_failures(conn: &mut Conn, limit: i64) -> Result<Vec<JobRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM (
            SELECT {COLUMNS}, ROW_NUMBER() OVER (PARTITION BY queue
                ORDER BY COALESCE(finished_at, attempted_at, created_at) DESC, id DESC) AS place
            FROM jobs WHERE state IN ('retryable', 'failed', 'cancelled')) ranked
         WHERE place <= $1 ORDER BY queue, place"
    );
    conn.all(&sql, args![limit]).await
}

/// Every kind that has a job alive, with how many.
///
/// # Errors
/// Any database failure.
pub async fn kinds_alive(conn: &mut Conn) -> Result<Vec<(String, i64)>> {
    conn.all(
        "SELECT kind, COUNT(*) FROM jobs WHERE state IN ('scheduled', 'queued', 'running', 'retryable')
         GROUP BY kind ORDER BY kind",
        args![],
    )
    .await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::Value;

    use super::super::tests::{a_job, end, put, take};
    use super::super::{Claimed, End, Failure, NewJob};
    use super::*;
    use crate::now;
    use crate::testing::TestDb;

    crate::on_both_engines![
        a_page_of_jobs_follows_the_one_before,
        a_filter_narrows_the_list,
        a_queue_is_summed_up,
        failures_are_shown_newest_first_a_few_per_queue,
    ];

    async fn ids(db: &TestDb, filter: Filter, before: Option<JobId>) -> Vec<JobId> {
        let page = list(&mut db.read().await.unwrap(), &filter, before, 2).await.unwrap();
        page.into_iter().map(|job| job.id).collect()
    }

    async fn a_page_of_jobs_follows_the_one_before(db: TestDb) {
        let [a, b, c] = [put(&db, a_job()).await, put(&db, a_job()).await, put(&db, a_job()).await];
        assert_eq!(ids(&db, Filter::default(), None).await, [c, b]);
        assert_eq!(ids(&db, Filter::default(), Some(b)).await, [a]);
    }

    async fn a_filter_narrows_the_list(db: TestDb) {
        let subject = crate::new_id();
        let plain = put(&db, a_job()).await;
        let special = NewJob {
            kind: "other".into(),
            queue: "elsewhere".into(),
            subject_id: Some(subject),
            requested_by: Some(subject),
            run_at: Some(now() + 60_000_000),
            ..a_job()
        };
        let special = put(&db, special).await;
        let all = Filter::default;
        for filter in [
            Filter { kind: Some("other".into()), ..all() },
            Filter { queue: Some("elsewhere".into()), ..all() },
            Filter { subject_id: Some(subject), ..all() },
            Filter { requested_by: Some(subject), ..all() },
            Filter { state: Some(State::Scheduled), ..all() },
        ] {
            assert_eq!(ids(&db, filter, None).await, [special]);
        }
        assert_eq!(ids(&db, Filter { state: Some(State::Queued), ..all() }, None).await, [plain]);
    }

    /// Ends `job` at a given time.
    async fn end_at(db: &TestDb, job: &Claimed, ending: End, finished_at: Micros) {
        end(db, job, "w", ending).await;
        let mut tx = db.write().await.unwrap();
        let sql = "UPDATE jobs SET created_at = 1000, attempted_at = 4000, finished_at = $2 WHERE id = $1";
        tx.exec(sql, args![job.id, finished_at]).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn a_queue_is_summed_up(db: TestDb) {
        let mut conn = db.read().await.unwrap();
        assert_eq!(figures_by_queue(&mut conn).await.unwrap(), []);
        drop(conn);
        for _ in 0..4 {
            put(&db, a_job()).await;
        }
        let jobs = take(&db, "w", 3).await;
        end_at(&db, &jobs[0], End::Done { result: Value::Null }, 5_000).await;
        end_at(&db, &jobs[1], End::Failed { errors: vec![] }, 10_000).await;

        let mut conn = db.read().await.unwrap();
        let figures = figures_by_queue(&mut conn).await.unwrap().pop().unwrap();
        let running = get(&mut conn, jobs[2].id).await.unwrap().unwrap();
        let expected = QueueFigures {
            queue: "toys".into(),
            total: 4,
            processed: 1,
            remaining: 2,
            running: 1,
            attention: 1,
            average_latency_ms: Some(6.5),
            average_runtime_ms: Some(3.5),
            oldest_remaining_at: Some(running.created_at),
            latest_activity_at: running.attempted_at,
        };
        assert_eq!(figures, expected);
        let counts = count_by_state(&mut conn).await.unwrap();
        assert_eq!(counts, Counts { queued: 1, running: 1, done: 1, failed: 1, ..Counts::default() });
        assert_eq!(kinds_alive(&mut conn).await.unwrap(), [("toy".to_owned(), 2)]);
    }

    async fn failures_are_shown_newest_first_a_few_per_queue(db: TestDb) {
        for _ in 0..4 {
            put(&db, a_job()).await;
        }
        let jobs = take(&db, "w", 4).await;
        let errors = || vec![Failure { attempt: 1, at: 0, error: "first".into() }];
        for (job, finished_at) in jobs.iter().zip([30, 10, 20]) {
            end_at(&db, job, End::Failed { errors: errors() }, finished_at).await;
        }
        end_at(&db, &jobs[3], End::Done { result: Value::Null }, 40).await;
        let shown = recent_failures(&mut db.read().await.unwrap(), 2).await.unwrap();
        let shown: Vec<_> = shown.iter().map(|job| (job.id, job.last_error())).collect();
        assert_eq!(shown, [(jobs[0].id, "first"), (jobs[2].id, "first")]);
        assert_eq!(recent_failures(&mut db.read().await.unwrap(), 0).await.unwrap(), []);
    }
}
