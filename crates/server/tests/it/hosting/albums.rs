//! `/albums` of applications.

use serde_json::{Value, json};

use super::world::{Program, id, refused};
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    an_album_is_made_changed_and_deleted_by_its_owner,
    members_come_in_order_and_are_the_owners,
    who_sees_what,
    a_token_opens_album_and_private_members_until_it_is_taken_back,
    external_ids_are_one_of_a_kind_in_a_client,
];

async fn album(shop: &Program, user: &str, body: Value) -> Value {
    let made = shop.post(user, "/v2/albums", body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()
}

async fn an_album_is_made_changed_and_deleted_by_its_owner(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    refused(&shop.post("", "/v2/albums", json!({"name": "A"})).await, 400);
    refused(&shop.post("u1", "/v2/albums", json!({"name": " "})).await, 400);
    refused(&shop.post("u1", "/v2/albums", json!({})).await, 400);
    let made = album(&shop, "u1", json!({"name": "Trip", "description": "West"})).await;
    assert_eq!(
        (&made["isPublic"], &made["imageCount"], &made["userId"]),
        (&json!(false), &json!(0), &json!("u1"))
    );
    assert_eq!((&made["coverUrl"], &made["externalAlbumId"]), (&Value::Null, &Value::Null));
    let url = format!("/v2/albums/{}", id(&made));
    refused(&shop.patch("u2", &url, json!({"name": "B"})).await, 403);
    let changed =
        shop.patch("u1", &url, json!({"name": "East", "description": null, "isPublic": true})).await.ok();
    assert_eq!(
        (&changed["name"], &changed["description"], &changed["isPublic"]),
        (&json!("East"), &Value::Null, &json!(true))
    );
    let image = shop.meadow("u1", &[("albumId", id(&made))]).await;
    assert_eq!(image["albumIds"], json!([made["id"]]));
    refused(&shop.delete("u2", &url).await, 403);
    shop.delete("u1", &url).await.ok();
    refused(&shop.get("u1", &url).await, 404);
    let kept = shop.get("u1", &format!("/v2/images/{}?info=1", id(&image))).await.ok();
    assert_eq!(kept["albumIds"], json!([]));
}

async fn members_come_in_order_and_are_the_owners(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let made = album(&shop, "u1", json!({"name": "Trip"})).await;
    let url = format!("/v2/albums/{}", id(&made));
    let members = format!("{url}/images");
    let (a, b) = (shop.meadow("u1", &[]).await, shop.meadow("u1", &[]).await);
    let foreign = shop.meadow("u2", &[]).await;
    refused(&shop.post("u1", &members, json!({"imageIds": []})).await, 400);
    refused(&shop.post("u1", &members, json!({"imageIds": [a["id"], foreign["id"]]})).await, 404);
    assert_eq!(shop.get("u1", &url).await.ok()["imageCount"], 0, "nothing was added");
    let added = shop.post("u1", &members, json!({"imageIds": [b["id"], a["id"]]})).await;
    assert_eq!((added.status.as_u16(), &added.json()["added"]), (201, &json!(2)));
    assert_eq!(shop.post("u1", &members, json!({"imageIds": [a["id"]]})).await.json()["added"], 0);
    let list = shop.get("u1", &members).await.ok();
    let ids: Vec<&Value> = list["data"].as_array().unwrap().iter().map(|image| &image["id"]).collect();
    assert_eq!(ids, [&b["id"], &a["id"]]);
    let shown = shop.get("u1", &url).await.ok();
    assert_eq!(shown["coverUrl"], format!("/v2/images/{}?thumb=true", id(&b)));
    refused(&shop.patch("u1", &url, json!({"coverImageId": foreign["id"]})).await, 400);
    let covered = shop.patch("u1", &url, json!({"coverImageId": a["id"]})).await.ok();
    assert_eq!(covered["coverImageId"], a["id"]);
    let removed = shop.delete("u1", &format!("{members}?imageIds={},{}", id(&a), id(&foreign))).await.ok();
    assert_eq!(removed["removed"], 1);
    assert_eq!(shop.get("u1", &url).await.ok()["coverImageId"], Value::Null);
    shop.delete("u1", &format!("/v2/images/{}", id(&b))).await.ok();
    assert_eq!(shop.get("u1", &url).await.ok()["imageCount"], 0);
}

async fn who_sees_what(app: TestApp) {
    let (shop, other) = (Program::new(&app, "shop").await, Program::new(&app, "other").await);
    let stranger = app.anonymous();
    let closed = album(&shop, "u1", json!({"name": "Mine"})).await;
    let open = album(&shop, "u1", json!({"name": "Ours", "isPublic": true})).await;
    for fields in [vec![("isPrivate", "true")], vec![]] {
        let fields: Vec<(&str, &str)> = fields.into_iter().chain([("albumId", id(&open))]).collect();
        shop.meadow("u1", &fields).await;
    }
    let (closed, open) = (format!("/v2/albums/{}", id(&closed)), format!("/v2/albums/{}", id(&open)));
    assert_eq!(shop.get("u1", &open).await.ok()["imageCount"], 2);
    for seen in [stranger.get(&open).await, shop.get("u2", &open).await, other.get("u1", &open).await] {
        let seen = seen.ok();
        assert_eq!((&seen["imageCount"], seen["images"].as_array().unwrap().len()), (&json!(1), 1));
    }
    assert_eq!(stranger.get(&format!("{open}/images")).await.ok()["pagination"]["total"], 1);
    refused(&stranger.get(&closed).await, 404);
    refused(&other.get("u1", &closed).await, 404);
    refused(&shop.get("u2", &closed).await, 403);
    refused(&shop.get("", &closed).await, 400);
    let names = async |user: &str, query: &str| -> Vec<String> {
        let list = shop.get(user, &format!("/v2/albums{query}")).await.ok();
        let names =
            list["data"].as_array().unwrap().iter().map(|album| album["name"].as_str().unwrap().to_owned());
        names.collect()
    };
    assert_eq!(names("u1", "").await, ["Ours", "Mine"]);
    assert_eq!(names("u2", "").await, ["Ours"]);
    assert_eq!(names("u2", "?userId=u1&search=our").await, ["Ours"]);
    assert_eq!(names("u1", "?public=false").await, ["Mine"]);
    refused(&shop.get("", "/v2/albums").await, 400);
}

async fn a_token_opens_album_and_private_members_until_it_is_taken_back(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let stranger = app.anonymous();
    let made = album(&shop, "u1", json!({"name": "Trip"})).await;
    let inside = shop.meadow("u1", &[("isPrivate", "true"), ("albumId", id(&made))]).await;
    let outside = shop.meadow("u1", &[("isPrivate", "true")]).await;
    let url = format!("/v2/albums/{}", id(&made));
    refused(&shop.post("u2", &format!("{url}/tokens"), json!({})).await, 403);
    refused(&shop.post("u1", &format!("{url}/tokens"), json!({"expiresInDays": -1})).await, 400);
    let token = shop.post("u1", &format!("{url}/tokens"), json!({"expiresInDays": 1})).await;
    assert_eq!(token.status, 201, "{}", token.text());
    let token = token.json();
    let text = token["token"].as_str().unwrap();
    assert_eq!(stranger.get(token["url"].as_str().unwrap()).await.ok()["imageCount"], 1);
    let of = |image: &Value| format!("/v2/images/{}?token={text}", id(image));
    assert_eq!(stranger.get(&of(&inside)).await.header("x-image-fallback"), None);
    assert_eq!(stranger.get(&of(&outside)).await.header("x-image-fallback"), Some("permission_denied"));
    let revoke = format!("{url}/tokens/{text}");
    refused(&shop.delete("u2", &revoke).await, 403);
    shop.delete("u1", &revoke).await.ok();
    refused(&shop.delete("u1", &revoke).await, 404);
    refused(&stranger.get(token["url"].as_str().unwrap()).await, 404);
    assert_eq!(stranger.get(&of(&inside)).await.header("x-image-fallback"), Some("permission_denied"));
    let short = shop.post("u1", &format!("{url}/tokens"), json!({"expiresIn": 60})).await.json();
    app.clock.advance(std::time::Duration::from_secs(61));
    refused(&stranger.get(short["url"].as_str().unwrap()).await, 404);
}

async fn external_ids_are_one_of_a_kind_in_a_client(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let made = album(&shop, "u1", json!({"name": "A", "albumId": "ext/1"})).await;
    assert_eq!(made["externalAlbumId"], "ext/1");
    refused(&shop.post("u2", "/v2/albums", json!({"name": "B", "externalAlbumId": "ext/1"})).await, 409);
    let url = "/v2/albums/external/ext%2F1";
    assert_eq!(shop.get("u1", url).await.ok()["id"], made["id"]);
    refused(&shop.get("u1", "/v2/albums/external/none").await, 404);
    let image = shop.meadow("u1", &[("albumId", "ext/1")]).await;
    assert_eq!(image["albumIds"], json!([made["id"]]));
    let removed = shop.delete("u1", &format!("{url}/images?imageIds={}", id(&image))).await.ok();
    assert_eq!(removed["removed"], 1);
    let added = shop.post("u1", &format!("{url}/images"), json!({"imageIds": [image["id"]]})).await;
    assert_eq!(added.json()["added"], 1);
    assert_eq!(shop.patch("u1", url, json!({"name": "C", "externalAlbumId": null})).await.ok()["name"], "C");
    refused(&shop.get("u1", url).await, 404);
}
