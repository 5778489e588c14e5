//! `/admin/clients`.

use std::time::Duration;

use calotype_core::actor::AdminRole;
use serde_json::{Value, json};
use uuid::Uuid;

use super::world::client;
use super::{created, logged_in, make, refused, root};
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    a_client_is_made_with_a_key_that_is_shown_once,
    a_client_is_changed_field_by_field,
    a_rotated_key_dies_at_once_or_after_the_grace,
    the_keys_of_an_inactive_client_do_not_work_until_it_is_active_again,
    home_is_no_client,
    what_is_wrong_with_a_client_is_said,
];

async fn works(app: &TestApp, key: &str) -> bool {
    calotype_core::keys::authenticate(&app.core, key, calotype_core::keys::From::default())
        .await
        .unwrap()
        .is_some()
}

async fn a_client_is_made_with_a_key_that_is_shown_once(app: TestApp) {
    let root = root(&app).await;
    let body =
        created(&root.post("/v2/admin/clients", json!({"name": " Shop ", "domain": "shop.example"})).await);
    assert_eq!((&body["name"], &body["domain"]), (&json!("Shop"), &json!("shop.example")));
    assert_eq!((&body["active"], &body["webhookEnabled"]), (&json!(true), &json!(false)));
    assert_eq!(body["webhookUrl"], Value::Null);
    let key = body["apiKey"].as_str().unwrap();
    assert!(works(&app, key).await);
    let preview = body["keyPreview"].as_str().unwrap();
    assert!(key.starts_with(preview.split('…').next().unwrap()) && preview.len() < 24, "{preview}");
    let path = format!("/v2/admin/clients/{}", body["id"].as_str().unwrap());
    let read = root.get(&path).await.ok();
    assert!(read.get("apiKey").is_none());
    assert_eq!(read["keyPreview"], body["keyPreview"]);
    let list = root.get("/v2/admin/clients").await.ok();
    assert_eq!(list, json!([read]));
    let text = root.get("/v2/admin/clients").await.text();
    assert!(!text.contains(key));
}

async fn a_client_is_changed_field_by_field(app: TestApp) {
    let root = root(&app).await;
    let (id, _) = client(&root, "shop").await;
    make(&app, "adam", AdminRole::Admin, false, &[Uuid::parse_str(&id).unwrap()]).await;
    let adam = logged_in(&app, "adam").await;
    let path = format!("/v2/admin/clients/{id}");
    app.clock.advance(Duration::from_secs(60));
    let body = json!({"domain": "a.example", "webhookUrl": "https://a.example/hook", "webhookEnabled": true, "id": "x"});
    let after = adam.patch(&path, body).await.ok();
    assert_eq!(
        (&after["name"], &after["domain"], &after["webhookUrl"], &after["webhookEnabled"]),
        (&json!("shop"), &json!("a.example"), &json!("https://a.example/hook"), &json!(true))
    );
    assert!(after["updatedAt"].as_str() > after["createdAt"].as_str());
    let after = adam.patch(&path, json!({"name": "Shop", "domain": null, "webhookUrl": null})).await.ok();
    assert_eq!(
        (&after["name"], &after["domain"], &after["webhookUrl"], &after["webhookEnabled"]),
        (&json!("Shop"), &Value::Null, &Value::Null, &json!(true))
    );
    let off = adam.patch(&path, json!({"active": false})).await.ok();
    assert_eq!(off["active"], false);
    assert_eq!(root.get(&path).await.ok(), off);
}

async fn a_rotated_key_dies_at_once_or_after_the_grace(app: TestApp) {
    let root = root(&app).await;
    let (id, first) = client(&root, "shop").await;
    let (_, other) = client(&root, "other").await;
    let path = format!("/v2/admin/clients/{id}/rotate-key");
    let rotate = async |body: Value| root.post(&path, body).await.ok()["apiKey"].as_str().unwrap().to_owned();
    let second = rotate(json!({})).await;
    assert!(!works(&app, &first).await && works(&app, &second).await);
    let third = rotate(json!({"graceSeconds": 60})).await;
    app.clock.advance(Duration::from_secs(59));
    assert!(works(&app, &second).await && works(&app, &third).await);
    // A longer grace does not bring an old key more time.
    let fourth = rotate(json!({"graceSeconds": 3600})).await;
    app.clock.advance(Duration::from_secs(2));
    assert!(!works(&app, &second).await && works(&app, &third).await && works(&app, &fourth).await);
    assert!(works(&app, &other).await);
    let preview = root.get(&format!("/v2/admin/clients/{id}")).await.ok()["keyPreview"].clone();
    assert!(fourth.starts_with(preview.as_str().unwrap().split('…').next().unwrap()));
    refused(&root.post(&path, json!({"graceSeconds": 31 * 86_400})).await, 400);
    refused(&root.post(&path, json!({"graceSeconds": -1})).await, 400);
    root.request(axum::http::Method::POST, &path).send().await.ok();
    assert!(!works(&app, &fourth).await);
}

async fn the_keys_of_an_inactive_client_do_not_work_until_it_is_active_again(app: TestApp) {
    let root = root(&app).await;
    let ((id, key), (_, other)) = (client(&root, "shop").await, client(&root, "other").await);
    let path = format!("/v2/admin/clients/{id}");
    root.patch(&path, json!({"active": false})).await.ok();
    assert!(!works(&app, &key).await && works(&app, &other).await);
    assert_eq!(root.get(&path).await.ok()["active"], false, "administrators still see it");
    root.patch(&path, json!({"active": true})).await.ok();
    assert!(works(&app, &key).await);
}

async fn home_is_no_client(app: TestApp) {
    let root = root(&app).await;
    assert_eq!(root.get("/v2/admin/clients").await.ok(), json!([]));
    let home = format!("/v2/admin/clients/{}", calotype_store::tenants::HOME);
    refused(&root.get(&home).await, 404);
    refused(&root.patch(&home, json!({"active": false})).await, 404);
    refused(&root.post(&format!("{home}/rotate-key"), json!({})).await, 404);
}

async fn what_is_wrong_with_a_client_is_said(app: TestApp) {
    let root = root(&app).await;
    for body in [
        json!({}),
        json!({"name": " "}),
        json!({"name": "x".repeat(256)}),
        json!({"name": "x", "domain": "a b"}),
    ] {
        refused(&root.post("/v2/admin/clients", body).await, 400);
    }
    let (id, _) = client(&root, "shop").await;
    let path = format!("/v2/admin/clients/{id}");
    for body in [json!({"name": ""}), json!({"webhookUrl": "ftp://x"}), json!({"active": "yes"})] {
        refused(&root.patch(&path, body).await, 400);
    }
    let nowhere = format!("/v2/admin/clients/{}", Uuid::from_u128(7));
    refused(&root.get(&nowhere).await, 404);
    refused(&root.patch(&nowhere, json!({})).await, 404);
    refused(&root.post(&format!("{nowhere}/rotate-key"), json!({})).await, 404);
}
