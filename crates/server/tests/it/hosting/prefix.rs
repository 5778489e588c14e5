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
}
