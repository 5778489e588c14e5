//! Space of tenants: what they keep, and what is promised to writers at work. All decisions about one tenant are made
//! with its row locked, so they come one after the other, on every node.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Micros, Result, args, dialect};

/// The space of a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Space {
    /// How much it may keep; `None`: as much as there is.
    pub quota_bytes: Option<i64>,
    /// How much it keeps.
    pub used_bytes: i64,
    /// How much is promised to writers that are alive.
    pub reserved_bytes: i64,
}

impl Space {
    /// Whether so much more fits.
    #[must_use]
    pub fn has_room(&self, bytes: i64) -> bool {
        self.quota_bytes.is_none_or(|quota| {
            self.used_bytes.saturating_add(self.reserved_bytes).saturating_add(bytes) <= quota
        })
    }
}

/// The space of a tenant as it is; `None` for an unknown tenant.
///
/// # Errors
/// Any database failure.
pub async fn space(conn: &mut Conn, tenant: Uuid, now: Micros) -> Result<Option<Space>> {
    conn.optional(
        "SELECT quota_bytes, used_bytes, (SELECT CAST(COALESCE(SUM(r.bytes), 0) AS BIGINT) FROM reservations r
            WHERE r.tenant_id = t.id AND r.expires_at > $2) AS reserved_bytes
         FROM tenants t WHERE t.id = $1",
        args![tenant, now],
    )
    .await
}

/// As [`space`], holding everybody else off the tenant's space until the transaction ends.
///
/// # Errors
/// Any database failure.
pub async fn space_locked(tx: &mut Conn, tenant: Uuid, now: Micros) -> Result<Option<Space>> {
    let sql = format!("SELECT 1 FROM tenants WHERE id = $1{}", dialect::lock_row(tx.engine()));
    let _: Option<(i32,)> = tx.optional(&sql, args![tenant]).await?;
    // Read after the lock, in a statement of its own: its snapshot has what the holder before committed.
    space(tx, tenant, now).await
}

/// Promises space.
///
/// # Errors
/// Any database failure.
pub async fn insert(tx: &mut Conn, tenant: Uuid, bytes: i64, expires_at: Micros) -> Result<Uuid> {
    let id = crate::new_id();
    tx.exec(
        "INSERT INTO reservations (id, tenant_id, bytes, expires_at) VALUES ($1, $2, $3, $4)",
        args![id, tenant, bytes, expires_at],
    )
    .await?;
    Ok(id)
}

/// Ends a promise; answers whether there was one.
///
/// # Errors
/// Any database failure.
pub async fn remove(tx: &mut Conn, id: Uuid) -> Result<bool> {
    Ok(tx.exec("DELETE FROM reservations WHERE id = $1", args![id]).await? > 0)
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

/// Says how much a tenant may keep.
///
/// # Errors
/// Any database failure.
pub async fn set_quota(tx: &mut Conn, tenant: Uuid, quota: Option<i64>) -> Result<bool> {
    Ok(tx.exec("UPDATE tenants SET quota_bytes = $2 WHERE id = $1", args![tenant, quota]).await? > 0)
}

/// Removes promises whose writers are dead; they count no more already.
///
/// # Errors
/// Any database failure.
pub async fn sweep(tx: &mut Conn, now: Micros) -> Result<u64> {
    tx.exec("DELETE FROM reservations WHERE expires_at <= $1", args![now]).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::tenants::HOME;
    use crate::testing::TestDb;

    crate::on_both_engines![
        promises_count_until_they_end,
        racing_writers_never_pass_the_quota,
        what_is_given_back_never_goes_below_nothing,
    ];

    async fn quota(db: &TestDb, quota: i64) {
        let mut tx = db.write().await.unwrap();
        assert!(set_quota(&mut tx, HOME, Some(quota)).await.unwrap());
        tx.commit().await.unwrap();
    }

    /// Reserves where there is room, as core does.
    async fn reserve(db: &TestDb, bytes: i64, now: Micros) -> Option<Uuid> {
        let mut tx = db.write().await.unwrap();
        let space = space_locked(&mut tx, HOME, now).await.unwrap().unwrap();
        if !space.has_room(bytes) {
            return None;
        }
        let id = insert(&mut tx, HOME, bytes, now + 100).await.unwrap();
        tx.commit().await.unwrap();
        Some(id)
    }

    async fn promises_count_until_they_end(db: TestDb) {
        quota(&db, 100).await;
        assert!(reserve(&db, 60, 0).await.is_some());
        assert!(reserve(&db, 41, 0).await.is_none());
        assert!(reserve(&db, 40, 50).await.is_some());
        assert!(reserve(&db, 1, 99).await.is_none());
        assert!(reserve(&db, 60, 100).await.is_some(), "the first writer is taken for dead");
        let mut tx = db.write().await.unwrap();
        assert_eq!(sweep(&mut tx, 100).await.unwrap(), 1);
        assert_eq!(space(&mut tx, HOME, 100).await.unwrap().unwrap().reserved_bytes, 100);
        assert_eq!(space(&mut tx, crate::new_id(), 100).await.unwrap(), None);
    }

    async fn racing_writers_never_pass_the_quota(db: TestDb) {
        quota(&db, 1000).await;
        let reservations = (0..40).map(|n| reserve(&db, 70 + n % 3, 0));
        let granted = futures::future::join_all(reservations).await.into_iter().flatten().count();
        let space = space(&mut db.read().await.unwrap(), HOME, 0).await.unwrap().unwrap();
        assert!(space.reserved_bytes <= 1000 && space.reserved_bytes > 1000 - 72, "{space:?}");
        assert!((13..=14).contains(&granted), "{granted}");
    }

    async fn what_is_given_back_never_goes_below_nothing(db: TestDb) {
        let mut tx = db.write().await.unwrap();
        add_used(&mut tx, HOME, 10).await.unwrap();
        add_used(&mut tx, HOME, -4).await.unwrap();
        assert_eq!(space(&mut tx, HOME, 0).await.unwrap().unwrap().used_bytes, 6);
        add_used(&mut tx, HOME, -7).await.unwrap();
        assert_eq!(space(&mut tx, HOME, 0).await.unwrap().unwrap().used_bytes, 0);
    }
}
