//! `POST /assets/exist` and `/assets/{id}/sidecar`: what `calotype import` asks and sends besides files.

use serde_json::json;

use crate::app::{MEADOW, TestApp, on_both_engines};
use crate::client::{Client, Form};

on_both_engines![
    only_what_the_caller_has_here_and_now_is_known,
    a_question_has_limits,
    a_sidecar_merges_whenever_it_comes,
    a_sidecar_is_its_owners,
    what_a_person_wrote_outlives_a_reading_but_gives_way_to_a_new_sidecar,
];

const EXIST: &str = "/api/v1/assets/exist";

/// What another program writes about a picture.
pub(super) fn xmp(title: &str, rating: u8) -> String {
    format!(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
         <rdf:Description rdf:about='' xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/' \
         xmp:Rating='{rating}'><dc:description><rdf:Alt><rdf:li xml:lang='x-default'>{title}</rdf:li></rdf:Alt>\
         </dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
}

async fn known(client: &Client, hashes: &[&str]) -> serde_json::Value {
    client.post(EXIST, json!({"hashes": hashes})).await.ok()["known"].clone()
}

async fn put(client: &Client, id: &str, body: impl Into<axum::body::Body>) -> crate::response::Response {
    client
        .request(axum::http::Method::PUT, &format!("/api/v1/assets/{id}/sidecar"))
        .header(axum::http::header::CONTENT_TYPE, "application/rdf+xml")
        .body(body)
        .send()
        .await
}

async fn upload(client: &Client) -> String {
    let form = Form::new().file("file", "a.jpg", "image/jpeg", MEADOW);
    client.multipart("/api/v1/assets", form).await.ok()["asset_id"].as_str().unwrap().to_owned()
}

async fn only_what_the_caller_has_here_and_now_is_known(app: TestApp) {
    let (ada, mia) = (app.admin().await, app.user("mia").await);
    let hash = blake3::hash(MEADOW).to_hex().to_string();
    let other = "0".repeat(64);
    assert_eq!(known(&mia, &[&hash]).await, json!([]));
    let first = upload(&mia).await;
    upload(&mia).await;
    let expected = json!([{"hash": hash, "asset_id": first}]);
    assert_eq!(known(&mia, &[&other, &hash.to_uppercase(), &hash]).await, expected, "the oldest, once");
    assert_eq!(
        known(&ada, &[&hash]).await,
        json!([]),
        "not what belongs to others, for administrators neither"
    );
    let form = json!({"name": "Second", "role": "regular"});
    let second = ada.post("/api/v1/repositories", form).await.ok();
    let second = second["repository"]["id"].as_str().unwrap();
    let there = mia.post(EXIST, json!({"repository_id": second, "hashes": [hash]})).await.ok();
    assert_eq!(there["known"], json!([]), "another repository");
    mia.delete(&format!("/api/v1/assets/{first}")).await.ok();
    assert_ne!(
        known(&mia, &[&hash]).await[0]["asset_id"],
        first.as_str(),
        "what is in the trash is not there"
    );
}

async fn a_question_has_limits(app: TestApp) {
    let mia = app.user("mia").await;
    let hash = "a".repeat(64);
    assert_eq!(known(&mia, &[]).await, json!([]));
    assert_eq!(known(&mia, &vec![hash.as_str(); 1000]).await, json!([]));
    mia.post(EXIST, json!({"hashes": vec![&hash; 1001]})).await.refused(400, "too_many");
    mia.post(EXIST, json!({"hashes": ["abc"]})).await.refused(400, "invalid_hash");
    mia.post(EXIST, json!({"repository_id": "x", "hashes": []})).await.refused(400, "invalid_repository_id");
    let nowhere = uuid::Uuid::nil();
    mia.post(EXIST, json!({"repository_id": nowhere, "hashes": []}))
        .await
        .refused(404, "repository_not_found");
    app.anonymous().post(EXIST, json!({"hashes": [hash]})).await.refused(401, "unauthenticated");
}

async fn a_sidecar_merges_whenever_it_comes(app: TestApp) {
    let mia = app.user("mia").await;
    for before_reading in [true, false] {
        let id = upload(&mia).await;
        if !before_reading {
            app.run_jobs().await;
        }
        put(&mia, &id, xmp("Evening by the lake", 4)).await.ok();
        app.run_jobs().await;
        let detail = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
        assert_eq!(detail["rating"], 4, "{before_reading} {detail}");
        assert_eq!(detail["specific_metadata"]["description"], "Evening by the lake");
        assert_eq!(detail["specific_metadata"]["camera_model"], "Test One", "the file's own metadata stay");
        let back = mia.get(&format!("/api/v1/assets/{id}/sidecar")).await;
        assert_eq!(back.bytes, xmp("Evening by the lake", 4).as_bytes());
    }
}

async fn a_sidecar_is_its_owners(app: TestApp) {
    let (mia, tom) = (app.user("mia").await, app.user("tom").await);
    let id = upload(&mia).await;
    let route = format!("/api/v1/assets/{id}/sidecar");
    mia.get(&route).await.refused(404, "sidecar_not_found");
    tom.get(&route).await.refused(403, "not_owner");
    app.anonymous().get(&route).await.refused(401, "unauthenticated");
    put(&tom, &id, "<x/>").await.refused(403, "not_owner");
    put(&app.anonymous(), &id, "<x/>").await.refused(401, "unauthenticated");
    put(&mia, &id, "").await.refused(400, "invalid_sidecar");
    put(&mia, &id, vec![b'x'; 512 * 1024 + 1]).await.refused(413, "sidecar_too_large");
    put(&mia, &uuid::Uuid::nil().to_string(), "<x/>").await.refused(404, "asset_not_found");
    mia.get(&route).await.refused(404, "sidecar_not_found");
}

async fn what_a_person_wrote_outlives_a_reading_but_gives_way_to_a_new_sidecar(app: TestApp) {
    let mia = app.user("mia").await;
    let id = upload(&mia).await;
    let route = format!("/api/v1/assets/{id}");
    put(&mia, &id, xmp("From the sidecar", 2)).await.ok();
    app.run_jobs().await;
    mia.put(&format!("{route}/rating"), json!({"rating": 5})).await.ok();
    mia.put(&format!("{route}/description"), json!({"description": "Mine"})).await.ok();
    mia.post(&format!("{route}/reprocess"), json!({"tasks": ["metadata_asset"]})).await.ok();
    app.run_jobs().await;
    let detail = mia.get(&route).await.ok();
    assert_eq!((&detail["rating"], &detail["specific_metadata"]["description"]), (&json!(5), &json!("Mine")));
    put(&mia, &id, xmp("A new one", 3)).await.ok();
    app.run_jobs().await;
    let detail = mia.get(&route).await.ok();
    assert_eq!(
        (&detail["rating"], &detail["specific_metadata"]["description"]),
        (&json!(3), &json!("A new one"))
    );
}
