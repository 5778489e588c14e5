//! Space of tenants under many writers.

use calotype_core::{Actor, Kind, clients, quotas};
use calotype_store::{space, tenants};
use serde_json::json;
use uuid::Uuid;

use crate::app::{TestApp, on_both_engines};
use crate::upload::build::{fields, no, post_file, program, refused, stored, sweep};

on_both_engines![
    parallel_writers_fill_the_space_to_the_byte_and_no_further,
    a_rollback_keeps_nothing,
    uploads_of_programs_count_until_they_are_deleted_or_expire,
    results_of_work_count_until_they_go,
    a_quota_is_the_super_administrators_to_set,
    the_portal_shows_and_sets_quotas,
];

async fn client(app: &TestApp, quota: Option<u64>) -> Uuid {
    let made = clients::create(&app.core, &Actor::system(), "shop", None).await.unwrap();
    quotas::set(&app.core, &Actor::system(), made.client.id, quota).await.unwrap();
    made.client.id
}

async fn used(app: &TestApp, tenant: Uuid) -> i64 {
    space::get(&mut app.core.db.read().await.unwrap(), tenant).await.unwrap().unwrap().used_bytes
}

async fn keep(app: &TestApp, tenant: Uuid, bytes: u64) -> calotype_core::Result<()> {
    let mut tx = app.core.db.write().await?;
    quotas::keep(&mut tx, tenant, bytes).await?;
    Ok(tx.commit().await?)
}

async fn parallel_writers_fill_the_space_to_the_byte_and_no_further(app: TestApp) {
    let other = app.second_node().await;
    let tenant = client(&app, Some(1000)).await;
    // Each writer keeps between 1 and 7 bytes, deletes now and then, and goes on when there is no room.
    let writer = async |node: &TestApp, seed: u64| {
        let mut kept = 0;
        for round in 0..100 {
            let bytes = 1 + (seed * 31 + round * 17) % 7;
            match keep(node, tenant, bytes).await {
                Ok(()) if (seed + round).is_multiple_of(5) => {
                    let mut tx = node.core.db.write().await.unwrap();
                    quotas::give_back(&mut tx, tenant, bytes).await.unwrap();
                    tx.commit().await.unwrap();
                }
                Ok(()) => kept += bytes,
                Err(error) => assert_eq!((error.code, error.kind), ("quota_exceeded", Kind::TooLarge)),
            }
        }
        kept
    };
    let (a, b, c, d) = tokio::join!(writer(&app, 1), writer(&other, 2), writer(&app, 3), writer(&other, 4));
    let kept = a + b + c + d;
    assert_eq!(used(&app, tenant).await, i64::try_from(kept).unwrap());
    // The rest fits, one byte more does not.
    assert!(keep(&app, tenant, 1000 - kept + 1).await.is_err());
    keep(&app, tenant, 1000 - kept).await.unwrap();
    assert_eq!(used(&app, tenant).await, 1000);
    assert!(keep(&app, tenant, u64::MAX).await.is_err());
    assert!(keep(&app, client(&app, None).await, 1 << 60).await.is_ok(), "no quota is none");
}

async fn a_rollback_keeps_nothing(app: TestApp) {
    let tenant = client(&app, Some(100)).await;
    {
        let mut tx = app.core.db.write().await.unwrap();
        quotas::keep(&mut tx, tenant, 50).await.unwrap();
    }
    assert_eq!(used(&app, tenant).await, 0, "rolled back with everything else");
    keep(&app, tenant, 100).await.unwrap();
}

async fn uploads_of_programs_count_until_they_are_deleted_or_expire(app: TestApp) {
    let mia = program(&app, "mia").await;
    let mut tx = app.core.db.write().await.unwrap();
    space::set_quota(&mut tx, tenants::HOME, Some(10)).await.unwrap();
    tx.commit().await.unwrap();
    let large = mia.promise(json!({"filename": "a.json", "size": 11})).await;
    no(&large, 400, "STORAGE_LIMIT_EXCEEDED");
    let [first, second, third] = [mia.promised().await, mia.promised().await, mia.promised().await];
    // Two posts at once, of which one fits.
    let [forms, others] = [fields(&first), fields(&second)];
    let posts = tokio::join!(post_file(&app, &forms, b"1234567"), post_file(&app, &others, b"1234567"));
    let (good, full) = if posts.0.status == 201 { (posts.0, posts.1) } else { (posts.1, posts.0) };
    assert_eq!(good.status, 201);
    refused(&full, 400, "EntityTooLarge");
    assert_eq!((used(&app, tenants::HOME).await, stored(&app).await), (7, 1));
    assert_eq!(post_file(&app, &fields(&third), b"[1]").await.status, 201);
    assert_eq!(used(&app, tenants::HOME).await, 10);
    no(&mia.promise(json!({"filename": "a.json"})).await, 400, "STORAGE_LIMIT_EXCEEDED");
    for _ in 0..2 {
        mia.delete(third["upload_id"].as_str().unwrap()).await;
        assert_eq!(used(&app, tenants::HOME).await, 7, "given back once");
    }
    app.clock.advance(std::time::Duration::from_secs(24 * 3600));
    for _ in 0..2 {
        sweep(&app).await;
        assert_eq!((used(&app, tenants::HOME).await, stored(&app).await), (0, 0));
    }
}

async fn results_of_work_count_until_they_go(app: TestApp) {
    const FORMAT: &str = "/json-formatter-api";
    let set = async |bytes| {
        let mut tx = app.core.db.write().await.unwrap();
        space::set_quota(&mut tx, tenants::HOME, Some(bytes)).await.unwrap();
        tx.commit().await.unwrap();
    };
    let results = async || {
        let all = app.core.objects.list(calotype_files::objects::Prefix::Results(tenants::HOME));
        futures::StreamExt::count(all).await
    };
    let mia = program(&app, "mia").await;
    mia.process(FORMAT, &[], b"[1]").await.ok();
    assert_eq!(used(&app, tenants::HOME).await, 6);
    for quota in [6, 11] {
        set(quota).await;
        no(&mia.process(FORMAT, &[], b"[1]").await, 400, "STORAGE_LIMIT_EXCEEDED");
    }
    set(14).await;
    let upload = mia.uploaded(&app, b"[1]").await;
    let job = mia.order(FORMAT, &upload).await.json()["job_id"].clone();
    app.run_jobs().await;
    let failed = mia.job(&job).await.ok();
    assert_eq!((&failed["error"], &failed["http_status"]), (&json!("STORAGE_LIMIT_EXCEEDED"), &json!(400)));
    assert_eq!((used(&app, tenants::HOME).await, results().await), (9, 1));
    let wrong = mia.uploaded(&app, b"PK\x03\x04").await;
    assert_eq!(used(&app, tenants::HOME).await, 13);
    mia.delete(upload.as_str().unwrap()).await.ok();
    mia.order(FORMAT, &wrong).await;
    app.run_jobs().await;
    assert_eq!(mia.state(&wrong).await, "failed");
    assert_eq!(used(&app, tenants::HOME).await, 6, "what was rejected is given back");
    app.clock.advance(std::time::Duration::from_secs(24 * 3600));
    for _ in 0..2 {
        calotype_core::orders::sweep(&app.core).await.unwrap();
        sweep(&app).await;
        assert_eq!((used(&app, tenants::HOME).await, results().await), (0, 0));
    }
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
    assert_eq!(set, json!({"quotaBytes": 100, "usedBytes": 0}));
    keep(&app, tenant, 40).await.unwrap();
    assert_eq!(root.get(&path).await.ok()["usedBytes"], 40);
    let after = root.put(&path, json!({})).await.ok();
    assert_eq!(after, json!({"quotaBytes": null, "usedBytes": 40}));
    let unknown = format!("/v2/admin/clients/{}/quota", Uuid::from_u128(9));
    assert_eq!(root.get(&unknown).await.status.as_u16(), 404);
    assert_eq!(root.put(&path, json!({"quotaBytes": -1})).await.status.as_u16(), 400);
    let home = format!("/v2/admin/clients/{}/quota", calotype_store::tenants::HOME);
    assert_ne!(root.put(&home, json!({"quotaBytes": 1})).await.status.as_u16(), 200, "home is no client");
}
