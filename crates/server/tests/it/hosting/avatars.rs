//! `/avatars`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::world::{Program, decoded, refused};
use crate::app::{MEADOW, TestApp, on_both_engines, over_s3};
use crate::client::Form;

on_both_engines![a_user_has_one_avatar, an_avatar_is_replaced_while_it_is_read];
over_s3![a_user_has_one_avatar, an_avatar_is_replaced_while_it_is_read];

fn form(bytes: &[u8]) -> Form {
    Form::new().file("file", "me.jpg", "image/jpeg", bytes)
}

async fn a_user_has_one_avatar(app: TestApp) {
    let (shop, other) = (Program::new(&app, "shop").await, Program::new(&app, "other").await);
    refused(&shop.form("", "/v2/avatars", form(MEADOW)).await, 400);
    refused(&shop.form("u1", "/v2/avatars", form(b"nothing")).await, 400);
    refused(&shop.get("", "/v2/avatars/u 1".replace(' ', "%20").as_str()).await, 404);
    let made = shop.form("", "/v2/avatars", form(MEADOW).text("externalUserId", "u 1")).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let avatar = made.json();
    assert_eq!((avatar["userId"].as_str(), avatar["width"].as_i64()), (Some("u 1"), Some(1600)));
    let url = avatar["url"].as_str().unwrap();
    let seen = app.anonymous().get(&format!("{url}&w=64")).await;
    assert_eq!(decoded(&seen), (64, 48));
    assert_eq!(seen.header("cache-control"), Some("public, max-age=86400"));
    assert!(seen.header("etag").is_some());
    assert_eq!(shop.get("", "/v2/avatars/u%201?info=true").await.ok()["id"], avatar["id"]);
    refused(&app.anonymous().get("/v2/avatars/u%201").await, 401);
    refused(&other.get("", "/v2/avatars/u%201").await, 404);
    assert_eq!(shop.get("", "/v2/images").await.ok()["pagination"]["total"], 0, "an avatar is no image");
    let as_image = app.anonymous().get(&format!("/v2/images/{}", avatar["id"].as_str().unwrap())).await;
    assert_eq!(as_image.header("x-image-fallback"), Some("not_found"));
    refused(&other.delete("", "/v2/avatars/u%201").await, 404);
    shop.delete("", "/v2/avatars/u%201").await.ok();
    refused(&shop.delete("", "/v2/avatars/u%201").await, 404);
    refused(&app.anonymous().get(url).await, 404);
}

async fn an_avatar_is_replaced_while_it_is_read(app: TestApp) {
    let shop = Arc::new(Program::new(&app, "shop").await);
    let first = shop.form("u1", "/v2/avatars", form(MEADOW)).await.json();
    let url = first["url"].as_str().unwrap().to_owned();
    let done = Arc::new(AtomicBool::new(false));
    let reader = {
        let (client, done) = (app.anonymous(), Arc::clone(&done));
        tokio::spawn(async move {
            let mut seen = 0;
            while !done.load(Ordering::Relaxed) || seen == 0 {
                for path in [url.clone(), format!("{url}&w=32")] {
                    let answer = client.get(&path).await;
                    assert_eq!(answer.status, 200, "{}", answer.text());
                    seen += 1;
                }
            }
            seen
        })
    };
    for number in 0..6_u8 {
        // The same picture in other bytes, and another picture.
        let picture = [MEADOW, &[number]].concat();
        let (one, two) = tokio::join!(
            shop.form("u1", "/v2/avatars", form(&picture)),
            shop.form("u1", "/v2/avatars", form(MEADOW))
        );
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (201, 201));
    }
    done.store(true, Ordering::Relaxed);
    assert!(reader.await.unwrap() > 0);
    let stats = shop.get("", "/v2/client/stats").await.ok();
    assert_eq!((stats["totalAvatars"].as_i64(), stats["totalImages"].as_i64()), (Some(1), Some(0)));
    use calotype_files::objects::Prefix;
    use futures::StreamExt as _;
    assert_eq!(app.core.objects.list(Prefix::Originals(shop.id)).count().await, 1);
    let last = shop.avatar("u1").await;
    assert_eq!(last["width"], 48);
    let files = app.core.objects.list(Prefix::Originals(shop.id)).count().await
        + app.core.objects.list(Prefix::Renditions(shop.id)).count().await;
    assert_eq!(files, 2, "picture and thumbnail of one avatar remain");
}
