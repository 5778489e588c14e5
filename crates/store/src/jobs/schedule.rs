//! When recurring work is due next, remembered for all nodes together.

use std::time::Duration;

use super::claim::micros;
use crate::{Conn, Micros, Result, args};

/// Makes a schedule known. A new one is due at once, and so is a known one with `at_once`; else the next time stays
/// as remembered, but never further away than one period.
///
/// # Errors
/// Any database failure.
pub async fn declare_schedule(
    conn: &mut Conn,
    name: &str,
    every: Duration,
    at_once: bool,
    now: Micros,
) -> Result<()> {
    let latest = if at_once { now } else { now.saturating_add(micros(every)) };
    conn.exec(
        "INSERT INTO job_schedules (name, next_at) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET next_at = $3 WHERE job_schedules.next_at > $3",
        args![name, now, latest],
    )
    .await?;
    Ok(())
}

/// What [`take_schedule`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// It was due, and this caller is the one to act.
    pub ours: bool,
    /// When it is due next.
    pub next_at: Micros,
}

/// Takes a turn if it is due. Times that passed while nobody looked are not made up for.
///
/// # Errors
/// `RowNotFound` for a name that was never declared; any database failure.
pub async fn take_schedule(conn: &mut Conn, name: &str, every: Duration, now: Micros) -> Result<Turn> {
    let taken: Option<(Micros,)> = conn
        .optional(
            "UPDATE job_schedules SET next_at = CASE WHEN next_at + $2 > $3 THEN next_at + $2 ELSE $3 + $2 END
             WHERE name = $1 AND next_at <= $3 RETURNING next_at",
            args![name, micros(every), now],
        )
        .await?;
    if let Some((next_at,)) = taken {
        return Ok(Turn { ours: true, next_at });
    }
    let next_at = conn.scalar("SELECT next_at FROM job_schedules WHERE name = $1", args![name]).await?;
    Ok(Turn { ours: false, next_at })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::TestDb;

    crate::on_both_engines![
        a_schedule_is_due_at_first_and_then_once_a_period,
        turns_that_were_missed_are_not_made_up_for,
        a_shorter_period_takes_effect_at_once,
    ];

    const MINUTE: Duration = Duration::from_secs(60);
    const M: Micros = 60_000_000;

    async fn turn(conn: &mut Conn, now: Micros) -> (bool, Micros) {
        let turn = take_schedule(conn, "s", MINUTE, now).await.unwrap();
        (turn.ours, turn.next_at)
    }

    async fn a_schedule_is_due_at_first_and_then_once_a_period(db: TestDb) {
        let mut tx = db.write().await.unwrap();
        declare_schedule(&mut tx, "s", MINUTE, false, 10 * M).await.unwrap();
        assert_eq!(turn(&mut tx, 10 * M).await, (true, 11 * M));
        assert_eq!(turn(&mut tx, 10 * M).await, (false, 11 * M));
        // A late look does not shift the grid.
        assert_eq!(turn(&mut tx, 11 * M + 9).await, (true, 12 * M));
        declare_schedule(&mut tx, "s", MINUTE, false, 11 * M + 10).await.unwrap();
        assert_eq!(turn(&mut tx, 11 * M + 10).await, (false, 12 * M));
        declare_schedule(&mut tx, "s", MINUTE, true, 11 * M + 10).await.unwrap();
        assert!(turn(&mut tx, 11 * M + 10).await.0);
    }

    async fn turns_that_were_missed_are_not_made_up_for(db: TestDb) {
        let mut tx = db.write().await.unwrap();
        declare_schedule(&mut tx, "s", MINUTE, false, 0).await.unwrap();
        assert_eq!(turn(&mut tx, 100 * M + 5).await, (true, 101 * M + 5));
        assert_eq!(turn(&mut tx, 100 * M + 6).await, (false, 101 * M + 5));
    }

    async fn a_shorter_period_takes_effect_at_once(db: TestDb) {
        let mut tx = db.write().await.unwrap();
        declare_schedule(&mut tx, "s", 100 * MINUTE, false, 0).await.unwrap();
        take_schedule(&mut tx, "s", 100 * MINUTE, 0).await.unwrap();
        declare_schedule(&mut tx, "s", MINUTE, false, M).await.unwrap();
        assert_eq!(turn(&mut tx, M).await, (false, 2 * M));
    }
}
