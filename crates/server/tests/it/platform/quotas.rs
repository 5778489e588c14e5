//! Space of tenants under many writers.

use std::time::Duration;

use calotype_core::{Actor, Kind, clients, quotas};
use serde_json::json;
use uuid::Uuid;

use crate::app::{TestApp, on_both_engines};

on_both_engines![
    parallel_writers_fill_the_space_to_the_byte_and_no_further,
    a_reservation_of_a_dead_writer_ends,
    what_is_kept_is_what_was_written_and_a_rollback_keeps_nothing,
    a_quota_is_the_super_administrators_to_set,
    the_portal_shows_and_sets_quotas,
];

async fn client(app: &TestApp, quota: Option<u64>) -> Uuid {
    let made = clients::create(&app.core, &Actor::system(), "shop", None).await.unwrap();
    quotas::set(&app.core, &Actor::system(), made.client.id, quota).await.unwrap();
    made.client.id
}

/// What is kept and what is promised.
async fn space(app: &TestApp, tenant: Uuid) -> (i64, i64) {
    let mut conn = app.core.db.read().await.unwrap();
    let space =
        calotype_store::reservations::space(&mut conn, tenant, app.clock.now()).await.unwrap().unwrap();
    (space.used_bytes, space.reserved_bytes)
}

async fn commit(app: &TestApp, reservation: quotas::Reservation, bytes: u64) -> calotype_core::Result<()> {
    let mut tx = app.core.db.write().await?;
    reservation.commit(&mut tx, bytes, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

async fn parallel_writers_fill_the_space_to_the_byte_and_no_further(app: TestApp) {
    let other = app.second_node().await;
    let tenant = client(&app, Some(1000)).await;
    // Each writer needs 7 bytes, keeps between 1 and 7, and tries until there is no room.
    let writer = async |node: &TestApp, seed: u64| {
        let mut kept = 0;
        for round in 0..60 {
            match quotas::reserve(&node.core, tenant, 7).await {
                Ok(reservation) if (seed + round).is_multiple_of(5) => {
                    reservation.release(&node.core).await.unwrap();
                }
                Ok(reservation) => {
                    let bytes = 1 + (seed * 31 + round * 17) % 7;
                    commit(node, reservation, bytes).await.unwrap();
                    kept += bytes;
                }
                Err(error) => assert_eq!((error.code, error.kind), ("quota_exceeded", Kind::TooLarge)),
            }
        }
        kept
    };
    let (a, b, c, d) = tokio::join!(writer(&app, 1), writer(&other, 2), writer(&app, 3), writer(&other, 4));
    let kept = i64::try_from(a + b + c + d).unwrap();
    assert_eq!(space(&app, tenant).await, (kept, 0));
    assert!(kept <= 1000);
    // The rest fits, one byte more does not.
    let rest = u64::try_from(1000 - kept).unwrap();
    assert!(quotas::reserve(&app.core, tenant, rest + 1).await.is_err());
    let last = quotas::reserve(&app.core, tenant, rest).await.unwrap();
    commit(&app, last, rest).await.unwrap();
    assert_eq!(space(&app, tenant).await, (1000, 0));
}

async fn a_reservation_of_a_dead_writer_ends(app: TestApp) {
    let tenant = client(&app, Some(10)).await;
    let dead = quotas::reserve(&app.core, tenant, 10).await.unwrap();
    assert!(quotas::reserve(&app.core, tenant, 1).await.is_err());
    app.clock.advance(Duration::from_secs(3600));
    let alive = quotas::reserve(&app.core, tenant, 6).await.unwrap();
    // It was not dead, only slow: it still gets what is free, and not a byte of the other's.
    let error = commit(&app, dead, 5).await.unwrap_err();
    assert_eq!(error.code, "quota_exceeded");
    commit(&app, alive, 6).await.unwrap();
    assert_eq!(space(&app, tenant).await, (6, 0));
}

async fn what_is_kept_is_what_was_written_and_a_rollback_keeps_nothing(app: TestApp) {
    let tenant = client(&app, Some(100)).await;
    let reservation = quotas::reserve(&app.core, tenant, 80).await.unwrap();
    {
        let mut tx = app.core.db.write().await.unwrap();
        reservation.commit(&mut tx, 50, app.clock.now()).await.unwrap();
    }
    assert_eq!(space(&app, tenant).await, (0, 80), "rolled back with everything else");
    let more = quotas::reserve(&app.core, tenant, 20).await.unwrap();
    let error = commit(&app, more, 21).await.unwrap_err();
    assert_eq!(error.code, "quota_exceeded", "more than was promised, and no room");
    let mut tx = app.core.db.write().await.unwrap();
    quotas::give_back(&mut tx, tenant, 7).await.unwrap();
    tx.commit().await.unwrap();
    let free = client(&app, None).await;
    let huge = quotas::reserve(&app.core, free, u64::MAX).await.unwrap();
    huge.release(&app.core).await.unwrap();
    assert_eq!(space(&app, free).await, (0, 0));
}

async fn a_quota_is_the_super_administrators_to_set(app: TestApp) {
    let tenant = client(&app, Some(5)).await;
    let mia = app.user("mia").await;
    let actor = Actor::user(mia.id(), mia.number(), "mia", calotype_core::Role::Admin);
    for who in [actor, Actor::anonymous()] {
        let error = quotas::set(&app.core, &who, tenant, None).await.unwrap_err();
        assert_eq!(error.code, "unauthenticated");
        assert!(quotas::space(&app.core, &who, tenant).await.is_err());
    }
    let error = quotas::set(&app.core, &Actor::system(), Uuid::from_u128(9), None).await.unwrap_err();
    assert_eq!(error.code, "tenant_not_found");
}

async fn the_portal_shows_and_sets_quotas(app: TestApp) {
    let root = crate::hosting::admin::root(&app).await;
    let tenant = client(&app, None).await;
    let path = format!("/v2/admin/clients/{tenant}/quota");
    let set = root.put(&path, json!({"quotaBytes": 100})).await.ok();
    assert_eq!(set, json!({"quotaBytes": 100, "usedBytes": 0, "reservedBytes": 0}));
    let reservation = quotas::reserve(&app.core, tenant, 60).await.unwrap();
    assert_eq!(root.get(&path).await.ok()["reservedBytes"], 60);
    commit(&app, reservation, 40).await.unwrap();
    let after = root.put(&path, json!({})).await.ok();
    assert_eq!(after, json!({"quotaBytes": null, "usedBytes": 40, "reservedBytes": 0}));
    let unknown = format!("/v2/admin/clients/{}/quota", Uuid::from_u128(9));
    assert_eq!(root.get(&unknown).await.status.as_u16(), 404);
    assert_eq!(root.put(&path, json!({"quotaBytes": -1})).await.status.as_u16(), 400);
    let home = format!("/v2/admin/clients/{}/quota", calotype_store::tenants::HOME);
    assert_ne!(root.put(&home, json!({"quotaBytes": 1})).await.status.as_u16(), 200, "home is no client");
}
