//! `/admin/albums`.

use std::time::Duration;

use serde_json::{Value, json};

use super::{refused, root};
use crate::app::{TestApp, on_both_engines};
use crate::client::Client;
use crate::hosting::world::{Program, id};

on_both_engines![
    albums_are_listed_with_what_is_in_them,
    an_album_is_changed_field_by_field,
    a_deleted_album_takes_its_tokens_and_leaves_its_images,
];

async fn names(asker: &Client, query: &str) -> Vec<String> {
    let list = asker.get(&format!("/v2/admin/albums?{query}")).await.ok();
    let names = list["data"].as_array().unwrap().iter().map(|album| album["name"].as_str().unwrap());
    names.map(str::to_owned).collect()
}

async fn albums_are_listed_with_what_is_in_them(app: TestApp) {
    let root = root(&app).await;
    let (shop, blog) = (Program::new(&app, "shop").await, Program::new(&app, "blog").await);
    let trip = shop.album("u1", json!({"name": "Trip", "albumId": "ext"})).await;
    shop.album("u2", json!({"name": "Party", "isPublic": true})).await;
    blog.album("u1", json!({"name": "TRIPS"})).await;
    for private in ["true", "false"] {
        shop.tiny("u1", &[("albumId", "ext"), ("isPrivate", private)]).await;
    }
    let path = format!("/v2/albums/{}", id(&trip));
    for body in [json!({}), json!({"expiresIn": 60}), json!({"expiresInDays": 1})] {
        assert_eq!(shop.post("u1", &format!("{path}/tokens"), body).await.status, 201);
    }
    app.clock.advance(Duration::from_secs(61));
    assert_eq!(names(&root, "").await, ["TRIPS", "Party", "Trip"], "newest first");
    assert_eq!(names(&root, &format!("clientId={}", shop.id)).await, ["Party", "Trip"]);
    assert_eq!(names(&root, "userId=u1").await, ["TRIPS", "Trip"]);
    assert_eq!(names(&root, "search=trip").await, ["TRIPS", "Trip"]);
    assert_eq!(names(&root, "public=true").await, ["Party"]);
    assert_eq!(names(&root, "public=false&perPage=1&page=2").await, ["Trip"]);
    refused(&root.get("/v2/admin/albums?public=maybe").await, 400);
    let seen = root.get(&format!("/v2/admin/albums/{}", id(&trip))).await.ok();
    for (name, value) in shop.get("u1", &path).await.ok().as_object().unwrap() {
        assert!(name == "images" || &seen[name] == value, "{name}: {seen}");
    }
    assert_eq!(seen["clientId"], json!(shop.id));
    assert_eq!(seen["client"], json!({"id": shop.id, "name": "shop", "domain": null}));
    let ours = seen["user"]["id"].as_str().unwrap();
    assert_eq!(seen["user"], json!({"id": ours, "externalUserId": "u1", "username": null}));
    assert_eq!((&seen["totalItems"], &seen["activeTokens"]), (&json!(2), &json!(2)));
    assert_eq!(names(&root, &format!("userId={ours}")).await, ["Trip"]);
}

async fn an_album_is_changed_field_by_field(app: TestApp) {
    let root = root(&app).await;
    let (shop, blog) = (Program::new(&app, "shop").await, Program::new(&app, "blog").await);
    let made = shop.album("u1", json!({"name": "A", "description": "Old", "albumId": "a"})).await;
    shop.album("u2", json!({"name": "B", "albumId": "b"})).await;
    blog.album("u1", json!({"name": "C", "albumId": "c"})).await;
    let (inside, outside) = (shop.tiny("u1", &[("albumId", "a")]).await, shop.tiny("u1", &[]).await);
    let path = format!("/v2/admin/albums/{}", id(&made));
    let body = json!({"name": "New", "isPublic": true, "externalAlbumId": "c", "coverImageId": inside["id"]});
    let after = root.patch(&path, body).await.ok();
    assert_eq!(
        (&after["name"], &after["isPublic"], &after["externalAlbumId"], &after["coverImageId"]),
        (&json!("New"), &json!(true), &json!("c"), &inside["id"]),
        "an id of another client is free"
    );
    assert_eq!(after["description"], "Old");
    let body = json!({"description": null, "externalAlbumId": null, "coverImageId": null});
    let after = root.patch(&path, body).await.ok();
    assert_eq!(
        (&after["description"], &after["externalAlbumId"], &after["coverImageId"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    refused(&root.patch(&path, json!({"externalAlbumId": "b"})).await, 409);
    for bad in [
        json!({"name": ""}),
        json!({"name": "x".repeat(256)}),
        json!({"description": "x".repeat(1001)}),
        json!({"coverImageId": outside["id"]}),
    ] {
        refused(&root.patch(&path, bad).await, 400);
    }
    assert_eq!(root.get(&path).await.ok(), after);
    // Everybody may look now.
    assert_eq!(app.anonymous().get(&format!("/v2/albums/{}", id(&made))).await.ok()["name"], "New");
}

async fn a_deleted_album_takes_its_tokens_and_leaves_its_images(app: TestApp) {
    let root = root(&app).await;
    let shop = Program::new(&app, "shop").await;
    let made = shop.album("u1", json!({"name": "A"})).await;
    let image = shop.tiny("u1", &[("albumId", id(&made)), ("isPrivate", "true")]).await;
    let token = shop.post("u1", &format!("/v2/albums/{}/tokens", id(&made)), json!({})).await.json();
    let by_token = format!("/v2/images/{}?token={}", id(&image), token["token"].as_str().unwrap());
    assert_eq!(app.anonymous().get(&by_token).await.header("x-image-fallback"), None);
    let path = format!("/v2/admin/albums/{}", id(&made));
    assert_eq!(root.delete(&path).await.ok()["success"], true);
    refused(&root.delete(&path).await, 404);
    assert_eq!(app.anonymous().get(&by_token).await.header("x-image-fallback"), Some("permission_denied"));
    let kept = root.get(&format!("/v2/admin/images/{}", id(&image))).await.ok();
    assert_eq!((&kept["albums"], &kept["albumIds"]), (&json!([]), &json!([])));
}
