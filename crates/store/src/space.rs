//! Space of tenants: how much they may keep and how much they keep. What is kept is counted with the tenant's row locked,
//! so writers come one after the other, on every node.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, args, dialect};

/// The space of a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Space {
    /// How much it may keep, bytes; `None`: as much as there is.
    pub quota_bytes: Option<i64>,
    /// How much it keeps, bytes.
    pub used_bytes: i64,
}

impl Space {
    /// Bytes that are free; `i64::MAX` without a quota.
    #[must_use]
    pub fn room(&self) -> i64 {
        self.quota_bytes.map_or(i64::MAX, |quota| quota.saturating_sub(self.used_bytes).max(0))
    }
}

/// The space of a tenant as it is; `None` for an unknown tenant.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, tenant: Uuid) -> Result<Option<Space>> {
    conn.optional("SELECT quota_bytes, used_bytes FROM tenants WHERE id = $1", args![tenant]).await
}

/// As [`get`], holding everybody else off the tenant's space until the transaction ends.
///
/// # Errors
/// Any database failure.
pub async fn get_locked(tx: &mut Conn, tenant: Uuid) -> Result<Option<Space>> {
    let sql = format!(
        "SELECT quota_bytes, used_bytes FROM tenants WHERE id = $1{}",
        dialect::lock_row(tx.engine())
    );
    tx.optional(&sql, args![tenant]).await
}

/// Adds to what a tenant keeps; a negative number takes away, down to nothing.
///
/// # Errors
/// Any database failure.
pub async fn add_used(tx: &mut Conn, tenant: Uuid, bytes: i64) -> Result<()> {
    tx.exec(
        "UPDATE tenants SET used_bytes = CASE WHEN used_bytes + $2 > 0 THEN used_bytes + $2 ELSE 0 END WHERE id = $1",
        args![tenant, bytes],
    )
    .await?;
    Ok(())
}

/// Says how much a tenant may keep; answers whether there is such a tenant.
///
/// # Errors
/// Any database failure.
pub async fn set_quota(tx: &mut Conn, tenant: Uuid, quota: Option<i64>) -> Result<bool> {
    Ok(tx.exec("UPDATE tenants SET quota_bytes = $2 WHERE id = $1", args![tenant, quota]).await? > 0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::tenants::HOME;
    use crate::testing::TestDb;

    crate::on_both_engines![racing_writers_never_pass_the_quota, what_is_given_back_never_goes_below_nothing,];

    /// Keeps bytes where there is room, as core does.
    async fn keep(db: &TestDb, bytes: i64) -> bool {
        let mut tx = db.write().await.unwrap();
        let fits = get_locked(&mut tx, HOME).await.unwrap().unwrap().room() >= bytes;
        if fits {
            add_used(&mut tx, HOME, bytes).await.unwrap();
            tx.commit().await.unwrap();
        }
        fits
    }

    async fn racing_writers_never_pass_the_quota(db: TestDb) {
        let mut tx = db.write().await.unwrap();
        assert!(set_quota(&mut tx, HOME, Some(1000)).await.unwrap());
        assert!(!set_quota(&mut tx, crate::new_id(), Some(1)).await.unwrap());
        tx.commit().await.unwrap();
        let kept = futures::future::join_all((0..40).map(|n| keep(&db, 70 + n % 3))).await;
        let space = get(&mut db.read().await.unwrap(), HOME).await.unwrap().unwrap();
        assert!((929..=1000).contains(&space.used_bytes), "{space:?}");
        assert!((13..=14).contains(&kept.into_iter().filter(|kept| *kept).count()));
        assert_eq!(get(&mut db.read().await.unwrap(), crate::new_id()).await.unwrap(), None);
    }

    async fn what_is_given_back_never_goes_below_nothing(db: TestDb) {
        let mut tx = db.write().await.unwrap();
        add_used(&mut tx, HOME, 10).await.unwrap();
        add_used(&mut tx, HOME, -4).await.unwrap();
        let space = get(&mut tx, HOME).await.unwrap().unwrap();
        assert_eq!((space.used_bytes, space.room()), (6, i64::MAX));
        add_used(&mut tx, HOME, -7).await.unwrap();
        assert_eq!(get(&mut tx, HOME).await.unwrap().unwrap().used_bytes, 0);
    }
}
