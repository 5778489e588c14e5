//! What a worker takes, and when it has to look again.

use std::time::Duration;

use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Failure, JobId, WAITING};
use crate::dialect::{Field, clock, records, skip_locked, text_in};
use crate::{Conn, Engine, Json, Micros, Result, args};

/// What a worker asks of one queue.
#[derive(Debug, Clone, Copy)]
pub struct Want<'a> {
    /// The queue.
    pub queue: &'a str,
    /// The kinds it can run; others stay where they are.
    pub kinds: &'a [&'a str],
    /// How many it has hands for.
    pub limit: i64,
    /// How many may run at the same time on all nodes together.
    pub cluster_limit: Option<i64>,
}

/// A job that the caller now holds.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Claimed {
    /// Its number.
    pub id: JobId,
    /// What it does.
    pub kind: String,
    /// Where it waited.
    pub queue: String,
    /// What to do it with.
    pub payload: Json<Value>,
    /// This attempt, from 1.
    pub attempt: i64,
    /// Attempts allowed.
    pub max_attempts: i64,
    /// Limit of this attempt, milliseconds.
    pub timeout_ms: i64,
    /// Failed attempts so far, oldest first.
    pub errors: Json<Vec<Failure>>,
    /// The tenant it works for.
    pub tenant_id: Option<Uuid>,
    /// The user who caused it.
    pub requested_by: Option<Uuid>,
    priority: i64,
    run_at: Micros,
}

/// Takes due jobs of one queue, most urgent first, for `lease` from now on.
///
/// No two workers get the same job: PostgreSQL skips rows that another transaction is taking, SQLite has one writer.
///
/// # Errors
/// Any database failure.
pub async fn claim(
    conn: &mut Conn,
    want: &Want<'_>,
    worker: &str,
    lease: Duration,
    now: Micros,
) -> Result<Vec<Claimed>> {
    let limit = match want.cluster_limit {
        None => want.limit,
        Some(most) => want.limit.min(most - running_in_turn(conn, want.queue).await?),
    };
    if limit <= 0 {
        return Ok(Vec::new());
    }
    let engine = conn.engine();
    // Materialised: PostgreSQL may run a plain subquery again for every row, and then locks more than the limit.
    let sql = format!(
        "WITH picked AS MATERIALIZED (
            SELECT id FROM jobs WHERE queue = $1 AND {WAITING} AND run_at <= $2 AND {known}
            ORDER BY priority, run_at, id LIMIT $4{skip_locked})
         UPDATE jobs SET state = 'running', worker = $5, attempt = attempt + 1, attempted_at = $2,
            lease_until = {clock} + $6, cancel_requested = FALSE, progress = NULL, progress_message = NULL
         WHERE id IN (SELECT id FROM picked)
         RETURNING id, kind, queue, payload, attempt, max_attempts, timeout_ms, errors, tenant_id, requested_by,
            priority, run_at",
        known = text_in(engine, "kind", "$3"),
        skip_locked = skip_locked(engine),
        clock = clock(engine),
    );
    let values = args![want.queue, now, Value::from(want.kinds), limit, worker, micros(lease)];
    let mut claimed: Vec<Claimed> = conn.all(&sql, values).await?;
    claimed.sort_by_key(|job| (job.priority, job.run_at, job.id));
    Ok(claimed)
}

/// How many jobs of a queue run anywhere. Until this transaction ends, no other one gets an answer.
async fn running_in_turn(conn: &mut Conn, queue: &str) -> Result<i64> {
    if conn.engine() == Engine::Postgres {
        conn.exec("SELECT pg_advisory_xact_lock(hashtext('calotype queue ' || $1))", args![queue]).await?;
    }
    conn.scalar("SELECT COUNT(*) FROM jobs WHERE queue = $1 AND state = 'running'", args![queue]).await
}

/// Which of `queues` have a job that is due and of one of `kinds`.
///
/// # Errors
/// Any database failure.
pub async fn queues_with_work(
    conn: &mut Conn,
    queues: &[&str],
    kinds: &[&str],
    now: Micros,
) -> Result<Vec<String>> {
    let names: Value = queues.iter().map(|name| serde_json::json!({"name": name})).collect();
    let sql = format!(
        "SELECT name FROM {} q WHERE EXISTS (
            SELECT 1 FROM jobs WHERE queue = q.name AND {WAITING} AND run_at <= $2 AND {})",
        records(conn.engine(), "$1", &[("name", Field::Text)]),
        text_in(conn.engine(), "kind", "$3"),
    );
    let rows: Vec<(String,)> = conn.all(&sql, args![names, now, Value::from(kinds)]).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// When the next waiting job becomes due, looking past those that already are.
///
/// # Errors
/// Any database failure.
pub async fn next_run_at(conn: &mut Conn, now: Micros) -> Result<Option<Micros>> {
    conn.scalar(&format!("SELECT MIN(run_at) FROM jobs WHERE {WAITING} AND run_at > $1"), args![now]).await
}

/// A length of time as the database counts.
pub(super) fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::tests::{a_job, look, put, take};
    use super::super::{NewJob, State};
    use super::*;
    use crate::now;
    use crate::testing::TestDb;

    crate::on_both_engines![
        the_most_urgent_runs_first_then_the_oldest,
        a_claimed_job_is_not_claimed_again,
        a_job_of_the_future_waits,
        a_kind_nobody_knows_stays_where_it_is,
        a_cluster_limit_counts_what_runs_elsewhere,
        the_next_due_time_looks_past_what_is_due,
        claims_walk_an_index_in_order,
    ];

    async fn the_most_urgent_runs_first_then_the_oldest(db: TestDb) {
        let mut ids = Vec::new();
        for priority in [100, 5, 100, 1] {
            ids.push(put(&db, NewJob { priority, ..a_job() }).await);
        }
        let order: Vec<JobId> = take(&db, "w", 10).await.into_iter().map(|job| job.id).collect();
        assert_eq!(order, [ids[3], ids[1], ids[0], ids[2]]);
    }

    async fn a_claimed_job_is_not_claimed_again(db: TestDb) {
        let id = put(&db, a_job()).await;
        assert_eq!(take(&db, "w", 10).await.len(), 1);
        assert_eq!(take(&db, "v", 10).await, []);
        let row = look(&db, id).await;
        assert_eq!((row.state, row.attempt, row.worker.as_deref()), (State::Running, 1, Some("w")));
    }

    async fn a_job_of_the_future_waits(db: TestDb) {
        put(&db, NewJob { run_at: Some(now() + 60_000_000), ..a_job() }).await;
        assert_eq!(take(&db, "w", 10).await, []);
    }

    async fn a_kind_nobody_knows_stays_where_it_is(db: TestDb) {
        let id = put(&db, NewJob { kind: "of the future".into(), ..a_job() }).await;
        assert_eq!(take(&db, "w", 10).await, []);
        assert_eq!(look(&db, id).await.state, State::Queued);
    }

    async fn a_cluster_limit_counts_what_runs_elsewhere(db: TestDb) {
        for _ in 0..4 {
            put(&db, a_job()).await;
        }
        take(&db, "elsewhere", 1).await;
        let mut tx = db.write().await.unwrap();
        let want = Want { queue: "toys", kinds: &["toy"], limit: 10, cluster_limit: Some(3) };
        let lease = Duration::from_secs(60);
        assert_eq!(claim(&mut tx, &want, "w", lease, now()).await.unwrap().len(), 2);
        assert_eq!(claim(&mut tx, &want, "w", lease, now()).await.unwrap().len(), 0);
    }

    async fn the_next_due_time_looks_past_what_is_due(db: TestDb) {
        let (soon, later) = (now() + 5_000_000, now() + 9_000_000);
        put(&db, a_job()).await;
        let mut conn = db.read().await.unwrap();
        assert_eq!(next_run_at(&mut conn, now()).await.unwrap(), None);
        drop(conn);
        for run_at in [later, soon] {
            put(&db, NewJob { run_at: Some(run_at), queue: "more".into(), ..a_job() }).await;
        }
        let mut conn = db.read().await.unwrap();
        assert_eq!(next_run_at(&mut conn, now()).await.unwrap(), Some(soon));
        assert_eq!(due(&mut conn, &["toy"]).await, ["toys"]);
        assert!(due(&mut conn, &["other"]).await.is_empty());
    }

    async fn due(conn: &mut Conn, kinds: &[&str]) -> Vec<String> {
        queues_with_work(conn, &["toys", "more", "none"], kinds, now()).await.unwrap()
    }

    /// A claim that sorts all waiting jobs would make a long queue slow.
    async fn claims_walk_an_index_in_order(db: TestDb) {
        let explain = match db.engine() {
            Engine::Sqlite => "EXPLAIN QUERY PLAN",
            Engine::Postgres => "EXPLAIN",
        };
        let sql = format!(
            "{explain} SELECT id FROM jobs WHERE queue = 'q' AND {WAITING} AND run_at <= 5 AND {}
             ORDER BY priority, run_at, id LIMIT 3",
            text_in(db.engine(), "kind", "$1")
        );
        let mut tx = db.write().await.unwrap();
        if db.engine() == Engine::Postgres {
            // An empty table would be read as a whole.
            tx.exec("SET LOCAL enable_seqscan = off", args![]).await.unwrap();
            tx.exec("SET LOCAL enable_bitmapscan = off", args![]).await.unwrap();
        }
        let kinds = args![Value::from(vec!["toy"])];
        let plan: String = match db.engine() {
            Engine::Sqlite => {
                let rows: Vec<(i64, i64, i64, String)> = tx.all(&sql, kinds).await.unwrap();
                rows.into_iter().map(|row| row.3 + "\n").collect()
            }
            Engine::Postgres => {
                let rows: Vec<(String,)> = tx.all(&sql, kinds).await.unwrap();
                rows.into_iter().map(|row| row.0 + "\n").collect()
            }
        };
        assert!(
            plan.contains("jobs_due") && !plan.contains("TEMP B-TREE") && !plan.contains("Sort"),
            "{plan}"
        );
    }
}
