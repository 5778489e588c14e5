//! The whole surface under another prefix.

use super::world::Program;
use crate::app::{TestApp, on_both_engines};

on_both_engines![another_prefix_moves_every_route_and_every_address];

async fn another_prefix_moves_every_route_and_every_address(app: TestApp) {
    let app = app.configured(|config| config.hosting.prefix = "/media/v9/".into()).await;
    let shop = Program::new(&app, "shop").await;
    let form = crate::client::Form::new().file("file", "m.jpg", "image/jpeg", crate::app::MEADOW);
    let made = shop.form("u1", "/media/v9/images", form).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let image = made.json();
    for field in ["url", "thumbnailUrl"] {
        let url = image[field].as_str().unwrap();
        assert!(url.starts_with("/media/v9/images/"), "{url}");
        assert_eq!(app.anonymous().get(url).await.header("x-image-fallback"), None);
    }
    let whole = image["fullPath"].as_str().unwrap();
    assert!(whole.starts_with("http") && whole.ends_with(image["url"].as_str().unwrap()), "{whole}");
    assert_eq!(shop.get("", "/v2/images").await.status, 404);
    assert_eq!(shop.get("", "/media/v9/status").await.status, 200);
    assert_eq!(app.anonymous().get("/media/v9/admin/stats").await.status, 401);
    for noun in ["stats", "clients", "images", "images/tags", "avatars", "albums"] {
        assert_eq!(app.anonymous().get(&format!("/media/v9/admin/{noun}")).await.status, 401, "{noun}");
        assert_eq!(app.anonymous().get(&format!("/v2/admin/{noun}")).await.status, 404, "{noun}");
    }
    let album = shop.post("u1", "/media/v9/albums", serde_json::json!({"name": "A"})).await.json();
    let album = album["id"].as_str().unwrap();
    let token =
        shop.post("u1", &format!("/media/v9/albums/{album}/tokens"), serde_json::json!({})).await.json();
    let share = format!("/media/v9/images/{}/share", image["id"].as_str().unwrap());
    let share = shop.post("u1", &share, serde_json::json!({})).await.json();
    let form = crate::client::Form::new().file("file", "m.jpg", "image/jpeg", crate::app::MEADOW);
    let avatar = shop.form("u1", "/media/v9/avatars", form).await.json();
    for url in [&token["url"], &share["shareUrl"], &avatar["url"]] {
        let url = url.as_str().unwrap();
        assert!(url.starts_with("/media/v9/"), "{url}");
        let answer = app.anonymous().get(url).await;
        assert_eq!((answer.status.as_u16(), answer.header("x-image-fallback")), (200, None), "{url}");
    }
}
