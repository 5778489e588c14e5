use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{album, names, put};
use crate::app::{TestApp, on_both_engines};
use crate::client::Client;
use crate::library::assets::build::photo;
use crate::response::Response;

on_both_engines![
    an_album_is_its_owners_and_the_administrators,
    an_administrator_may_mix_and_the_owner_rule_still_holds,
    an_asset_tells_the_callers_albums,
    species_are_named_in_bio_albums_once_a_model_is_there,
];

/// Everything that reads or changes one album; deleting it comes last.
async fn attempts(client: &Client, album: i64, asset: Uuid) -> Vec<Response> {
    let base = format!("/api/v1/albums/{album}");
    vec![
        client.get(&base).await,
        client.put(&base, json!({"album_name": "Mine"})).await,
        client.get(&format!("{base}/assets")).await,
        client.post(&format!("{base}/assets/{asset}"), json!({})).await,
        client.post(&format!("/api/v1/assets/{asset}/albums/{album}"), Value::Null).await,
        client.put(&format!("{base}/assets/{asset}/position"), json!({"position": 1})).await,
        client.delete(&format!("{base}/assets/{asset}")).await,
        client.delete(&base).await,
    ]
}

async fn an_album_is_its_owners_and_the_administrators(app: TestApp) {
    let (ada, mia, tom) = (app.admin().await, app.user("mia").await, app.user("tom").await);
    let (of_mia, of_tom) = (photo("mia.jpg").of(&mia, &app).await, photo("tom.jpg").of(&tom, &app).await);
    let trip = album(&mia, "Trip").await;
    for answer in attempts(&app.anonymous(), trip, of_mia).await {
        answer.refused(401, "unauthenticated");
    }
    app.anonymous().get("/api/v1/albums").await.refused(401, "unauthenticated");
    app.anonymous().post("/api/v1/albums", json!({"album_name": "x"})).await.refused(401, "unauthenticated");
    for answer in attempts(&tom, trip, of_tom).await {
        answer.refused(403, "not_owner");
    }
    for answer in attempts(&mia, trip + 1000, of_mia).await {
        answer.refused(404, "album_not_found");
    }
    for answer in attempts(&ada, trip, of_mia).await {
        answer.ok();
    }
    mia.get(&format!("/api/v1/albums/{trip}")).await.refused(404, "album_not_found");
    mia.get("/api/v1/albums/first").await.refused(400, "invalid_id");
    mia.delete("/api/v1/albums/1/assets/first").await.refused(400, "invalid_id");
}

async fn an_administrator_may_mix_and_the_owner_rule_still_holds(app: TestApp) {
    let (ada, mia, tom) = (app.admin().await, app.user("mia").await, app.user("tom").await);
    let (of_mia, of_tom) = (photo("mia.jpg").of(&mia, &app).await, photo("tom.jpg").of(&tom, &app).await);
    let trip = album(&mia, "Trip").await;
    let path = format!("/api/v1/albums/{trip}");
    mia.post(&format!("{path}/assets/{of_tom}"), json!({})).await.refused(403, "not_owner");
    mia.post(&format!("/api/v1/assets/{of_tom}/albums/{trip}"), Value::Null).await.refused(403, "not_owner");
    put(&ada, trip, &[(of_tom, Some(1)), (of_mia, Some(2))]).await;

    assert_eq!(names(&ada.get(&format!("{path}/assets")).await.ok()), ["tom.jpg", "mia.jpg"]);
    assert_eq!(names(&mia.get(&format!("{path}/assets")).await.ok()), ["mia.jpg"]);
    let seen = mia.get(&path).await.ok();
    assert_eq!(
        (&seen["asset_count"], &seen["display_cover_asset_id"]),
        (&json!(1), &json!(of_mia.to_string()))
    );
    assert_eq!(ada.get(&path).await.ok()["display_cover_asset_id"], of_tom.to_string());
    let albums_of_tom = tom.get(&format!("/api/v1/assets/{of_tom}/albums")).await.ok();
    assert_eq!(albums_of_tom["albums"], json!([]), "an album of somebody else is not told");
}

async fn an_asset_tells_the_callers_albums(app: TestApp) {
    let (ada, mia, tom) = (app.admin().await, app.user("mia").await, app.user("tom").await);
    let id = photo("a.jpg").of(&mia, &app).await;
    let path = format!("/api/v1/assets/{id}/albums");
    let (trip, best) = (album(&mia, "Trip").await, album(&ada, "Best").await);
    mia.request(Method::POST, &format!("{path}/{trip}")).send().await.ok();
    put(&ada, best, &[(id, Some(7))]).await;

    let mine = mia.get(&path).await.ok();
    assert_eq!((&mine["asset_id"], &mine["count"]), (&json!(id.to_string()), &json!(1)));
    let one = &mine["albums"][0];
    assert_eq!(
        (&one["album_id"], &one["album_name"], &one["user_id"], &one["asset_count"]),
        (&json!(trip), &json!("Trip"), &json!(mia.number()), &json!(0))
    );
    assert!(one["added_time"].is_string());
    assert_eq!(one.get("position"), None);

    let all = ada.get(&path).await.ok();
    let told: Vec<_> = all["albums"].as_array().unwrap().iter().map(|a| &a["album_name"]).collect();
    assert_eq!((told, &all["albums"][1]["position"]), (vec![&json!("Trip"), &json!("Best")], &json!(7)));
    let detail = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
    assert_eq!(detail["albums"].as_array().unwrap().len(), 1);

    tom.get(&path).await.refused(403, "not_owner");
    app.anonymous().get(&path).await.refused(401, "unauthenticated");
    mia.get(&format!("/api/v1/assets/{}/albums", Uuid::nil())).await.refused(404, "asset_not_found");
}

async fn species_are_named_in_bio_albums_once_a_model_is_there(app: TestApp) {
    let (mia, tom) = (app.user("mia").await, app.user("tom").await);
    let plain = album(&mia, "Trip").await;
    let bio = mia.post("/api/v1/albums", json!({"album_name": "Birds", "album_type": "bio"})).await.ok();
    let rebuild = async |client: &Client, album: &Value| {
        client.post(&format!("/api/v1/albums/{album}/bioclip/rebuild"), Value::Null).await
    };
    rebuild(&mia, &json!(plain)).await.refused(400, "not_a_bio_album");
    rebuild(&mia, &bio["album_id"]).await.refused(503, "bioclip_unavailable");
    rebuild(&tom, &bio["album_id"]).await.refused(403, "not_owner");
    rebuild(&mia, &json!(9999)).await.refused(404, "album_not_found");
}
