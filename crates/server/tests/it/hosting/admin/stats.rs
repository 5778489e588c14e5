//! `GET /admin/stats`, and the totals of clients.

use std::time::Duration;

use calotype_core::actor::AdminRole;
use calotype_store::args;
use serde_json::{Value, json};
use uuid::Uuid;

use super::world::client;
use super::{logged_in, make, refused, root};
use crate::app::{TestApp, on_both_engines};

on_both_engines![totals_cover_the_set_and_the_week, a_stranger_learns_no_number];

/// A user of a client with an image, an avatar and an album, made now.
async fn fill(app: &TestApp, client: &str, name: &str) {
    let client: Uuid = client.parse().unwrap();
    let (user, image, avatar, album) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let now = app.clock.now();
    let mut tx = app.core.db.write().await.unwrap();
    for (id, size) in [(image, 1000_i64), (avatar, 10)] {
        let sql = "INSERT INTO assets (id, tenant_id, origin, shelf, kind, original_filename, filename_key, mime_type,
            file_size, upload_time, sort_time, day_key, status, state, created_at, updated_at)
            VALUES ($1, $2, 'hosting', 3, 'PHOTO', 'a.png', 'a.png', 'image/webp', $3, $4, $4, 20261126, $5, 'complete', $4, $4)";
        tx.exec(sql, args![id, client, size, now, json!({})]).await.unwrap();
    }
    let sql = "INSERT INTO users (id, tenant_id, external_id, avatar_asset_id, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $5)";
    tx.exec(sql, args![user, client, name, avatar, now]).await.unwrap();
    let sql = "INSERT INTO albums (id, tenant_id, owner_id, name, created_at, updated_at) VALUES ($1, $2, $3, 'x', $4, $4)";
    tx.exec(sql, args![album, client, user, now]).await.unwrap();
    tx.commit().await.unwrap();
}

fn totals(value: &Value) -> [i64; 5] {
    ["totalImages", "totalAvatars", "totalAlbums", "totalUsers", "totalStorage"]
        .map(|name| value[name].as_i64().unwrap_or_else(|| panic!("{name} in {value}")))
}

async fn totals_cover_the_set_and_the_week(app: TestApp) {
    let admin = root(&app).await;
    let ((inside, _), (outside, _)) = (client(&admin, "in").await, client(&admin, "out").await);
    make(&app, "vera", AdminRole::Viewer, false, &[inside.parse().unwrap()]).await;
    make(&app, "nora", AdminRole::Viewer, false, &[]).await;
    fill(&app, &inside, "old").await;
    app.clock.advance(Duration::from_secs(8 * 86_400));
    fill(&app, &inside, "new").await;
    fill(&app, &outside, "new").await;

    let root = logged_in(&app, "root").await;
    let body = root.get("/v2/admin/stats").await.ok();
    assert_eq!((&body["totalClients"], totals(&body)), (&json!(2), [3, 3, 3, 3, 3030]));
    let fresh = json!({"newImages": 2, "newAvatars": 2, "newAlbums": 2, "newUsers": 2, "newStorage": 2020});
    assert_eq!(body["last7Days"], fresh);
    let chart = body["dailyChart"].as_array().unwrap();
    assert_eq!(chart.len(), 7);
    let dates: Vec<&str> = chart.iter().map(|day| day["date"].as_str().unwrap()).collect();
    assert!(dates.is_sorted() && dates.iter().all(|date| date.len() == 10), "{dates:?}");
    for (n, day) in chart.iter().enumerate() {
        let made = if n == 6 { 2 } else { 0 };
        assert_eq!(
            (&day["images"], &day["avatars"], &day["albums"]),
            (&json!(made), &json!(made), &json!(made))
        );
    }
    let each: Vec<_> =
        body["clients"].as_array().unwrap().iter().map(|c| (c["name"].clone(), totals(c))).collect();
    assert_eq!(each, [(json!("out"), [1, 1, 1, 1, 1010]), (json!("in"), [2, 2, 2, 2, 2020])]);

    let vera = logged_in(&app, "vera").await;
    let seen = vera.get("/v2/admin/stats").await.ok();
    assert_eq!((&seen["totalClients"], totals(&seen)), (&json!(1), [2, 2, 2, 2, 2020]));
    assert_eq!(seen["clients"].as_array().unwrap().len(), 1);
    assert_eq!((&seen["clients"][0]["id"], &seen["last7Days"]["newImages"]), (&json!(inside), &json!(1)));
    assert_eq!(totals(&vera.get(&format!("/v2/admin/clients/{inside}")).await.ok()), [2, 2, 2, 2, 2020]);
    assert_eq!(totals(&vera.get("/v2/admin/clients").await.ok()[0]), [2, 2, 2, 2, 2020]);

    let nothing = logged_in(&app, "nora").await.get("/v2/admin/stats").await.ok();
    assert_eq!((&nothing["totalClients"], totals(&nothing)), (&json!(0), [0; 5]));
    assert_eq!((&nothing["clients"], nothing["dailyChart"].as_array().unwrap().len()), (&json!([]), 7));
}

async fn a_stranger_learns_no_number(app: TestApp) {
    refused(&app.anonymous().get("/v2/admin/stats").await, 401);
    refused(&app.admin().await.get("/v2/admin/stats").await, 401);
}
