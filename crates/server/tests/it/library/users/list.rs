//! `GET /users`.

use serde_json::json;

use crate::app::{TestApp, on_both_engines};

on_both_engines![
    administrators_see_everybody_with_the_numbers_of_their_things,
    pages_are_clamped,
    the_list_is_for_administrators,
    labels_of_applications_are_not_listed,
];

async fn administrators_see_everybody_with_the_numbers_of_their_things(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let mut tx = app.core.db.write().await.unwrap();
    tx.exec(
        "INSERT INTO albums (id, tenant_id, owner_id, name, created_at, updated_at) VALUES ($1, $2, $3, 'A', 0, 0)",
        calotype_store::args![calotype_store::new_id(), calotype_store::tenants::HOME, mia.id()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let hidden = ["created_at", "updated_at", "permissions"];
    insta::assert_json_snapshot!(ada.get("/api/v1/users").await.redacted(&hidden), @r#"
    {
      "users": [
        {
          "user_id": 1,
          "username": "ada",
          "display_name": "ada",
          "created_at": "[created_at]",
          "updated_at": "[updated_at]",
          "is_active": true,
          "role": "admin",
          "permissions": "[permissions]",
          "asset_count": 0,
          "album_count": 0
        },
        {
          "user_id": 2,
          "username": "mia",
          "display_name": "mia",
          "created_at": "[created_at]",
          "updated_at": "[updated_at]",
          "is_active": true,
          "role": "user",
          "permissions": "[permissions]",
          "asset_count": 0,
          "album_count": 1
        }
      ],
      "total": 2,
      "limit": 20,
      "offset": 0
    }
    "#);
}

async fn pages_are_clamped(app: TestApp) {
    let ada = app.admin().await;
    for name in ["mia", "noah", "zoe"] {
        app.user(name).await;
    }
    for (query, limit, offset, names) in [
        ("?limit=2&offset=1", 2, 1, vec!["mia", "noah"]),
        ("?limit=1000&offset=3", 100, 3, vec!["zoe"]),
        ("?limit=0&offset=-4", 20, 0, vec!["ada", "mia", "noah", "zoe"]),
        ("?limit=x&offset=9", 20, 9, vec![]),
    ] {
        let body = ada.get(&format!("/api/v1/users{query}")).await.ok();
        assert_eq!(
            (&body["total"], &body["limit"], &body["offset"]),
            (&json!(4), &json!(limit), &json!(offset))
        );
        let listed: Vec<&str> =
            body["users"].as_array().unwrap().iter().map(|u| u["username"].as_str().unwrap()).collect();
        assert_eq!(listed, names, "{query}");
    }
}

async fn the_list_is_for_administrators(app: TestApp) {
    let mia = app.user("mia").await;
    app.anonymous().get("/api/v1/users").await.refused(401, "unauthenticated");
    mia.get("/api/v1/users").await.refused(403, "admin_required");
}

async fn labels_of_applications_are_not_listed(app: TestApp) {
    let ada = app.admin().await;
    let mut tx = app.core.db.write().await.unwrap();
    tx.exec(
        "INSERT INTO users (id, tenant_id, external_id, created_at, updated_at) VALUES ($1, $2, 'shop-7', 0, 0)",
        calotype_store::args![calotype_store::new_id(), calotype_store::tenants::HOME],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(ada.get("/api/v1/users").await.ok()["total"], 1);
    ada.patch("/api/v1/users/2", json!({"role": "admin"})).await.refused(404, "user_not_found");
    ada.post("/api/v1/users/2/reset-access", json!({})).await.refused(404, "user_not_found");
}
