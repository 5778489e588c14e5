//! Allowances that several nodes share: so many attempts in so much time, per name.
//!
//! The generic cell rate algorithm (ITU-T I.371, annex A) as a virtual schedule: a name is one time, the moment at
//! which its allowance is whole again. An attempt moves it into the future, and is refused when it would lie further
//! ahead than the whole allowance takes to come back. One statement decides, so racing nodes cannot both take the last
//! attempt.

use crate::{Conn, Micros, Result, args};

/// So many attempts in so much time: all of them at once, or one each `period / attempts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Attempts, at least 1.
    pub attempts: u32,
    /// The time they are for, microseconds.
    pub period: Micros,
}

impl Allowance {
    /// What one attempt costs, microseconds.
    fn cost(self) -> Micros {
        self.period / Micros::from(self.attempts.max(1))
    }
}

/// Takes one attempt. Answers the microseconds to wait when there is none.
///
/// # Errors
/// Any database failure.
pub async fn take(tx: &mut Conn, name: &str, allowance: Allowance, now: Micros) -> Result<Option<Micros>> {
    take_several(tx, name, allowance, 1, now).await
}

/// Takes so many attempts, all or none. Answers the microseconds to wait when there are not as many.
///
/// # Errors
/// Any database failure.
pub async fn take_several(
    tx: &mut Conn,
    name: &str,
    allowance: Allowance,
    attempts: u32,
    now: Micros,
) -> Result<Option<Micros>> {
    let cost = allowance.cost() * Micros::from(attempts);
    let taken = tx
        .exec(
            "INSERT INTO rate_limits (name, spent_until) VALUES ($1, $2 + $3)
             ON CONFLICT (name) DO UPDATE SET spent_until =
                CASE WHEN rate_limits.spent_until > $2 THEN rate_limits.spent_until ELSE $2 END + $3
             WHERE rate_limits.spent_until + $3 - $2 <= $4",
            args![name, now, cost, allowance.period],
        )
        .await?;
    if taken > 0 {
        return Ok(None);
    }
    let spent_until: Micros =
        tx.scalar("SELECT spent_until FROM rate_limits WHERE name = $1", args![name]).await?;
    Ok(Some((spent_until + cost - now - allowance.period).max(1)))
}

/// Gives one attempt back, for attempts that turned out not to count.
///
/// # Errors
/// Any database failure.
pub async fn give_back(tx: &mut Conn, name: &str, allowance: Allowance) -> Result<()> {
    tx.exec(
        "UPDATE rate_limits SET spent_until = spent_until - $2 WHERE name = $1",
        args![name, allowance.cost()],
    )
    .await?;
    Ok(())
}

/// Makes an allowance whole again.
///
/// # Errors
/// Any database failure.
pub async fn forget(tx: &mut Conn, name: &str) -> Result<()> {
    tx.exec("DELETE FROM rate_limits WHERE name = $1", args![name]).await?;
    Ok(())
}

/// Removes names whose allowance is whole again; a missing row says the same.
///
/// # Errors
/// Any database failure.
pub async fn sweep(tx: &mut Conn, now: Micros) -> Result<u64> {
    tx.exec("DELETE FROM rate_limits WHERE spent_until <= $1", args![now]).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::TestDb;

    const THREE_A_MINUTE: Allowance = Allowance { attempts: 3, period: 60_000_000 };

    crate::on_both_engines![
        an_allowance_is_used_up_and_comes_back_piece_by_piece,
        names_do_not_share_an_allowance,
        racing_attempts_take_no_more_than_the_allowance,
        an_attempt_given_back_can_be_taken_again,
        a_swept_name_starts_afresh,
    ];

    async fn attempt(db: &TestDb, name: &str, now: Micros) -> Option<Micros> {
        let mut tx = db.write().await.unwrap();
        let wait = take(&mut tx, name, THREE_A_MINUTE, now).await.unwrap();
        tx.commit().await.unwrap();
        wait
    }

    async fn an_allowance_is_used_up_and_comes_back_piece_by_piece(db: TestDb) {
        for _ in 0..3 {
            assert_eq!(attempt(&db, "a", 1_000_000).await, None);
        }
        assert_eq!(attempt(&db, "a", 1_000_000).await, Some(20_000_000));
        assert_eq!(attempt(&db, "a", 11_000_000).await, Some(10_000_000));
        assert_eq!(attempt(&db, "a", 21_000_000).await, None);
        assert_eq!(attempt(&db, "a", 21_000_000).await, Some(20_000_000));
        for _ in 0..3 {
            assert_eq!(attempt(&db, "a", 500_000_000).await, None);
        }
    }

    async fn names_do_not_share_an_allowance(db: TestDb) {
        for _ in 0..3 {
            attempt(&db, "a", 0).await;
        }
        assert!(attempt(&db, "a", 0).await.is_some());
        assert_eq!(attempt(&db, "b", 0).await, None);
    }

    async fn racing_attempts_take_no_more_than_the_allowance(db: TestDb) {
        let attempts = (0..12).map(|_| attempt(&db, "a", 5));
        let waits = futures::future::join_all(attempts).await;
        assert_eq!(waits.iter().filter(|wait| wait.is_none()).count(), 3);
    }

    async fn an_attempt_given_back_can_be_taken_again(db: TestDb) {
        for _ in 0..3 {
            attempt(&db, "a", 0).await;
        }
        let mut tx = db.write().await.unwrap();
        give_back(&mut tx, "a", THREE_A_MINUTE).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(attempt(&db, "a", 0).await, None);
        assert!(attempt(&db, "a", 0).await.is_some());
    }

    async fn a_swept_name_starts_afresh(db: TestDb) {
        attempt(&db, "a", 0).await;
        attempt(&db, "b", 100_000_000).await;
        let mut tx = db.write().await.unwrap();
        assert_eq!(sweep(&mut tx, 100_000_000).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(attempt(&db, "a", 100_000_000).await, None);
    }
}
