//! `PATCH /users/{id}`.

use futures::future::join_all;
use serde_json::json;

use crate::app::{PASSWORD, TestApp, on_both_engines};
use crate::library::assets::build::photo;
use crate::library::auth::login;

on_both_engines![
    an_administrator_changes_every_field,
    absent_and_null_fields_stay,
    a_renamed_user_logs_in_by_the_new_name_only,
    the_last_active_administrator_can_be_neither_demoted_nor_deactivated,
    of_two_administrators_who_demote_each_other_at_once_one_stays,
    wrong_values_are_refused,
    only_administrators_change_others,
    an_avatar_is_a_photo_that_is_there,
];

async fn an_administrator_changes_every_field(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let path = format!("/api/v1/users/{}", mia.number());
    let change = json!({"username": "Mia.2", "display_name": " Mia Q ", "role": "admin", "is_active": true});
    let body = ada.patch(&path, change).await.ok();
    assert_eq!(body["user_id"], mia.number());
    assert_eq!((&body["username"], &body["display_name"]), (&json!("mia.2"), &json!("Mia Q")));
    assert_eq!((&body["role"], &body["is_active"]), (&json!("admin"), &json!(true)));
    mia.get("/api/v1/users").await.ok();
    let body = ada.patch(&path, json!({"role": "user", "display_name": ""})).await.ok();
    assert_eq!((&body["role"], &body["display_name"]), (&json!("user"), &json!("mia.2")));
    mia.get("/api/v1/users").await.refused(403, "admin_required");
    let event = &app.events().await[0];
    assert_eq!((event.kind.as_str(), event.user_id), ("user.updated", Some(ada.id())));
    assert_eq!(event.subject_id.as_deref(), Some(mia.id().to_string().as_str()));
}

async fn absent_and_null_fields_stay(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let path = format!("/api/v1/users/{}", mia.number());
    let before = ada.patch(&path, json!({"display_name": "Mia"})).await.redacted(&["updated_at"]);
    let nulls = json!({"username": null, "display_name": null, "avatar_asset_id": null, "role": null, "is_active": null});
    assert_eq!(ada.patch(&path, nulls).await.redacted(&["updated_at"]), before);
    assert_eq!(ada.patch(&path, json!({})).await.redacted(&["updated_at"]), before);
}

async fn a_renamed_user_logs_in_by_the_new_name_only(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    ada.patch(&format!("/api/v1/users/{}", mia.number()), json!({"username": "maria"})).await.ok();
    login(&app.anonymous(), "maria", PASSWORD).await.ok();
    login(&app.anonymous(), "mia", PASSWORD).await.refused(401, "invalid_credentials");
    // The old name is free again.
    app.user("mia").await;
    ada.patch(&format!("/api/v1/users/{}", mia.number()), json!({"username": "MIA"}))
        .await
        .refused(409, "username_taken");
}

async fn the_last_active_administrator_can_be_neither_demoted_nor_deactivated(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let (own, others) =
        (format!("/api/v1/users/{}", ada.number()), format!("/api/v1/users/{}", mia.number()));
    for change in [json!({"role": "user"}), json!({"is_active": false})] {
        ada.patch(&own, change).await.refused(400, "last_admin");
    }
    // An inactive administrator does not count.
    ada.patch(&others, json!({"role": "admin", "is_active": false})).await.ok();
    ada.patch(&own, json!({"role": "user"})).await.refused(400, "last_admin");
    ada.patch(&others, json!({"is_active": true})).await.ok();
    ada.patch(&own, json!({"role": "user"})).await.ok();
    ada.get("/api/v1/users").await.refused(403, "admin_required");
}

async fn of_two_administrators_who_demote_each_other_at_once_one_stays(app: TestApp) {
    let ada = app.admin().await;
    let there = app.second_node().await;
    for round in 0..5 {
        let name = format!("rival{round}");
        let rival = app.user(&name).await;
        ada.patch(&format!("/api/v1/users/{}", rival.number()), json!({"role": "admin"})).await.ok();
        let rival = there.log_in(&name).await;
        let demote = |client: crate::client::Client, number: i64| async move {
            client.patch(&format!("/api/v1/users/{number}"), json!({"role": "user"})).await
        };
        let answers =
            join_all([demote(ada.clone(), rival.number()), demote(rival.clone(), ada.number())]).await;
        let done = answers.iter().filter(|answer| answer.status.is_success()).count();
        assert_eq!(done, 1, "{} / {}", answers[0].text(), answers[1].text());
        // Whoever came second was no administrator any more, or the last one.
        let statuses: Vec<u16> = answers.iter().map(|a| a.status.as_u16()).collect();
        assert!(statuses.iter().all(|status| [200, 400, 403].contains(status)), "{statuses:?}");
        if answers[1].status.is_success() {
            rival.patch(&format!("/api/v1/users/{}", ada.number()), json!({"role": "admin"})).await.ok();
            ada.patch(&format!("/api/v1/users/{}", rival.number()), json!({"role": "user"})).await.ok();
        }
    }
}

async fn wrong_values_are_refused(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let path = format!("/api/v1/users/{}", mia.number());
    for (change, word) in [
        (json!({"username": "x"}), "invalid_username"),
        (json!({"display_name": "n".repeat(65)}), "invalid_display_name"),
        (json!({"display_name": "a\u{1}b"}), "invalid_display_name"),
        (json!({"display_name": "a\u{0}b"}), "invalid_body"),
        (json!({"role": "king"}), "invalid_role"),
        (json!({"is_active": "yes"}), "invalid_body"),
        (json!({"avatar_asset_id": "not-an-id"}), "invalid_avatar"),
    ] {
        ada.patch(&path, change).await.refused(400, word);
    }
    ada.patch(&path, json!({"username": "ada"})).await.refused(409, "username_taken");
    ada.patch("/api/v1/users/9999", json!({})).await.refused(404, "user_not_found");
    ada.patch("/api/v1/users/abc", json!({})).await.refused(400, "invalid_id");
}

async fn only_administrators_change_others(app: TestApp) {
    let mia = app.user("mia").await;
    let path = format!("/api/v1/users/{}", mia.number());
    app.anonymous().patch(&path, json!({})).await.refused(401, "unauthenticated");
    mia.patch(&path, json!({"role": "admin"})).await.refused(403, "admin_required");
}

async fn an_avatar_is_a_photo_that_is_there(app: TestApp) {
    let ada = app.admin().await;
    let mia = app.user("mia").await;
    let photo = photo("me.jpg").of(&mia, &app).await;
    let path = format!("/api/v1/users/{}", mia.number());
    let body = ada.patch(&path, json!({"avatar_asset_id": photo})).await.ok();
    assert_eq!(body["avatar_asset_id"], json!(photo));
    let unknown = json!({"avatar_asset_id": calotype_store::new_id()});
    ada.patch(&path, unknown).await.refused(400, "invalid_avatar");
    let body = ada.patch(&path, json!({"avatar_asset_id": ""})).await.ok();
    assert!(body.get("avatar_asset_id").is_none());
}
