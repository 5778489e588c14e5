//! Usage, as it is written down and read.

use std::time::Duration;

use calotype_core::usage::{self, Sample};
use calotype_core::{Actor, Role};
use serde_json::json;
use uuid::Uuid;

use crate::app::{TestApp, on_both_engines};
use crate::upload::build::program;

on_both_engines![
    what_is_counted_is_written_down_and_read_by_administrators,
    free_calls_are_no_use,
    accepted_work_is_use_and_following_it_is_not,
    a_request_with_a_key_is_counted_at_the_gate,
    the_portal_reads_the_usage_of_its_clients,
    strangers_read_nothing,
];

async fn what_is_counted_is_written_down_and_read_by_administrators(app: TestApp) {
    let ada = app.admin().await;
    let (tenant, key) = (Uuid::from_u128(5), Uuid::from_u128(6));
    let sample = |class, millis| Sample {
        tenant,
        key,
        surface: "hosting",
        class,
        bytes_in: 10,
        bytes_out: 1000,
        latency: Duration::from_millis(millis),
    };
    let now = app.clock.now();
    for (class, millis) in [(2, 1), (2, 30), (3, 100), (4, 700), (5, 3000), (2, 9000)] {
        app.core.usage.record(&sample(class, millis), now);
    }
    app.core.usage.transformed(tenant, key, "hosting", now);
    usage::flush(&app.core).await.unwrap();
    let other = app.second_node().await;
    other.core.usage.record(&sample(2, 1), now);
    usage::flush(&other.core).await.unwrap();
    usage::flush(&other.core).await.unwrap();
    let report = ada.get(&format!("/api/v1/admin/usage?tenant_id={tenant}&key_id={key}")).await.ok();
    let date = time::OffsetDateTime::from_unix_timestamp(now / 1_000_000).unwrap().date();
    let today = format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day());
    let expected = json!({"days": [{
        "tenant_id": tenant, "key_id": key, "surface": "hosting", "date": today,
        "requests": 7, "refused": 1, "failed": 1, "bytes_in": 70, "bytes_out": 7000, "transforms": 1,
        "latency": {
            "under_10ms": 2, "under_50ms": 1, "under_200ms": 1, "under_1s": 1, "under_5s": 1, "longer": 1,
        },
    }]});
    assert_eq!(report, expected);
    let elsewhere = ada.get(&format!("/api/v1/admin/usage?tenant_id={key}")).await.ok();
    assert_eq!(elsewhere, json!({"days": []}));
    let too_long = ada.get("/api/v1/admin/usage?from=2026-01-01&to=2027-01-02").await;
    assert_eq!(too_long.status.as_u16(), 400);
}

async fn free_calls_are_no_use(app: TestApp) {
    let mia = program(&app, "mia").await;
    mia.promised().await;
    mia.get("/list-uploads-api").await.ok();
    mia.get("/list-events-api").await.ok();
    usage::flush(&app.core).await.unwrap();
    assert_eq!(app.admin().await.get("/api/v1/admin/usage").await.ok(), json!({"days": []}));
}

async fn accepted_work_is_use_and_following_it_is_not(app: TestApp) {
    let mia = program(&app, "mia").await;
    mia.process("/json-formatter-api", &[], b"[1]").await.ok();
    mia.process("/image-converter-api", &[("x-destination-format", "png")], crate::app::MEADOW).await.ok();
    let upload = mia.uploaded(&app, b"[1]").await;
    let job = mia.order("/json-validator-api", &upload).await.json()["job_id"].clone();
    app.run_jobs().await;
    mia.job(&job).await.ok();
    mia.delete(upload.as_str().unwrap()).await.ok();
    assert_eq!(mia.process("/json-formatter-api", &[], b"[1,]").await.status, 400, "what is refused is free");
    usage::flush(&app.core).await.unwrap();
    let days = app.admin().await.get("/api/v1/admin/usage").await.ok()["days"].clone();
    let day = &days[0];
    assert_eq!(
        (&day["surface"], &day["requests"], &day["transforms"]),
        (&json!("upload"), &json!(3), &json!(1))
    );
    assert_eq!(days.as_array().unwrap().len(), 1);
}

async fn a_request_with_a_key_is_counted_at_the_gate(app: TestApp) {
    let root = crate::hosting::admin::root(&app).await;
    let (id, key) = crate::hosting::admin::world::client(&root, "shop").await;
    for _ in 0..3 {
        let ask = app.anonymous().request(axum::http::Method::POST, "/v2/admin/clients");
        let answer = ask.header(crate::upload::build::KEY, &key).json(&json!({"name": "x"})).send().await;
        assert_eq!(answer.status.as_u16(), 401, "the portal is for people");
    }
    usage::flush(&app.core).await.unwrap();
    let days = root.get(&format!("/v2/admin/clients/{id}/usage")).await.ok();
    let day = &days[0];
    assert_eq!(
        (&day["surface"], &day["requests"], &day["refused"]),
        (&json!("hosting"), &json!(3), &json!(3))
    );
    assert!(day["bytesOut"].as_i64().unwrap() > 3 * 50, "{day}");
    let latency = day["latency"].as_object().unwrap().values();
    assert_eq!(latency.map(|count| count.as_i64().unwrap()).sum::<i64>(), 3);
}

async fn strangers_read_nothing(app: TestApp) {
    let mia = app.user("mia").await;
    assert_eq!(mia.get("/api/v1/admin/usage").await.status.as_u16(), 403);
    assert_eq!(app.anonymous().get("/api/v1/admin/usage").await.status.as_u16(), 401);
    let actor = Actor::user(mia.id(), mia.number(), "mia", Role::User);
    assert!(usage::days(&app.core, &actor, &usage::Asked::default()).await.is_err());
}

async fn the_portal_reads_the_usage_of_its_clients(app: TestApp) {
    let root = crate::hosting::admin::root(&app).await;
    let (id, _) = crate::hosting::admin::world::client(&root, "shop").await;
    let tenant: Uuid = id.parse().unwrap();
    let sample = Sample {
        tenant,
        key: Uuid::from_u128(6),
        surface: "hosting",
        class: 2,
        bytes_in: 1,
        bytes_out: 2,
        latency: Duration::from_millis(1),
    };
    // 2026-01-31 and the day after.
    for now in [1_769_860_800_000_000, 1_769_947_200_000_000] {
        app.core.usage.record(&sample, now);
    }
    usage::flush(&app.core).await.unwrap();
    let path = format!("/v2/admin/clients/{id}/usage");
    let days = root.get(&format!("{path}?from=2026-01-01&to=2026-01-31")).await.ok();
    assert_eq!(days.as_array().unwrap().len(), 1);
    assert_eq!((&days[0]["date"], &days[0]["bytesOut"]), (&json!("2026-01-31"), &json!(2)));
    assert_eq!(days[0]["latency"]["under_10ms"], 1);
    let both = root.get(&format!("{path}?from=2026-01-01&to=2026-02-28")).await.ok();
    assert_eq!(both.as_array().unwrap().len(), 2);
    for bad in [
        "from=yesterday",
        "from=2026-02-30",
        "from=2026-02-01&to=2026-01-01",
        "from=2020-01-01&to=2026-01-01",
    ] {
        assert_eq!(root.get(&format!("{path}?{bad}")).await.status.as_u16(), 400, "{bad}");
    }
}
