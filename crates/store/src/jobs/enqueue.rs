//! New rows.

use std::sync::LazyLock;

use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{JobId, State};
use crate::dialect::{Field, records};
use crate::signals::Signal;
use crate::{Conn, Engine, Micros, Result, args};

/// Rows of one INSERT: enough to make the round trip cheap, few enough to keep SQLite's writer free for others.
const BATCH: usize = 500;

/// A job to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// What it does.
    pub kind: String,
    /// Where it waits.
    pub queue: String,
    /// What to do it with.
    pub payload: Value,
    /// Lower runs first.
    pub priority: i64,
    /// Attempts allowed, at least 1.
    pub max_attempts: i64,
    /// Limit of one attempt, milliseconds.
    pub timeout_ms: i64,
    /// Not before this; a time in the past means at once.
    pub run_at: Option<Micros>,
    /// At most one job of this kind and key at a time.
    pub unique_key: Option<String>,
    /// Keeps the key taken until then even when the job is done before.
    pub unique_until: Option<Micros>,
    /// The tenant it works for.
    pub tenant_id: Option<Uuid>,
    /// The asset or repository it is about.
    pub subject_id: Option<Uuid>,
    /// The user who caused it.
    pub requested_by: Option<Uuid>,
    /// The job that enqueues it.
    pub parent_id: Option<JobId>,
}

impl NewJob {
    /// A job with everything else left at its default: priority 100, 25 attempts of five minutes, at once.
    ///
    /// # Errors
    /// When the payload does not turn into JSON (a map whose keys are not strings, say).
    pub fn new(
        kind: impl Into<String>,
        queue: impl Into<String>,
        payload: &(impl Serialize + ?Sized),
    ) -> Result<Self> {
        let payload = serde_json::to_value(payload)
            .map_err(|e| crate::Error::Database(sqlx::Error::Encode(Box::new(e))))?;
        Ok(Self {
            kind: kind.into(),
            queue: queue.into(),
            payload,
            priority: 100,
            max_attempts: 25,
            timeout_ms: 300_000,
            run_at: None,
            unique_key: None,
            unique_until: None,
            tenant_id: None,
            subject_id: None,
            requested_by: None,
            parent_id: None,
        })
    }

    fn record(&self, now: Micros) -> Value {
        let run_at = self.run_at.unwrap_or(now);
        let state = if run_at > now { State::Scheduled } else { State::Queued };
        json!({
            "tenant_id": self.tenant_id, "kind": self.kind, "queue": self.queue, "state": state.as_str(),
            "priority": self.priority, "payload": self.payload, "unique_key": self.unique_key,
            "unique_until": self.unique_until, "run_at": run_at, "max_attempts": self.max_attempts,
            "timeout_ms": self.timeout_ms, "subject_id": self.subject_id, "requested_by": self.requested_by,
            "parent_id": self.parent_id,
        })
    }
}

/// Writes a job, or finds the one that has its unique key; answers the number either way.
///
/// The job exists when the caller's transaction commits and wakes the workers then.
///
/// # Errors
/// Any database failure.
pub async fn enqueue(conn: &mut Conn, job: &NewJob, now: Micros) -> Result<JobId> {
    loop {
        release_keys(conn, std::slice::from_ref(job), now).await?;
        if let Some(id) = insert(conn, std::slice::from_ref(job), now).await?.pop() {
            conn.signal(Signal::Work).await?;
            return Ok(id);
        }
        let holder = "SELECT id FROM jobs WHERE kind = $1 AND unique_key = $2 AND state NOT IN ('failed', 'cancelled')";
        // None: the holder has ended since. Its key is free now.
        if let Some((id,)) =
            conn.optional(holder, args![job.kind.as_str(), job.unique_key.as_deref()]).await?
        {
            return Ok(id);
        }
    }
}

/// Writes many jobs and answers how many are new; those whose unique key is taken are left out.
///
/// # Errors
/// Any database failure.
pub async fn enqueue_all(conn: &mut Conn, jobs: &[NewJob], now: Micros) -> Result<u64> {
    let mut new = 0;
    for batch in jobs.chunks(BATCH) {
        release_keys(conn, batch, now).await?;
        new += insert(conn, batch, now).await?.len() as u64;
    }
    if new > 0 {
        conn.signal(Signal::Work).await?;
    }
    Ok(new)
}

async fn insert(conn: &mut Conn, jobs: &[NewJob], now: Micros) -> Result<Vec<JobId>> {
    static SQL: LazyLock<[String; 2]> = LazyLock::new(|| [Engine::Sqlite, Engine::Postgres].map(insert_sql));
    let rows: Value = jobs.iter().map(|job| job.record(now)).collect();
    let ids: Vec<(JobId,)> = conn.all(&SQL[conn.engine() as usize], args![rows, now]).await?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}

fn insert_sql(engine: Engine) -> String {
    const FIELDS: [(&str, Field); 14] = [
        ("tenant_id", Field::Id),
        ("kind", Field::Text),
        ("queue", Field::Text),
        ("state", Field::Text),
        ("priority", Field::Int),
        ("payload", Field::Json),
        ("unique_key", Field::Text),
        ("unique_until", Field::Int),
        ("run_at", Field::Int),
        ("max_attempts", Field::Int),
        ("timeout_ms", Field::Int),
        ("subject_id", Field::Id),
        ("requested_by", Field::Id),
        ("parent_id", Field::Int),
    ];
    let columns = FIELDS.map(|(name, _)| name).join(", ");
    // A payload of no fields is JSON's null, which arrives as SQL's.
    let values = columns.replace("payload", "COALESCE(payload, 'null')");
    let rows = records(engine, "$1", &FIELDS);
    // WHERE true: else SQLite takes ON for a join's.
    format!(
        "INSERT INTO jobs ({columns}, errors, created_at) SELECT {values}, '[]', $2 FROM {rows} new WHERE true
         ON CONFLICT DO NOTHING RETURNING id"
    )
}

/// Takes the keys away from jobs that are done and whose period is over.
async fn release_keys(conn: &mut Conn, jobs: &[NewJob], now: Micros) -> Result<()> {
    let keys: Vec<Value> = jobs
        .iter()
        .filter(|job| job.unique_key.is_some() && job.unique_until.is_some())
        .map(|job| json!({"key_kind": job.kind, "key": job.unique_key}))
        .collect();
    if keys.is_empty() {
        return Ok(());
    }
    let keys_of = records(conn.engine(), "$1", &[("key_kind", Field::Text), ("key", Field::Text)]);
    let sql = format!(
        "UPDATE jobs SET unique_key = NULL FROM {keys_of} k
         WHERE kind = k.key_kind AND unique_key = k.key AND state = 'done' AND unique_until <= $2"
    );
    conn.exec(&sql, args![Value::Array(keys), now]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::End;
    use super::super::tests::{a_job, end, look, put, take};
    use super::*;
    use crate::now;
    use crate::testing::TestDb;

    crate::on_both_engines![
        a_job_reads_back_as_it_was_written,
        a_unique_key_is_taken_while_its_job_lives,
        a_period_keeps_the_key_of_a_job_that_is_done,
        a_failed_job_gives_its_key_up_at_once,
        many_jobs_are_written_once_each,
        a_rolled_back_enqueue_leaves_nothing,
    ];

    async fn a_job_reads_back_as_it_was_written(db: TestDb) {
        let run_at = Some(now() + 60_000_000);
        let job = NewJob {
            payload: Value::Null,
            run_at,
            subject_id: Some(crate::new_id()),
            requested_by: Some(crate::new_id()),
            parent_id: Some(7),
            tenant_id: Some(crate::tenants::HOME),
            ..a_job()
        };
        let row = look(&db, put(&db, job.clone()).await).await;
        assert_eq!((row.kind.as_str(), row.queue.as_str(), row.state), ("toy", "toys", State::Scheduled));
        assert_eq!((row.payload.0, Some(row.run_at), row.errors.0), (Value::Null, run_at, vec![]));
        assert_eq!((row.subject_id, row.requested_by), (job.subject_id, job.requested_by));
        assert_eq!((row.parent_id, row.tenant_id), (job.parent_id, job.tenant_id));
    }

    fn unique() -> NewJob {
        NewJob { unique_key: Some("k".into()), ..a_job() }
    }

    async fn a_unique_key_is_taken_while_its_job_lives(db: TestDb) {
        let first = put(&db, unique()).await;
        assert_eq!(put(&db, unique()).await, first, "queued");
        let other_kind = NewJob { kind: "other".into(), ..unique() };
        assert_ne!(put(&db, other_kind).await, first);
        let job = take(&db, "w", 1).await.pop().unwrap();
        assert_eq!(put(&db, unique()).await, first, "running");
        end(&db, &job, "w", End::Done { result: Value::Null }).await;
        assert_ne!(put(&db, unique()).await, first, "done");
    }

    async fn a_period_keeps_the_key_of_a_job_that_is_done(db: TestDb) {
        let until = now() + 60_000_000;
        let job = || NewJob { unique_until: Some(until), ..unique() };
        let first = put(&db, job()).await;
        let claimed = take(&db, "w", 1).await.pop().unwrap();
        end(&db, &claimed, "w", End::Done { result: Value::Null }).await;
        assert_eq!(put(&db, job()).await, first, "within the period");
        let mut tx = db.write().await.unwrap();
        assert_ne!(enqueue(&mut tx, &job(), until).await.unwrap(), first, "after it");
    }

    async fn a_failed_job_gives_its_key_up_at_once(db: TestDb) {
        let job = || NewJob { unique_until: Some(now() + 60_000_000), ..unique() };
        let first = put(&db, job()).await;
        let claimed = take(&db, "w", 1).await.pop().unwrap();
        end(&db, &claimed, "w", End::Failed { errors: vec![] }).await;
        assert_ne!(put(&db, job()).await, first);
    }

    async fn many_jobs_are_written_once_each(db: TestDb) {
        let keyed = |n: usize| NewJob { unique_key: Some(n.to_string()), ..a_job() };
        put(&db, keyed(3)).await;
        let jobs: Vec<NewJob> = (0..1_100).map(|n| keyed(n % 1_000)).collect();
        let mut tx = db.write().await.unwrap();
        assert_eq!(enqueue_all(&mut tx, &jobs, now()).await.unwrap(), 999);
        tx.commit().await.unwrap();
    }

    async fn a_rolled_back_enqueue_leaves_nothing(db: TestDb) {
        let mut tx = db.write().await.unwrap();
        let id = enqueue(&mut tx, &a_job(), now()).await.unwrap();
        drop(tx);
        let row = super::super::get(&mut db.read().await.unwrap(), id).await.unwrap();
        assert_eq!(row, None);
    }
}
