//! `/admin/images`.

use std::time::Duration;

use axum::http::Method;
use calotype_core::actor::AdminRole;
use calotype_core::{Actor, clients};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{created, logged_in, login, make, refused, root};
use crate::app::{MEADOW, TestApp, on_both_engines, over_s3};
use crate::client::{Client, Form};
use crate::hosting::world::{Program, TINY, decoded, id};

on_both_engines![
    an_upload_is_the_clients_as_if_it_had_brought_it,
    several_files_become_images_or_none_does,
    what_is_wrong_with_a_form_is_said_and_leaves_nothing,
    the_list_is_filtered_sorted_and_paged,
    tags_are_counted_over_clients,
    an_image_is_shown_with_what_its_client_is_not_told,
    a_private_picture_is_seen_through_a_short_link_that_ends_with_the_login,
    an_image_is_changed_field_by_field,
    a_deleted_image_is_gone_for_everybody,
    everything_of_an_inactive_client_is_still_seen,
];

over_s3![
    several_files_become_images_or_none_does,
    a_private_picture_is_seen_through_a_short_link_that_ends_with_the_login,
    a_deleted_image_is_gone_for_everybody,
];

fn form(client: Uuid) -> Form {
    Form::new().text("clientId", &client.to_string())
}

fn pictures(form: Form, name: &str, count: usize) -> Form {
    (0..count).fold(form, |form, n| form.file(name, &format!("{n}.png"), "image/png", TINY))
}

async fn told(app: &TestApp) -> Vec<String> {
    let sql = "SELECT event FROM webhook_deliveries ORDER BY created_at, id";
    let mut conn = app.core.db.read().await.unwrap();
    let rows: Vec<(String,)> = conn.all(sql, calotype_store::Values(Vec::new())).await.unwrap();
    rows.into_iter().map(|(event,)| event).collect()
}

/// Has a client told of everything.
async fn listens(app: &TestApp, client: Uuid) {
    let patch = clients::Patch {
        webhook_enabled: Some(true),
        webhook_url: Some(Some("https://hooks.example.org/pictures".to_owned())),
        ..clients::Patch::default()
    };
    clients::update(&app.core, &Actor::system(), client, patch).await.unwrap();
}

async fn objects(app: &TestApp, client: Uuid) -> usize {
    use calotype_files::objects::Prefix;
    use futures::StreamExt as _;
    let store = &app.core.objects;
    store.list(Prefix::Originals(client)).count().await + store.list(Prefix::Renditions(client)).count().await
}

async fn used(app: &TestApp, client: Uuid) -> i64 {
    let mut conn = app.core.db.read().await.unwrap();
    calotype_store::space::get(&mut conn, client).await.unwrap().unwrap().used_bytes
}

async fn ids(asker: &Client, query: &str) -> Vec<String> {
    let list = asker.get(&format!("/v2/admin/images?{query}")).await.ok();
    list["data"].as_array().unwrap().iter().map(|image| id(image).to_owned()).collect()
}

async fn an_upload_is_the_clients_as_if_it_had_brought_it(app: TestApp) {
    root(&app).await;
    let shop = Program::new(&app, "shop").await;
    listens(&app, shop.id).await;
    make(&app, "adam", AdminRole::Admin, false, &[shop.id]).await;
    let adam = logged_in(&app, "adam").await;
    let album = shop.album("u1", json!({"name": "Trip", "albumId": "ext"})).await;
    let whole = Form::new()
        .file("file", "meadow.jpg", "image/jpeg", MEADOW)
        .text("externalUserId", "u1")
        .text("albumId", "ext")
        .text("tags", "sea, sun")
        .text("description", "A meadow")
        .text("isPrivate", "true")
        .text("clientId", &shop.id.to_string());
    let image = created(&adam.multipart("/v2/admin/images", whole).await);
    assert_eq!((&image["userId"], &image["client"]["name"]), (&json!("u1"), &json!("shop")));
    assert_eq!((&image["tags"], &image["isPrivate"]), (&json!(["sea", "sun"]), &json!(true)));
    assert_eq!((&image["description"], &image["albumIds"]), (&json!("A meadow"), &json!([album["id"]])));
    assert_eq!((&image["width"], &image["format"]), (&json!(1600), &json!("webp")));
    let own = shop.get("u1", &format!("/v2/images/{}?info=true", id(&image))).await.ok();
    assert_eq!(own, image);
    assert_eq!(decoded(&shop.get("u1", image["url"].as_str().unwrap()).await), (1600, 1200));
    assert_eq!(told(&app).await, ["ALBUM_CREATED", "IMAGE_UPLOADED"]);
    assert_eq!(used(&app, shop.id).await, image["size"].as_i64().unwrap());
    let unnamed = created(&adam.multipart("/v2/admin/images", pictures(form(shop.id), "file", 1)).await);
    assert_eq!(unnamed["userId"], "system");
    // Who did it is written down at the client.
    let mut conn = app.core.db.read().await.unwrap();
    let sql = "SELECT COUNT(*) FROM events WHERE kind = 'image.uploaded' AND tenant_id = $1 AND user_id IS NOT NULL";
    let by_people: i64 = conn.scalar(sql, calotype_store::args![shop.id]).await.unwrap();
    assert_eq!(by_people, 2);
}

async fn several_files_become_images_or_none_does(app: TestApp) {
    let root = root(&app).await;
    let shop = Program::new(&app, "shop").await;
    listens(&app, shop.id).await;
    let send = |form: Form| root.multipart("/v2/admin/images", form);
    let made = created(&send(pictures(form(shop.id).text("tags", "a"), "files", 3)).await);
    let names: Vec<&Value> = made.as_array().unwrap().iter().map(|image| &image["originalName"]).collect();
    assert_eq!(names, ["0.png", "1.png", "2.png"]);
    assert!(made.as_array().unwrap().iter().all(|image| image["tags"] == json!(["a"])));
    let one = created(&send(pictures(form(shop.id), "files", 1)).await);
    assert_eq!(one.as_array().map(Vec::len), Some(1), "a list, as it was asked for");
    let (files, space) = (objects(&app, shop.id).await, used(&app, shop.id).await);
    assert_eq!(files, 5, "four pictures, whose equal thumbnails are one");

    let broken = pictures(form(shop.id), "files", 2).file("files", "x.png", "image/png", b"no picture");
    refused(&send(broken).await, 400);
    // There is room for one more, and two come.
    let size = one[0]["size"].as_u64().unwrap();
    let room = u64::try_from(space).unwrap() + size;
    calotype_core::quotas::set(&app.core, &Actor::system(), shop.id, Some(room)).await.unwrap();
    refused(&send(pictures(form(shop.id), "files", 2)).await, 413);
    assert_eq!(ids(&root, "").await.len(), 4);
    assert_eq!((objects(&app, shop.id).await, used(&app, shop.id).await), (files, space));
    assert_eq!(told(&app).await, ["IMAGE_UPLOADED"; 4]);
    created(&send(pictures(form(shop.id), "files", 1)).await);
}

async fn what_is_wrong_with_a_form_is_said_and_leaves_nothing(app: TestApp) {
    let root = root(&app).await;
    let shop = Program::new(&app, "shop").await;
    shop.album("u1", json!({"name": "A", "albumId": "theirs"})).await;
    let send = |form: Form| root.multipart("/v2/admin/images", form);
    for bad in [
        form(shop.id),
        pictures(Form::new(), "file", 1),
        pictures(Form::new().text("clientId", "shop"), "file", 1),
        pictures(form(shop.id), "file", 2),
        pictures(pictures(form(shop.id), "file", 1), "files", 1),
        pictures(form(shop.id), "files", 51),
        pictures(form(shop.id).text("isPrivate", "maybe"), "file", 1),
        pictures(form(shop.id).text("tags", &"x".repeat(65)), "file", 1),
        form(shop.id).file("file", "a.png", "image/png", b"no picture"),
    ] {
        refused(&send(bad).await, 400);
    }
    refused(&send(pictures(form(Uuid::from_u128(7)), "file", 1)).await, 404);
    // The album is another user's.
    refused(&send(pictures(form(shop.id).text("albumId", "theirs"), "file", 1)).await, 404);
    let large = vec![0; 10_485_761];
    refused(&send(form(shop.id).file("file", "a.png", "image/png", &large)).await, 413);
    assert_eq!(objects(&app, shop.id).await, 0);
    assert_eq!(std::fs::read_dir(app.core.scratch()).unwrap().count(), 0, "temporary files");
    // A client's own form has one file, and names no client.
    let several = shop.form("u1", "/v2/images", pictures(Form::new(), "files", 1)).await;
    refused(&several, 400);
}

async fn the_list_is_filtered_sorted_and_paged(app: TestApp) {
    let root = root(&app).await;
    let (shop, blog) = (Program::new(&app, "shop").await, Program::new(&app, "blog").await);
    let album = shop.album("u1", json!({"name": "A"})).await;
    let form = Form::new().file("file", "100% Lake.JPG", "image/jpeg", MEADOW).text("tags", "sea");
    let a = shop.form("u1", "/v2/images", form.text("albumId", id(&album))).await.json();
    let b = shop.tiny("u2", &[("tags", "sun,sea"), ("isPrivate", "true"), ("description", "Lake")]).await;
    let c = blog.tiny("u1", &[]).await;
    let [a_id, b_id, c_id] = [&a, &b, &c].map(|image| id(image).to_owned());
    let list = async |query: &str| ids(&root, query).await;
    let of = |ids: &[&String]| -> Vec<String> { ids.iter().map(|&id| id.clone()).collect() };
    assert_eq!(list("").await, of(&[&c_id, &b_id, &a_id]), "newest first, private ones included");
    assert_eq!(list(&format!("clientId={}", shop.id)).await, of(&[&b_id, &a_id]));
    assert_eq!(list("userId=u1").await, of(&[&c_id, &a_id]), "two users of two clients");
    let ours = a["user"]["id"].as_str().unwrap();
    assert_eq!(list(&format!("userId={ours}")).await, of(&[&a_id]), "one user by our id");
    assert_eq!(list(&format!("albumId={}", id(&album))).await, of(&[&a_id]));
    assert_eq!(list("name=lake").await, of(&[&a_id]), "only in the name");
    assert_eq!(list("name=100%25").await, of(&[&a_id]));
    assert_eq!(list("name=_").await, of(&[]));
    assert_eq!(list("tags=sun,none").await, of(&[&b_id]));
    assert_eq!(list("sortOrder=asc").await, of(&[&a_id, &b_id, &c_id]));
    assert_eq!(list("sortBy=size").await[0], a_id);
    assert_eq!(list("sortBy=originalName&sortOrder=asc").await[0], a_id);
    let second = root.get("/v2/admin/images?perPage=1&page=2").await.ok();
    assert_eq!(second["data"][0]["id"], json!(b_id));
    assert_eq!(second["pagination"], json!({"page": 2, "perPage": 1, "total": 3, "totalPages": 3}));
    // Junk is the default here, and too much the maximum.
    let forgiven = root.get("/v2/admin/images?page=x&perPage=1000").await.ok();
    assert_eq!(
        (&forgiven["pagination"]["page"], &forgiven["pagination"]["perPage"]),
        (&json!(1), &json!(100))
    );
    for query in ["sortBy=colour", "sortOrder=up", "albumId=x"] {
        refused(&root.get(&format!("/v2/admin/images?{query}")).await, 400);
    }
}

async fn tags_are_counted_over_clients(app: TestApp) {
    let root = root(&app).await;
    let (shop, blog) = (Program::new(&app, "shop").await, Program::new(&app, "blog").await);
    shop.tiny("u1", &[("tags", "sea,Sun")]).await;
    shop.tiny("u1", &[("tags", "sea,beach")]).await;
    blog.tiny("u1", &[("tags", "sea,beach,100%")]).await;
    let tags = async |query: &str| {
        let answer = root.get(&format!("/v2/admin/images/tags?{query}")).await.ok();
        let tags = answer["tags"].as_array().unwrap().iter();
        let tags = tags.map(|tag| format!("{} {}", tag["name"].as_str().unwrap(), tag["imageCount"]));
        (tags.collect::<Vec<_>>(), answer["total"].as_i64().unwrap())
    };
    let all = ["sea 3", "beach 2", "100% 1", "Sun 1"].map(str::to_owned).to_vec();
    assert_eq!(tags("").await, (all.clone(), 4));
    assert_eq!(tags("limit=2").await, (all[..2].to_vec(), 4));
    assert_eq!(tags("limit=0").await.0.len(), 4, "junk is the default");
    assert_eq!(tags("search=SU").await, (vec!["Sun 1".to_owned()], 1));
    assert_eq!(tags("search=%25").await, (vec!["100% 1".to_owned()], 1));
    let shops = ["sea 2", "Sun 1", "beach 1"].map(str::to_owned).to_vec();
    let (mut seen, total) = tags(&format!("clientId={}", shop.id)).await;
    // How capitals sort is for the database to say.
    seen[1..].sort();
    assert_eq!((seen, total), (shops, 3));
}

async fn an_image_is_shown_with_what_its_client_is_not_told(app: TestApp) {
    let root = root(&app).await;
    let shop = Program::new(&app, "shop").await;
    let album = shop.album("u1", json!({"name": "Trip", "albumId": "ext", "isPublic": true})).await;
    let image = shop.tiny("u1", &[("albumId", id(&album))]).await;
    for body in [json!({}), json!({"expiresIn": 60}), json!({"expiresIn": 3600})] {
        assert_eq!(shop.post("u1", &format!("/v2/images/{}/share", id(&image)), body).await.status, 201);
    }
    let revoked = shop.post("u1", &format!("/v2/images/{}/share", id(&image)), json!({})).await.json();
    shop.delete("u1", &format!("/v2/images/share/{}", id(&revoked))).await.ok();
    app.clock.advance(Duration::from_secs(61));
    let seen = root.get(&format!("/v2/admin/images/{}", id(&image))).await.ok();
    for (name, value) in image.as_object().unwrap() {
        assert_eq!(&seen[name], value, "{name}");
    }
    assert_eq!(seen["clientId"], json!(shop.id));
    assert_eq!(
        seen["albums"],
        json!([{"id": album["id"], "name": "Trip", "externalAlbumId": "ext", "isPublic": true}])
    );
    assert_eq!(seen["activeShareLinks"], 2, "one is over and one was taken back");
    assert_eq!(seen["optimizedAt"], image["createdAt"]);
    assert_eq!((&seen["previewUrl"], &seen["previewThumbnailUrl"]), (&Value::Null, &Value::Null));
    let key = calotype_files::objects::ObjectKey::parse(seen["storagePath"].as_str().unwrap()).unwrap();
    let stored = app.core.objects.head(&key).await.unwrap().unwrap();
    assert_eq!(json!(stored.size), image["size"], "the bytes are where it says");
    let listed = root.get("/v2/admin/images").await.ok();
    assert_eq!(listed["data"], json!([seen]));
    let avatar = shop.avatar("u1").await;
    refused(&root.get(&format!("/v2/admin/images/{}", id(&avatar))).await, 404);
    assert_eq!(ids(&root, "").await.len(), 1, "an avatar is no image");
}

async fn a_private_picture_is_seen_through_a_short_link_that_ends_with_the_login(app: TestApp) {
    root(&app).await;
    let shop = Program::new(&app, "shop").await;
    make(&app, "vera", AdminRole::Viewer, false, &[shop.id]).await;
    let image = shop.meadow("u1", &[("isPrivate", "true")]).await;
    let path = format!("/v2/admin/images/{}", id(&image));
    let entered = login(&app.anonymous(), "vera", super::PASSWORD).await;
    let vera = app.anonymous().with_token(entered.ok()["accessToken"].as_str().unwrap());
    let seen = vera.get(&path).await.ok();
    let stranger = app.anonymous();
    for (name, size) in [("previewUrl", (1600, 1200)), ("previewThumbnailUrl", (800, 600))] {
        let picture = stranger.get(seen[name].as_str().unwrap()).await;
        assert_eq!(decoded(&picture), size);
        assert_eq!(picture.header("content-type"), Some("image/webp"));
        assert!(picture.header("content-disposition").unwrap().starts_with("inline"));
        assert!(picture.header("cache-control").unwrap().starts_with("private"));
    }
    let address = seen["previewUrl"].as_str().unwrap();
    app.clock.advance(Duration::from_secs(10 * 60));
    assert_eq!(stranger.get(address).await.status, 403, "its time is over");
    let fresh = vera.get(&path).await.ok()["previewUrl"].as_str().unwrap().to_owned();
    assert_eq!(stranger.get(&fresh).await.status, 200);
    let cookie = super::cookie(&entered);
    assert_eq!(super::with_cookie(&stranger, "logout", &cookie).await.status, 200);
    assert_eq!(stranger.get(&fresh).await.status, 404, "the login is over");
    let again = logged_in(&app, "vera").await.get(&path).await.ok()["previewUrl"].clone();
    shop.delete("u1", &format!("/v2/images/{}", id(&image))).await.ok();
    assert_eq!(stranger.get(again.as_str().unwrap()).await.status, 404, "the picture is gone");
}

async fn an_image_is_changed_field_by_field(app: TestApp) {
    let root = root(&app).await;
    let shop = Program::new(&app, "shop").await;
    let image = shop.tiny("u1", &[("tags", "old"), ("description", "Old")]).await;
    let path = format!("/v2/admin/images/{}", id(&image));
    app.clock.advance(Duration::from_secs(60));
    let body = json!({"originalName": " New.png ", "tags": ["b", "a", "b"], "isPrivate": true, "views": 9});
    let after = root.patch(&path, body).await.ok();
    assert_eq!((&after["originalName"], &after["tags"]), (&json!("New.png"), &json!(["b", "a"])));
    assert_eq!((&after["description"], &after["views"]), (&json!("Old"), &json!(0)));
    assert!(after["previewUrl"].is_string() && after["updatedAt"].as_str() > after["createdAt"].as_str());
    let denied = app.anonymous().get(&format!("/v2/images/{}", id(&image))).await;
    assert_eq!(denied.header("x-image-fallback"), Some("permission_denied"));
    let after = root.patch(&path, json!({"description": null, "isPrivate": false})).await.ok();
    assert_eq!((&after["description"], &after["tags"]), (&Value::Null, &json!(["b", "a"])));
    assert_eq!(
        shop.get("u1", &format!("/v2/images/{}?info=1", id(&image))).await.ok()["tags"],
        after["tags"]
    );
    for bad in [
        json!({"originalName": " "}),
        json!({"originalName": "x".repeat(256)}),
        json!({"originalName": "a\nb"}),
        json!({"tags": ["x".repeat(65)]}),
        json!({"description": "x".repeat(1001)}),
        json!({"isPrivate": "maybe"}),
    ] {
        refused(&root.patch(&path, bad).await, 400);
    }
    assert_eq!(root.get(&path).await.ok(), after);
    let saved = app.anonymous().get(&format!("/v2/images/{}?download=1", id(&image))).await;
    assert!(saved.header("content-disposition").unwrap().contains("New.webp"));
}

async fn a_deleted_image_is_gone_for_everybody(app: TestApp) {
    let root = root(&app).await;
    let shop = Program::new(&app, "shop").await;
    let album = shop.album("u1", json!({"name": "A"})).await;
    let image = shop.tiny("u1", &[("albumId", id(&album))]).await;
    let link = shop.post("u1", &format!("/v2/images/{}/share", id(&image)), json!({})).await.json();
    listens(&app, shop.id).await;
    let path = format!("/v2/admin/images/{}", id(&image));
    assert_eq!(root.delete(&path).await.ok()["success"], true);
    refused(&root.delete(&path).await, 404);
    let stranger = app.anonymous();
    for path in [image["url"].as_str().unwrap(), link["shareUrl"].as_str().unwrap()] {
        assert!(stranger.get(path).await.header("x-image-fallback").is_some());
    }
    assert_eq!(shop.get("u1", &format!("/v2/albums/{}", id(&album))).await.ok()["imageCount"], 0);
    assert_eq!((objects(&app, shop.id).await, used(&app, shop.id).await), (0, 0));
    assert_eq!(told(&app).await, ["IMAGE_DELETED"]);
}

async fn everything_of_an_inactive_client_is_still_seen(app: TestApp) {
    let root = root(&app).await;
    let shop = Program::new(&app, "shop").await;
    let image = shop.tiny("u1", &[]).await;
    let avatar = shop.avatar("u1").await;
    shop.album("u1", json!({"name": "A"})).await;
    let path = format!("/v2/admin/clients/{}", shop.id);
    root.patch(&path, json!({"active": false})).await.ok();
    refused(&shop.get("", "/v2/images").await, 401);
    let hidden = app.anonymous().get(image["url"].as_str().unwrap()).await;
    assert_eq!(hidden.header("x-image-fallback"), Some("not_found"));
    for (noun, thing) in [("images", &image), ("avatars", &avatar)] {
        let seen = root.get(&format!("/v2/admin/{noun}/{}", id(thing))).await.ok();
        let picture = app.anonymous().get(seen["previewUrl"].as_str().unwrap()).await;
        assert_eq!(decoded(&picture), (48, 32));
    }
    assert_eq!(root.get("/v2/admin/albums").await.ok()["pagination"]["total"], 1);
    root.patch(&path, json!({"active": true})).await.ok();
    let shown = app.anonymous().request(Method::GET, image["url"].as_str().unwrap()).send().await;
    assert_eq!((shown.header("x-image-fallback"), decoded(&shown)), (None, (48, 32)));
}
