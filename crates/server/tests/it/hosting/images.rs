//! `/images`: upload, list, serving to order, private images, links.

use axum::http::{HeaderName, Method, header};
use calotype_core::{Actor, clients};
use serde_json::{Value, json};

use super::world::{Program, decoded, id, refused};
use crate::app::{MEADOW, TestApp, on_both_engines, over_s3};
use crate::client::Form;

on_both_engines![
    an_upload_becomes_an_upright_webp_without_metadata,
    what_is_no_allowed_picture_leaves_nothing,
    a_public_image_is_for_everybody_and_a_private_one_for_its_user,
    pictures_come_to_order,
    an_animation_stays_one,
    a_link_works_until_it_is_taken_back,
    lists_are_filtered_and_paged,
    what_is_said_of_an_image_changes_for_its_owner_only,
    deleting_removes_row_files_links_and_space,
    two_clients_share_nothing,
    views_and_downloads_are_counted,
    a_client_that_is_switched_off_shows_nothing,
    a_full_client_keeps_no_more,
    what_a_crash_left_is_swept_and_nothing_else,
    the_client_is_told_what_happens,
];

over_s3![
    an_upload_becomes_an_upright_webp_without_metadata,
    what_is_no_allowed_picture_leaves_nothing,
    a_public_image_is_for_everybody_and_a_private_one_for_its_user,
    pictures_come_to_order,
    a_link_works_until_it_is_taken_back,
    deleting_removes_row_files_links_and_space,
    a_full_client_keeps_no_more,
];

const NOBODY: &str = "01890000-0000-7000-8000-000000000000";

async fn objects(app: &TestApp, client: uuid::Uuid) -> usize {
    use calotype_files::objects::Prefix;
    use futures::StreamExt as _;
    let store = &app.core.objects;
    store.list(Prefix::Originals(client)).count().await + store.list(Prefix::Renditions(client)).count().await
}

async fn an_upload_becomes_an_upright_webp_without_metadata(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let image = shop
        .meadow("u1", &[("tags", "sea, sun,sea"), ("description", "A meadow"), ("username", "Una")])
        .await;
    assert_eq!(image["userId"], "u1");
    assert_eq!(image["user"]["username"], "Una");
    assert_eq!((&image["format"], &image["mimeType"]), (&json!("webp"), &json!("image/webp")));
    assert_eq!((&image["tags"], &image["isPrivate"]), (&json!(["sea", "sun"]), &json!(false)));
    assert_eq!((&image["width"], &image["height"]), (&json!(1600), &json!(1200)));
    assert_eq!(image["originalName"], "meadow.jpg");
    let url = image["url"].as_str().unwrap();
    assert!(image["fullPath"].as_str().unwrap().ends_with(url));
    let picture = app.anonymous().get(url).await;
    assert_eq!(picture.header("content-type"), Some("image/webp"));
    assert_eq!(decoded(&picture), (1600, 1200));
    assert_eq!(picture.bytes.len() as i64, image["size"].as_i64().unwrap());
    for trace in [&b"EXIF"[..], b"XMP ", b"Exif"] {
        assert!(!picture.bytes.windows(trace.len()).any(|window| window == trace));
    }
    let thumbnail = app.anonymous().get(image["thumbnailUrl"].as_str().unwrap()).await;
    assert_eq!(decoded(&thumbnail), (800, 600));
    let long = "ü".repeat(1000);
    let tags = (0..50).map(|n| format!("{n:ü>64}")).collect::<Vec<_>>().join(",");
    let wordy = shop.meadow("u1", &[("description", &long), ("tags", &tags)]).await;
    assert_eq!((wordy["description"].as_str(), wordy["tags"].as_array().unwrap().len()), (Some(&*long), 50));
    let unnamed = shop.meadow("", &[]).await;
    assert_eq!(unnamed["userId"], "system");
}

async fn what_is_no_allowed_picture_leaves_nothing(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let form = |bytes: &[u8]| Form::new().file("file", "x.jpg", "image/jpeg", bytes);
    refused(&shop.form("u", "/v2/images", Form::new().text("tags", "a")).await, 400);
    refused(&shop.form("u", "/v2/images", form(b"no picture at all")).await, 400);
    refused(&shop.form("u", "/v2/images", form(&MEADOW[..2000])).await, 400);
    let tiff = include_bytes!("../../../../../testdata/tiny/tiny.tif");
    refused(&shop.form("u", "/v2/images", form(tiff)).await, 400);
    refused(&shop.form("u", "/v2/images", form(&vec![0; 10_485_761])).await, 413);
    refused(&shop.form("u", "/v2/images", form(MEADOW).text("isPrivate", "maybe")).await, 400);
    refused(&shop.form("u", "/v2/images", form(MEADOW).text("albumId", NOBODY)).await, 404);
    refused(&shop.form("u", "/v2/images", form(MEADOW).text("tags", &"x".repeat(65))).await, 400);
    refused(&app.anonymous().multipart("/v2/images", form(MEADOW)).await, 401);
    assert_eq!(objects(&app, shop.id).await, 0);
    assert_eq!(shop.get("", "/v2/images").await.ok()["pagination"]["total"], 0);
    let left = std::fs::read_dir(app.core.scratch()).unwrap().count();
    assert_eq!(left, 0, "temporary files");
}

async fn a_public_image_is_for_everybody_and_a_private_one_for_its_user(app: TestApp) {
    let (shop, other) = (Program::new(&app, "shop").await, Program::new(&app, "other").await);
    let stranger = app.anonymous();
    let public = shop.meadow("u1", &[]).await;
    let private = shop.meadow("u1", &[("isPrivate", "true")]).await;
    let seen = stranger.get(&format!("/v2/images/{}", id(&public))).await;
    assert_eq!(seen.header("x-image-fallback"), None);
    assert_eq!(seen.header("cache-control"), Some("public, max-age=3600"));
    assert_eq!(seen.header("access-control-allow-origin"), Some("*"));
    let url = format!("/v2/images/{}", id(&private));
    let own = shop.get("u1", &url).await;
    assert_eq!((own.status.as_u16(), own.header("x-image-fallback")), (200, None));
    assert_eq!(own.header("cache-control"), Some("private, no-cache"));
    assert_eq!(own.header("vary"), Some("X-API-Key, X-User-Id"));
    let spoofed = app
        .anonymous()
        .request(Method::GET, &url)
        .header(HeaderName::from_static("x-user-id"), "u1")
        .send()
        .await;
    for denied in [
        stranger.get(&url).await,
        shop.get("", &url).await,
        shop.get("u2", &url).await,
        other.get("u1", &url).await,
        stranger.get(&format!("{url}?token=nonsense")).await,
        spoofed,
    ] {
        assert_eq!(denied.status, 200);
        assert_eq!(denied.header("x-image-fallback"), Some("permission_denied"));
        assert_eq!(denied.header("cache-control"), Some("no-store"));
        assert!(decoded(&denied).0 >= 200);
    }
    refused(&stranger.get(&format!("{url}?info=true")).await, 403);
    assert_eq!(shop.get("u1", &format!("{url}?info=true")).await.ok()["id"], private["id"]);
    for unknown in [NOBODY, "not-an-id"] {
        let missing = stranger.get(&format!("/v2/images/{unknown}")).await;
        assert_eq!(missing.header("x-image-fallback"), Some("not_found"));
        refused(&stranger.get(&format!("/v2/images/{unknown}?info=true")).await, 404);
    }
}

async fn pictures_come_to_order(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let image = shop.meadow("u1", &[]).await;
    let url = format!("/v2/images/{}", id(&image));
    let stranger = app.anonymous();
    for (query, kind, size) in [
        ("w=400", "image/webp", (400, 300)),
        ("h=300", "image/webp", (400, 300)),
        ("width=400&height=100", "image/webp", (133, 100)),
        ("w=4000", "image/webp", (1600, 1200)),
        ("w=200&format=jpeg", "image/jpeg", (200, 150)),
        ("w=200&format=JPG&q=30", "image/jpeg", (200, 150)),
        ("w=100&format=png", "image/png", (100, 75)),
        ("thumb=true&w=10", "image/webp", (800, 600)),
        ("thumb=1&format=jpeg", "image/jpeg", (800, 600)),
        ("w=100&h=100&fit=cover&gravity=north", "image/webp", (100, 100)),
        ("w=100&h=100&fit=contain&bg=ff0000&format=png", "image/png", (100, 100)),
        ("w=100&dpr=2", "image/webp", (200, 150)),
    ] {
        let picture = stranger.get(&format!("{url}?{query}")).await;
        assert_eq!(picture.status, 200, "{query}: {}", picture.text());
        assert_eq!(picture.header("content-type"), Some(kind), "{query}");
        assert_eq!(decoded(&picture), size, "{query}");
    }
    for query in ["w=0", "w=8193", "h=x", "q=101", "q=0", "format=xyz", "thumb=maybe", "fit=zoom", "dpr=9"] {
        refused(&stranger.get(&format!("{url}?{query}")).await, 400);
    }
    let first = stranger.get(&format!("{url}?w=400")).await;
    let tag = first.header("etag").unwrap().to_owned();
    let again = stranger.request(Method::GET, &format!("{url}?w=400")).header(header::IF_NONE_MATCH, &tag);
    assert_eq!(again.send().await.status, 304);
    let other = stranger.get(&format!("{url}?w=401")).await;
    assert_ne!(other.header("etag"), Some(tag.as_str()));
    let part = stranger.request(Method::GET, &url).header(header::RANGE, "bytes=0-99").send().await;
    assert_eq!((part.status.as_u16(), part.bytes.len()), (206, 100));
    let head = stranger.head(&format!("{url}?w=400")).await;
    assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
    let auto = |accept: &'static str| {
        let ask = stranger.request(Method::GET, &format!("{url}?w=50&format=auto"));
        ask.header(header::ACCEPT, accept).send()
    };
    let (old, new) = (auto("image/png,*/*").await, auto("image/webp,*/*").await);
    assert_eq!((old.header("content-type"), old.header("vary")), (Some("image/jpeg"), Some("Accept")));
    assert_eq!(new.header("content-type"), Some("image/webp"));
    let pinned = stranger.get(&format!("{url}?w=50&t=7")).await;
    assert_eq!(pinned.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let saved = stranger.get(&format!("{url}?download=true&format=jpeg")).await;
    assert!(saved.header("content-disposition").unwrap().starts_with("attachment; filename=\"meadow.jpg\""));
}

async fn an_animation_stays_one(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let animated = include_bytes!("../../../../../testdata/tiny/animated.webp");
    let form = Form::new().file("file", "a.webp", "image/webp", animated);
    let made = shop.form("u", "/v2/images", form).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let url = format!("/v2/images/{}", id(&made.json()));
    let frames = |bytes: &[u8]| bytes.windows(4).filter(|window| window == b"ANMF").count();
    let stored = app.anonymous().get(&url).await;
    assert!(frames(&stored.bytes) > 1, "{}", frames(&stored.bytes));
    let smaller = app.anonymous().get(&format!("{url}?w=4")).await;
    assert_eq!(frames(&smaller.bytes), frames(&stored.bytes));
    let still = app.anonymous().get(&format!("{url}?format=jpeg")).await;
    assert_eq!(still.header("content-type"), Some("image/jpeg"));
    let thumbnail = app.anonymous().get(&format!("{url}?thumb=true")).await;
    assert_eq!(frames(&thumbnail.bytes), 0);
}

async fn a_link_works_until_it_is_taken_back(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let image = shop.meadow("u1", &[("isPrivate", "1")]).await;
    let second = shop.meadow("u1", &[("isPrivate", "1")]).await;
    let share = format!("/v2/images/{}/share", id(&image));
    refused(&shop.post("", &share, json!({})).await, 400);
    refused(&shop.post("u2", &share, json!({})).await, 403);
    refused(&shop.post("u1", &share, json!({"expiresAt": "2001-01-01T00:00:00Z"})).await, 400);
    refused(&shop.post("u1", &share, json!({"expiresIn": 0})).await, 400);
    let made = shop.post("u1", &share, json!({"expiresIn": 3600})).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let link = made.json();
    let stranger = app.anonymous();
    let token = link["readToken"].as_str().unwrap();
    let by_link = format!("/v2/images/share/{token}");
    assert_eq!(link["shareUrl"], by_link);
    let small = stranger.get(&format!("{by_link}?w=100")).await;
    assert_eq!((small.header("x-image-fallback"), decoded(&small)), (None, (100, 75)));
    assert_eq!(stranger.get(&format!("{by_link}?info=true")).await.ok()["id"], image["id"]);
    let direct = stranger.get(&format!("/v2/images/{}?token={token}", id(&image))).await;
    assert_eq!(direct.header("x-image-fallback"), None);
    let wrong = stranger.get(&format!("/v2/images/{}?token={token}", id(&second))).await;
    assert_eq!(wrong.header("x-image-fallback"), Some("permission_denied"));

    app.clock.advance(std::time::Duration::from_secs(3601));
    refused(&stranger.get(&format!("{by_link}?info=true")).await, 410);
    let over = stranger.get(&by_link).await;
    assert_eq!(over.header("x-image-fallback"), Some("permission_denied"));

    let forever = shop.post("u1", &share, json!({})).await.json();
    let by_link = format!("/v2/images/share/{}", forever["readToken"].as_str().unwrap());
    assert_eq!(stranger.get(&by_link).await.header("x-image-fallback"), None);
    let revoke = format!("/v2/images/share/{}", id(&forever));
    refused(&shop.delete("u2", &revoke).await, 403);
    shop.delete("u1", &revoke).await.ok();
    refused(&shop.delete("u1", &revoke).await, 404);
    refused(&stranger.get(&format!("{by_link}?info=true")).await, 404);

    let last = shop.post("u1", &share, json!({})).await.json();
    shop.delete("u1", &format!("/v2/images/{}", id(&image))).await.ok();
    let dead = stranger.get(last["shareUrl"].as_str().unwrap()).await;
    assert_eq!(dead.header("x-image-fallback"), Some("permission_denied"));
}

async fn lists_are_filtered_and_paged(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let a = shop.meadow("u1", &[("tags", "sea"), ("description", "At the Lake")]).await;
    let b = shop.meadow("u2", &[("tags", "sun,sea"), ("isPrivate", "true")]).await;
    let c = shop.meadow("u1", &[("isPrivate", "true")]).await;
    let ids = |answer: &Value| -> Vec<Value> {
        answer["data"].as_array().unwrap().iter().map(|image| image["id"].clone()).collect()
    };
    let all = shop.get("", "/v2/images").await.ok();
    assert_eq!(ids(&all), [&c, &b, &a].map(|image| image["id"].clone()), "newest first");
    assert_eq!(all["pagination"], json!({"page": 1, "perPage": 20, "total": 3, "totalPages": 1}));
    let list =
        async |user: &str, query: &str| ids(&shop.get(user, &format!("/v2/images?{query}")).await.ok());
    let of = |images: &[&Value]| -> Vec<Value> { images.iter().map(|image| image["id"].clone()).collect() };
    assert_eq!(list("u1", "").await, of(&[&c, &a]), "private ones of others are left out");
    assert_eq!(list("u3", "").await, of(&[&a]));
    assert_eq!(list("", "userId=u2").await, of(&[&b]));
    assert_eq!(list("", "tags=sun,nothing").await, of(&[&b]));
    assert_eq!(list("", "search=lake").await, of(&[&a]));
    assert_eq!(list("", "search=100%25").await, of(&[]));
    assert_eq!(list("", "isPrivate=false").await, of(&[&a]));
    assert_eq!(list("", "sortOrder=asc").await, of(&[&a, &b, &c]));
    assert_eq!(list("", "perPage=1&page=2").await, of(&[&b]));
    for query in ["page=0", "perPage=101", "perPage=x", "sortBy=colour", "sortOrder=up", "isPrivate=maybe"] {
        refused(&shop.get("", &format!("/v2/images?{query}")).await, 400);
    }
}

async fn what_is_said_of_an_image_changes_for_its_owner_only(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let image = shop.meadow("u1", &[("tags", "old"), ("description", "Old")]).await;
    let url = format!("/v2/images/{}", id(&image));
    refused(&shop.patch("", &url, json!({})).await, 400);
    refused(&shop.patch("u2", &url, json!({})).await, 403);
    refused(&shop.patch("u1", &format!("/v2/images/{NOBODY}"), json!({})).await, 404);
    let changed =
        shop.patch("u1", &url, json!({"tags": ["b", "a"], "description": null, "isPrivate": true})).await;
    let changed = changed.ok();
    assert_eq!((&changed["tags"], &changed["description"]), (&json!(["b", "a"]), &Value::Null));
    assert_eq!(app.anonymous().get(&url).await.header("x-image-fallback"), Some("permission_denied"));
    let kept = shop.patch("u1", &url, json!({"isPrivate": false})).await.ok();
    assert_eq!(kept["tags"], json!(["b", "a"]));
}

async fn deleting_removes_row_files_links_and_space(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let image = shop.meadow("u1", &[]).await;
    let url = format!("/v2/images/{}", id(&image));
    app.anonymous().get(&format!("{url}?w=100")).await;
    assert_eq!(objects(&app, shop.id).await, 2, "picture and thumbnail");
    refused(&shop.delete("u2", &url).await, 403);
    let gone = shop.delete("", &url).await.ok();
    assert_eq!(gone["success"], true);
    assert_eq!(objects(&app, shop.id).await, 0);
    refused(&shop.delete("", &url).await, 404);
    for path in [url.clone(), format!("{url}?w=100"), format!("{url}?thumb=true")] {
        assert_eq!(app.anonymous().get(&path).await.header("x-image-fallback"), Some("not_found"), "{path}");
    }
    let space = calotype_store::space::get(&mut app.core.db.read().await.unwrap(), shop.id).await.unwrap();
    assert_eq!(space.unwrap().used_bytes, 0);
}

async fn two_clients_share_nothing(app: TestApp) {
    let (shop, other) = (Program::new(&app, "shop").await, Program::new(&app, "other").await);
    let image = shop.meadow("same", &[]).await;
    let url = format!("/v2/images/{}", id(&image));
    assert_eq!(other.get("same", "/v2/images").await.ok()["pagination"]["total"], 0);
    refused(&other.patch("same", &url, json!({})).await, 404);
    refused(&other.delete("same", &url).await, 404);
    refused(&other.post("same", &format!("{url}/share"), json!({})).await, 404);
    for client in [&shop, &other] {
        let made = client.post("same", "/v2/albums", json!({"name": "A", "albumId": "ext"})).await;
        assert_eq!(made.status, 201, "{}", made.text());
    }
}

async fn views_and_downloads_are_counted(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let image = shop.meadow("u1", &[]).await;
    let url = format!("/v2/images/{}", id(&image));
    for path in [url.clone(), format!("{url}?w=10"), format!("{url}?info=true"), format!("{url}?download=1")]
    {
        assert_eq!(app.anonymous().get(&path).await.status, 200);
    }
    calotype_core::usage::flush_all(&app.core).await.unwrap();
    let seen = shop.get("u1", &format!("{url}?info=true")).await.ok();
    assert_eq!((&seen["views"], &seen["downloads"]), (&json!(2), &json!(1)));
    // What is computed for a key counts as its use, once.
    for _ in 0..3 {
        assert_eq!(shop.get("", &format!("{url}?w=11")).await.status, 200);
    }
    calotype_core::usage::flush(&app.core).await.unwrap();
    let mut conn = app.core.db.read().await.unwrap();
    let none = calotype_store::Values(Vec::new());
    let computed: i64 =
        conn.scalar("SELECT CAST(SUM(transforms) AS BIGINT) FROM usage_days", none).await.unwrap();
    assert_eq!(computed, 1);
    drop(conn);
    let stats = shop.get("", "/v2/client/stats").await.ok();
    assert_eq!((&stats["totalImages"], &stats["totalViews"]), (&json!(1), &json!(2)));
    assert_eq!(stats["topImages"][0]["id"], image["id"]);
    assert_eq!(stats["totalStorage"], image["size"]);
}

async fn a_client_that_is_switched_off_shows_nothing(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let image = shop.meadow("u1", &[]).await;
    let url = format!("/v2/images/{}", id(&image));
    let status = shop.get("", "/v2/status").await.ok();
    assert_eq!((&status["apiKey"]["valid"], &status["apiKey"]["clientName"]), (&json!(true), &json!("shop")));
    for (active, fallback, status) in [(false, Some("not_found"), 401), (true, None, 200)] {
        let patch = clients::Patch { active: Some(active), ..clients::Patch::default() };
        clients::update(&app.core, &Actor::system(), shop.id, patch).await.unwrap();
        assert_eq!(app.anonymous().get(&url).await.header("x-image-fallback"), fallback);
        assert_eq!(shop.get("", "/v2/images").await.status, status);
    }
}

async fn a_full_client_keeps_no_more(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let first = shop.meadow("u1", &[]).await;
    let size = first["size"].as_u64().unwrap();
    calotype_core::quotas::set(&app.core, &Actor::system(), shop.id, Some(2 * size)).await.unwrap();
    let send = || {
        let form = Form::new().file("file", "m.jpg", "image/jpeg", MEADOW);
        shop.form("u1", "/v2/images", form)
    };
    let answers = futures::future::join_all((0..4).map(|_| send())).await;
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 201 | 413)), "{statuses:?}");
    assert_eq!(objects(&app, shop.id).await, 3, "two pictures, whose equal thumbnails are one");
}

async fn what_a_crash_left_is_swept_and_nothing_else(app: TestApp) {
    use calotype_core::jobs::sweep_objects::SweepObjects;
    use calotype_files::objects::ObjectKey;
    let shop = Program::new(&app, "shop").await;
    let image = shop.meadow("u1", &[]).await;
    let folder = app.core.config.data_dir.join("objects");
    let orphan = folder.join(ObjectKey::Original { tenant: shop.id, asset: uuid::Uuid::now_v7() }.path());
    std::fs::create_dir_all(orphan.parent().unwrap()).unwrap();
    std::fs::write(&orphan, b"nobody's").unwrap();
    let known = ObjectKey::Original { tenant: shop.id, asset: id(&image).parse().unwrap() }.path();
    for path in [orphan.clone(), folder.join(known)] {
        let file = std::fs::File::options().write(true).open(path).unwrap();
        file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(7200)).unwrap();
    }
    let mut conn = app.core.db.write().await.unwrap();
    calotype_queue::enqueue(&mut conn, &SweepObjects {}).await.unwrap();
    conn.commit().await.unwrap();
    app.run_jobs().await;
    assert!(!orphan.exists());
    let kept = app.anonymous().get(&format!("/v2/images/{}", id(&image))).await;
    assert_eq!((kept.header("x-image-fallback"), decoded(&kept)), (None, (1600, 1200)));
}

async fn the_client_is_told_what_happens(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let patch = clients::Patch {
        webhook_enabled: Some(true),
        webhook_url: Some(Some("https://hooks.example.org/pictures".to_owned())),
        ..clients::Patch::default()
    };
    clients::update(&app.core, &Actor::system(), shop.id, patch).await.unwrap();
    let image = shop.meadow("u1", &[]).await;
    shop.delete("u1", &format!("/v2/images/{}", id(&image))).await.ok();
    let form = Form::new().file("file", "m.jpg", "image/jpeg", MEADOW);
    shop.form("u1", "/v2/avatars", form).await;
    shop.delete("", "/v2/avatars/u1").await.ok();
    shop.post("u1", "/v2/albums", json!({"name": "A"})).await;
    refused(&shop.delete("u1", &format!("/v2/images/{NOBODY}")).await, 404);
    let mut conn = app.core.db.read().await.unwrap();
    let told: Vec<(String,)> = conn
        .all(
            "SELECT event FROM webhook_deliveries ORDER BY created_at, id",
            calotype_store::Values(Vec::new()),
        )
        .await
        .unwrap();
    let told: Vec<&str> = told.iter().map(|(event,)| event.as_str()).collect();
    assert_eq!(
        told,
        ["IMAGE_UPLOADED", "IMAGE_DELETED", "AVATAR_UPLOADED", "AVATAR_DELETED", "ALBUM_CREATED"]
    );
}
