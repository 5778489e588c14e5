use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{album, names, put};
use crate::app::{TestApp, on_both_engines};
use crate::library::assets::build::photo;

on_both_engines![
    photos_stand_by_place_then_in_the_order_they_were_added,
    adding_twice_keeps_the_place_and_removing_twice_is_fine,
    what_is_not_there_cannot_be_added_or_placed,
];

async fn photos_stand_by_place_then_in_the_order_they_were_added(app: TestApp) {
    let mia = app.user("mia").await;
    let trip = album(&mia, "Trip").await;
    let mut ids = Vec::new();
    for (name, position) in [("c", None), ("d", None), ("b", Some(2)), ("a", Some(-1))] {
        let id = photo(name).of(&mia, &app).await;
        app.clock.advance(Duration::from_secs(1));
        put(&mia, trip, &[(id, position)]).await;
        ids.push(id);
    }
    let path = format!("/api/v1/albums/{trip}/assets");
    let all = mia.get(&path).await.ok();
    assert_eq!(names(&all), ["a", "b", "c", "d"]);
    assert_eq!((&all["album_id"], &all["count"]), (&json!(trip), &json!(4)));
    let first = &all["assets"][0];
    assert_eq!(
        (&first["asset_id"], &first["position"], &first["type"]),
        (&json!(ids[3].to_string()), &json!(-1), &json!("PHOTO"))
    );
    assert!(first["added_time"].is_string());
    assert_eq!(all["assets"][2].get("position"), None);

    mia.put(&format!("{path}/{}/position", ids[1]), json!({"position": 0})).await.ok();
    mia.put(&format!("{path}/{}/position", ids[3]), json!({"position": null})).await.ok();
    assert_eq!(names(&mia.get(&path).await.ok()), ["d", "b", "c", "a"]);
    mia.put(&format!("{path}/{}/position", ids[3]), json!({})).await.refused(400, "invalid_body");
}

async fn adding_twice_keeps_the_place_and_removing_twice_is_fine(app: TestApp) {
    let mia = app.user("mia").await;
    let id = photo("a.jpg").of(&mia, &app).await;
    let trip = album(&mia, "Trip").await;
    let path = format!("/api/v1/albums/{trip}/assets");
    put(&mia, trip, &[(id, Some(3)), (id, Some(4)), (id, None)]).await;
    mia.post(&format!("/api/v1/assets/{id}/albums/{trip}"), Value::Null).await.ok();
    let all = mia.get(&path).await.ok();
    assert_eq!((&all["count"], &all["assets"][0]["position"]), (&json!(1), &json!(3)));
    for _ in 0..2 {
        mia.delete(&format!("{path}/{id}")).await.ok();
    }
    assert_eq!(mia.get(&path).await.ok(), json!({"album_id": trip, "assets": [], "count": 0}));
    mia.get(&format!("/api/v1/assets/{id}")).await.ok();
}

async fn what_is_not_there_cannot_be_added_or_placed(app: TestApp) {
    let mia = app.user("mia").await;
    let (id, trashed) = (photo("a.jpg").of(&mia, &app).await, photo("b.jpg").of(&mia, &app).await);
    mia.delete(&format!("/api/v1/assets/{trashed}")).await.ok();
    let path = format!("/api/v1/albums/{}/assets", album(&mia, "Trip").await);
    for missing in [Uuid::nil(), trashed] {
        mia.post(&format!("{path}/{missing}"), json!({})).await.refused(404, "asset_not_found");
    }
    mia.put(&format!("{path}/{id}/position"), json!({"position": 1})).await.refused(404, "not_in_album");
    // The body is required, though it may say nothing.
    mia.request(axum::http::Method::POST, &format!("{path}/{id}"))
        .send()
        .await
        .refused(400, "invalid_content_type");
    assert_eq!(mia.get(&path).await.ok()["count"], 0);
}
