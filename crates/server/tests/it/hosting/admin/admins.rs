//! `/admin/admins` and `/admin/clients/{id}/access`.

use calotype_core::actor::AdminRole;
use futures::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{PASSWORD, created, logged_in, login, make, refused, root, works};
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    a_super_administrator_makes_changes_and_removes_others,
    nobody_else_administers_administrators,
    the_last_active_super_administrator_stays,
    two_super_administrators_cannot_demote_each_other_at_once,
    a_password_given_by_somebody_else_ends_the_sessions,
    what_is_wrong_with_an_account_is_said,
];

const ADMINS: &str = "/v2/admin/admins";

async fn a_super_administrator_makes_changes_and_removes_others(app: TestApp) {
    let root = root(&app).await;
    let body = json!({"email": "Mia@Example.org", "password": PASSWORD});
    let mia = created(&root.post(ADMINS, body).await);
    assert_eq!(
        (&mia["email"], &mia["role"], &mia["active"], &mia["name"]),
        (&json!("mia@example.org"), &json!("VIEWER"), &json!(true), &Value::Null)
    );
    assert!(mia.get("password").is_none());
    let path = format!("{ADMINS}/{}", mia["id"].as_str().unwrap());
    let changed =
        root.patch(&path, json!({"role": "ADMIN", "allClientsAccess": true, "name": "Mia"})).await.ok();
    assert_eq!(
        (&changed["role"], &changed["allClientsAccess"], &changed["name"]),
        (&json!("ADMIN"), &json!(true), &json!("Mia"))
    );
    let client = logged_in(&app, "mia").await;
    assert_eq!(client.get("/v2/admin/auth/me").await.ok()["role"], "ADMIN");
    let all = root.get(ADMINS).await.ok();
    let emails: Vec<_> = all.as_array().unwrap().iter().map(|admin| admin["email"].clone()).collect();
    assert_eq!(emails, ["root@example.org", "mia@example.org"]);

    let gone = root.delete(&path).await.ok();
    assert_eq!(gone["success"], true);
    assert!(!works(&client).await);
    refused(&root.delete(&path).await, 404);
    refused(&root.patch(&path, json!({})).await, 404);
    refused(&login(&app.anonymous(), "mia", PASSWORD).await, 401);
}

async fn nobody_else_administers_administrators(app: TestApp) {
    let id = make(&app, "root", AdminRole::SuperAdmin, true, &[]).await;
    for (name, role) in [("vera", AdminRole::Viewer), ("adam", AdminRole::Admin)] {
        make(&app, name, role, true, &[]).await;
        let client = logged_in(&app, name).await;
        refused(&client.get(ADMINS).await, 403);
        let body = json!({"email": "x@example.org", "password": PASSWORD, "role": "SUPER_ADMIN"});
        refused(&client.post(ADMINS, body).await, 403);
        refused(&client.patch(&format!("{ADMINS}/{id}"), json!({"active": false})).await, 403);
        refused(&client.delete(&format!("{ADMINS}/{id}")).await, 403);
        let access = format!("/v2/admin/clients/{}/access", Uuid::from_u128(7));
        refused(&client.post(&access, json!({"adminUserId": id})).await, 403);
        refused(&client.delete(&format!("{access}/{id}")).await, 403);
    }
    refused(&app.anonymous().get(ADMINS).await, 401);
}

async fn the_last_active_super_administrator_stays(app: TestApp) {
    let id = make(&app, "root", AdminRole::SuperAdmin, true, &[]).await;
    let root = logged_in(&app, "root").await;
    let path = format!("{ADMINS}/{id}");
    refused(&root.patch(&path, json!({"role": "ADMIN"})).await, 409);
    refused(&root.patch(&path, json!({"active": false})).await, 409);
    refused(&root.delete(&path).await, 409);
    // An inactive one does not count.
    let body =
        json!({"email": "eve@example.org", "password": PASSWORD, "role": "SUPER_ADMIN", "active": false});
    let eve = created(&root.post(ADMINS, body).await)["id"].as_str().unwrap().to_owned();
    refused(&root.delete(&path).await, 409);
    root.patch(&format!("{ADMINS}/{eve}"), json!({"active": true})).await.ok();
    root.patch(&path, json!({"role": "VIEWER"})).await.ok();
    refused(&root.get(ADMINS).await, 403);
}

async fn two_super_administrators_cannot_demote_each_other_at_once(app: TestApp) {
    let there = app.second_node().await;
    let (a, b) = (
        make(&app, "anna", AdminRole::SuperAdmin, true, &[]).await,
        make(&app, "bert", AdminRole::SuperAdmin, true, &[]).await,
    );
    let (anna, bert) = (logged_in(&app, "anna").await, logged_in(&there, "bert").await);
    let demote = |id: Uuid| (format!("{ADMINS}/{id}"), json!({"role": "VIEWER"}));
    let ((of_b, body), (of_a, _)) = (demote(b), demote(a));
    let answers = join_all([anna.patch(&of_b, body.clone()), bert.patch(&of_a, body)]).await;
    let ok = answers.iter().filter(|answer| answer.status.as_u16() == 200).count();
    assert_eq!(ok, 1, "{:?}", answers.iter().map(crate::response::Response::text).collect::<Vec<_>>());
}

async fn a_password_given_by_somebody_else_ends_the_sessions(app: TestApp) {
    let id = make(&app, "mia", AdminRole::Viewer, false, &[]).await;
    let (root, mia) = (root(&app).await, logged_in(&app, "mia").await);
    root.patch(&format!("{ADMINS}/{id}"), json!({"password": "battery staple"})).await.ok();
    assert!(!works(&mia).await);
    login(&app.anonymous(), "mia", "battery staple").await.ok();
}

async fn what_is_wrong_with_an_account_is_said(app: TestApp) {
    let root = root(&app).await;
    let good = json!({"email": "mia@example.org", "password": PASSWORD});
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    for body in [
        with("email", json!("nowhere")),
        with("password", json!("short")),
        with("role", json!("OWNER")),
        with("name", json!("x".repeat(101))),
        with("clientIds", json!(["first"])),
        json!({"email": "mia@example.org"}),
    ] {
        let answer = root.post(ADMINS, body).await;
        refused(&answer, 400);
    }
    refused(&root.post(ADMINS, with("clientIds", json!([Uuid::from_u128(9)]))).await, 404);
    refused(&root.post(ADMINS, with("clientIds", json!([calotype_store::tenants::HOME]))).await, 404);
    refused(&root.post(ADMINS, with("email", json!("ROOT@example.org"))).await, 409);
    created(&root.post(ADMINS, good.clone()).await);
    refused(&root.post(ADMINS, good).await, 409);
    refused(&root.patch(&format!("{ADMINS}/first"), json!({})).await, 400);
}
