//! `/admin/avatars`.

use serde_json::{Value, json};

use super::{refused, root};
use crate::app::{TestApp, on_both_engines};
use crate::client::Client;
use crate::hosting::world::{Program, id};

on_both_engines![
    avatars_are_listed_with_client_and_user,
    a_deleted_avatar_is_gone_and_its_user_gets_another,
    the_id_of_a_replaced_avatar_leads_nowhere,
];

async fn ids(asker: &Client, query: &str) -> Vec<String> {
    let list = asker.get(&format!("/v2/admin/avatars?{query}")).await.ok();
    list["data"].as_array().unwrap().iter().map(|avatar| id(avatar).to_owned()).collect()
}

async fn avatars_are_listed_with_client_and_user(app: TestApp) {
    let root = root(&app).await;
    let (shop, blog) = (Program::new(&app, "shop").await, Program::new(&app, "blog").await);
    shop.tiny("u1", &[("username", "Una")]).await;
    let (a, b, c) = (shop.avatar("u1").await, shop.avatar("u2").await, blog.avatar("u1").await);
    let [a_id, b_id, c_id] = [&a, &b, &c].map(|avatar| id(avatar).to_owned());
    assert_eq!(ids(&root, "").await, [c_id.clone(), b_id.clone(), a_id.clone()], "newest first, no images");
    assert_eq!(ids(&root, &format!("clientId={}", shop.id)).await, [b_id, a_id.clone()]);
    assert_eq!(ids(&root, "userId=u1").await, [c_id.clone(), a_id.clone()]);
    assert_eq!(ids(&root, "userId=u1&perPage=1&page=2").await, std::slice::from_ref(&a_id));
    let seen = root.get(&format!("/v2/admin/avatars/{a_id}")).await.ok();
    for (name, value) in a.as_object().unwrap() {
        assert_eq!(&seen[name], value, "{name}");
    }
    assert_eq!(seen["clientId"], json!(shop.id));
    assert_eq!(seen["client"], json!({"id": shop.id, "name": "shop", "domain": null}));
    let ours = seen["user"]["id"].as_str().unwrap();
    assert_eq!(seen["user"], json!({"id": ours, "externalUserId": "u1", "username": "Una"}));
    assert_eq!((&seen["updatedAt"], &seen["previewUrl"]), (&a["createdAt"], &Value::Null));
    assert_eq!(ids(&root, &format!("userId={ours}")).await, [a_id]);
    let key = calotype_files::objects::ObjectKey::parse(seen["storagePath"].as_str().unwrap()).unwrap();
    assert_eq!(json!(app.core.objects.head(&key).await.unwrap().unwrap().size), a["size"]);
    let image = shop.tiny("u1", &[]).await;
    refused(&root.get(&format!("/v2/admin/avatars/{}", id(&image))).await, 404);
    refused(&root.delete(&format!("/v2/admin/avatars/{}", id(&image))).await, 404);
}

async fn a_deleted_avatar_is_gone_and_its_user_gets_another(app: TestApp) {
    let root = root(&app).await;
    let shop = Program::new(&app, "shop").await;
    let avatar = shop.avatar("u1").await;
    let path = format!("/v2/admin/avatars/{}", id(&avatar));
    assert_eq!(root.delete(&path).await.ok()["success"], true);
    refused(&root.delete(&path).await, 404);
    refused(&app.anonymous().get(avatar["url"].as_str().unwrap()).await, 404);
    let stats = shop.get("", "/v2/client/stats").await.ok();
    assert_eq!((&stats["totalAvatars"], &stats["totalStorage"]), (&json!(0), &json!(0)));
    let next = shop.avatar("u1").await;
    assert_eq!(ids(&root, "").await, [id(&next).to_owned()]);
    assert_eq!(app.anonymous().get(next["url"].as_str().unwrap()).await.status, 200);
}

async fn the_id_of_a_replaced_avatar_leads_nowhere(app: TestApp) {
    let root = root(&app).await;
    let shop = Program::new(&app, "shop").await;
    let (old, new) = (shop.avatar("u1").await, shop.avatar("u1").await);
    refused(&root.get(&format!("/v2/admin/avatars/{}", id(&old))).await, 404);
    refused(&root.delete(&format!("/v2/admin/avatars/{}", id(&old))).await, 404);
    // One deletes, one replaces, at the same moment: the space that is counted is that of what remains.
    for _ in 0..3 {
        let current = ids(&root, "").await;
        let path = format!("/v2/admin/avatars/{}", current.first().map_or(id(&new), String::as_str));
        let (gone, _) = tokio::join!(root.delete(&path), shop.avatar("u1"));
        assert!([200, 404].contains(&gone.status.as_u16()), "{}", gone.text());
        let stats = shop.get("", "/v2/client/stats").await.ok();
        let left = ids(&root, "").await.len();
        assert_eq!(stats["totalAvatars"], json!(left));
        let mut conn = app.core.db.read().await.unwrap();
        let space = calotype_store::space::get(&mut conn, shop.id).await.unwrap().unwrap();
        assert_eq!(json!(space.used_bytes), stats["totalStorage"]);
        drop(conn);
        shop.avatar("u1").await;
    }
}
