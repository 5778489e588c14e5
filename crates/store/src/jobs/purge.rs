//! Old rows go.

use super::State;
use crate::{Conn, Micros, Result, args};

/// Deletes up to `limit` jobs that reached the final state `state` before `before`; answers how many.
///
/// # Errors
/// Any database failure.
pub async fn purge(conn: &mut Conn, state: State, before: Micros, limit: i64) -> Result<u64> {
    // The list is what lets the partial index serve; SQLite does not see that the equality implies it.
    conn.exec(
        "DELETE FROM jobs WHERE id IN (SELECT id FROM jobs
            WHERE state IN ('done', 'failed', 'cancelled') AND state = $1 AND finished_at < $2 LIMIT $3)",
        args![state.as_str(), before, limit],
    )
    .await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::Value;

    use super::super::tests::{a_job, end, put, take};
    use super::super::{End, count_by_state};
    use super::*;
    use crate::now;
    use crate::testing::TestDb;

    crate::on_both_engines![old_finished_jobs_go_a_few_at_a_time];

    async fn old_finished_jobs_go_a_few_at_a_time(db: TestDb) {
        for _ in 0..5 {
            put(&db, a_job()).await;
        }
        for job in take(&db, "w", 3).await {
            end(&db, &job, "w", End::Done { result: Value::Null }).await;
        }
        for job in take(&db, "w", 1).await {
            end(&db, &job, "w", End::Failed { errors: vec![] }).await;
        }
        let mut tx = db.write().await.unwrap();
        assert_eq!(purge(&mut tx, State::Done, 0, 9).await.unwrap(), 0);
        assert_eq!(purge(&mut tx, State::Done, now() + 1, 2).await.unwrap(), 2);
        assert_eq!(purge(&mut tx, State::Done, now() + 1, 2).await.unwrap(), 1);
        let left = count_by_state(&mut tx).await.unwrap();
        assert_eq!((left.done, left.failed, left.queued), (0, 1, 1));
    }
}
