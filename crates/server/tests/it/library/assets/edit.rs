use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::build::photo;
use crate::app::TestApp;
use crate::app::on_both_engines;
use crate::client::Client;

on_both_engines![
    the_owner_rule_holds_for_every_edit,
    edits_show_in_the_detail,
    metadata_moves_a_photo_in_time_and_place,
    deleting_twice_is_not_found_and_restoring_twice_is_fine,
    what_is_in_the_trash_can_be_read_but_not_changed,
];

async fn edits(client: &Client, id: Uuid) -> Vec<(&'static str, crate::response::Response)> {
    let base = format!("/api/v1/assets/{id}");
    vec![
        ("rating", client.put(&format!("{base}/rating"), json!({"rating": 3})).await),
        ("like", client.put(&format!("{base}/like"), json!({"liked": true})).await),
        ("both", client.put(&format!("{base}/rating-and-like"), json!({"rating": 3, "liked": true})).await),
        ("description", client.put(&format!("{base}/description"), json!({"description": "x"})).await),
        ("metadata", client.put(&base, json!({"specific_metadata": {}})).await),
    ]
}

async fn the_owner_rule_holds_for_every_edit(app: TestApp) {
    let (ada, mia, tom) = (app.admin().await, app.user("mia").await, app.user("tom").await);
    let id = photo("a.jpg").of(&mia, &app).await;
    let ownerless = photo("b.jpg").store(&app).await;
    let base = format!("/api/v1/assets/{id}");
    for (client, status, word) in [(app.anonymous(), 401, "unauthenticated"), (tom.clone(), 403, "not_owner")]
    {
        for (what, answer) in edits(&client, id).await {
            assert_eq!(answer.status, status, "{what}");
            answer.refused(status, word);
        }
        client.get(&base).await.refused(status, word);
        client.get(&format!("{base}/exif")).await.refused(status, word);
        client.delete(&base).await.refused(status, word);
        client.post(&format!("{base}/restore"), json!({})).await.refused(status, word);
    }
    for (what, answer) in edits(&ada, id).await.into_iter().chain(edits(&mia, id).await) {
        assert_eq!(answer.status, 200, "{what}: {}", answer.text());
    }
    mia.get(&format!("/api/v1/assets/{ownerless}")).await.refused(403, "not_owner");
    ada.get(&format!("/api/v1/assets/{ownerless}")).await.ok();
    for (_, answer) in edits(&mia, Uuid::nil()).await {
        answer.refused(404, "asset_not_found");
    }
    // The rating is checked before anything else, the login even before that.
    mia.put(&format!("/api/v1/assets/{}/rating", Uuid::nil()), json!({"rating": 6}))
        .await
        .refused(400, "invalid_rating");
    mia.put("/api/v1/assets/1/rating", json!({"rating": 1})).await.refused(400, "invalid_id");
}

async fn edits_show_in_the_detail(app: TestApp) {
    let mia = app.user("mia").await;
    let id = photo("a.jpg").camera("Nikon").of(&mia, &app).await;
    let base = format!("/api/v1/assets/{id}");
    mia.put(&format!("{base}/rating-and-like"), json!({"rating": 4, "liked": true})).await.ok();
    mia.put(&format!("{base}/description"), json!({"description": "<b>Sea</b>"})).await.ok();
    let detail = mia.get(&base).await.ok();
    assert_eq!((&detail["rating"], &detail["liked"]), (&json!(4), &json!(true)));
    assert_eq!(detail["specific_metadata"]["description"], "<b>Sea</b>");
    assert_eq!(detail["specific_metadata"]["camera_model"], "Nikon");
    mia.put(&format!("{base}/description"), json!({"description": ""})).await.ok();
    assert_eq!(mia.get(&base).await.ok()["specific_metadata"]["description"], "");
}

async fn metadata_moves_a_photo_in_time_and_place(app: TestApp) {
    let mia = app.user("mia").await;
    let id = photo("a.jpg").of(&mia, &app).await;
    let specific = json!({"taken_time": "2020-02-03T04:05:06+02:00", "capture_offset_minutes": 120, "exposure": 0,
        "gps_latitude": 37.7749, "gps_longitude": -122.4194, "camera_model": "X"});
    mia.put(&format!("/api/v1/assets/{id}"), json!({"specific_metadata": specific})).await.ok();
    let detail = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!(detail["taken_time"], "2020-02-03T02:05:06Z");
    assert_eq!((&detail["capture_offset_minutes"], &detail["specific_metadata"]), (&json!(120), &specific));
    assert_eq!(mia.get("/api/v1/assets/map-points").await.ok()["total"], 1);
    assert_eq!(mia.get("/api/v1/timeline/buckets").await.ok()["buckets"][0]["month"], "2020-02");
    mia.put(&format!("/api/v1/assets/{id}"), json!({"specific_metadata": [1]}))
        .await
        .refused(400, "invalid_metadata");
}

async fn deleting_twice_is_not_found_and_restoring_twice_is_fine(app: TestApp) {
    let mia = app.user("mia").await;
    let id = photo("a.jpg").of(&mia, &app).await;
    let base = format!("/api/v1/assets/{id}");
    mia.delete(&base).await.ok();
    mia.delete(&base).await.refused(404, "asset_not_found");
    mia.post(&format!("{base}/restore"), Value::Null).await.ok();
    mia.request(Method::POST, &format!("{base}/restore")).send().await.ok();
    assert_eq!(mia.get(&base).await.ok()["is_deleted"], false);
}

async fn what_is_in_the_trash_can_be_read_but_not_changed(app: TestApp) {
    let mia = app.user("mia").await;
    let id = photo("a.jpg").of(&mia, &app).await;
    mia.delete(&format!("/api/v1/assets/{id}")).await.ok();
    let detail = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!(detail["is_deleted"], true);
    assert!(detail["deleted_at"].is_string());
    for (what, answer) in edits(&mia, id).await {
        assert_eq!(answer.status, 404, "{what}");
    }
}
