use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{album, put};
use crate::app::{TestApp, on_both_engines};
use crate::library::assets::build::photo;

on_both_engines![
    a_new_album_has_every_documented_field,
    what_is_absent_from_a_change_stays,
    wishes_that_make_no_sense_are_refused,
    deleting_an_album_keeps_its_photos,
];

async fn a_new_album_has_every_documented_field(app: TestApp) {
    let mia = app.user("mia").await;
    let made = mia.post("/api/v1/albums", json!({"album_name": "Trip", "unknown": 1})).await.ok();
    assert_eq!((&made["album_name"], &made["user_id"]), (&json!("Trip"), &json!(mia.number())));
    assert_eq!((&made["album_type"], &made["asset_count"]), (&json!("default"), &json!(0)));
    assert_eq!(
        (made.get("description"), made.get("cover_asset_id")),
        (Some(&Value::Null), Some(&Value::Null))
    );
    assert_eq!(made.get("display_cover_asset_id"), None, "left out when there is none");
    assert_eq!(made["created_at"], made["updated_at"]);
    assert_eq!(mia.get(&format!("/api/v1/albums/{}", made["album_id"])).await.ok(), made);

    let cover = photo("a.jpg").of(&mia, &app).await;
    let full = json!({"album_name": "ü".repeat(100), "description": "", "cover_asset_id": cover.to_string(),
        "album_type": "bio"});
    let made = mia.post("/api/v1/albums", full.clone()).await.ok();
    for (field, value) in full.as_object().unwrap() {
        assert_eq!(&made[field], value);
    }
    assert_eq!(made["display_cover_asset_id"], cover.to_string());
}

async fn what_is_absent_from_a_change_stays(app: TestApp) {
    let mia = app.user("mia").await;
    let made = mia
        .post("/api/v1/albums", json!({"album_name": "Trip", "description": "Sea", "album_type": "bio"}))
        .await
        .ok();
    let path = format!("/api/v1/albums/{}", made["album_id"]);
    app.clock.advance(Duration::from_secs(1));
    let renamed = mia.put(&path, json!({"album_name": "Journey", "description": null})).await.ok();
    assert_eq!(
        (&renamed["album_name"], &renamed["description"], &renamed["album_type"]),
        (&json!("Journey"), &json!("Sea"), &json!("bio"))
    );
    assert_eq!(renamed["created_at"], made["created_at"]);
    assert!(renamed["updated_at"].as_str() > made["updated_at"].as_str());
    let changed = mia.put(&path, json!({"description": "", "album_type": "default"})).await.ok();
    assert_eq!(
        (&changed["album_name"], &changed["description"], &changed["album_type"]),
        (&json!("Journey"), &json!(""), &json!("default"))
    );
    assert_eq!(mia.get(&path).await.ok(), changed);
}

async fn wishes_that_make_no_sense_are_refused(app: TestApp) {
    let (mia, tom) = (app.user("mia").await, app.user("tom").await);
    let of_tom = photo("tom.jpg").of(&tom, &app).await.to_string();
    let trashed = photo("old.jpg").of(&mia, &app).await;
    mia.delete(&format!("/api/v1/assets/{trashed}")).await.ok();
    let path = format!("/api/v1/albums/{}", album(&mia, "Trip").await);
    for (field, value, status, word) in [
        ("album_name", json!(""), 400, "invalid_album_name"),
        ("album_name", json!(" \t"), 400, "invalid_album_name"),
        ("album_name", json!("x".repeat(101)), 400, "invalid_album_name"),
        ("album_name", json!(7), 400, "invalid_body"),
        ("description", json!("x".repeat(10_001)), 400, "description_too_long"),
        ("album_type", json!("holiday"), 400, "invalid_album_type"),
        ("cover_asset_id", json!(""), 400, "invalid_cover"),
        ("cover_asset_id", json!("first"), 400, "invalid_cover"),
        ("cover_asset_id", json!(Uuid::nil().to_string()), 400, "invalid_cover"),
        ("cover_asset_id", json!(trashed.to_string()), 400, "invalid_cover"),
        ("cover_asset_id", json!(of_tom), 403, "not_owner"),
    ] {
        let mut body = json!({"album_name": "New"});
        body[field] = value.clone();
        mia.post("/api/v1/albums", body).await.refused(status, word);
        mia.put(&path, json!({field: value})).await.refused(status, word);
    }
    mia.post("/api/v1/albums", json!({})).await.refused(400, "invalid_body");
    let kept = mia.get("/api/v1/albums").await.ok();
    assert_eq!((&kept["total"], &kept["albums"][0]["album_name"]), (&json!(1), &json!("Trip")));
}

async fn deleting_an_album_keeps_its_photos(app: TestApp) {
    let mia = app.user("mia").await;
    let id = photo("a.jpg").of(&mia, &app).await;
    let trip = album(&mia, "Trip").await;
    put(&mia, trip, &[(id, None)]).await;
    let path = format!("/api/v1/albums/{trip}");
    mia.delete(&path).await.ok();
    mia.delete(&path).await.refused(404, "album_not_found");
    let detail = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!((&detail["is_deleted"], detail.get("albums")), (&json!(false), None));
}
