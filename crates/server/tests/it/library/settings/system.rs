//! `GET` and `PATCH /settings/system`.

use std::time::Duration;

use futures::future::join_all;
use serde_json::json;

use crate::app::{TestApp, on_both_engines};

const PATH: &str = "/api/v1/settings/system";

on_both_engines![
    the_defaults,
    a_change_touches_what_it_names_and_nothing_else,
    a_key_is_stored_sealed_and_never_shown,
    wrong_values_are_refused_and_change_nothing,
    changes_at_the_same_time_do_not_lose_each_other,
    settings_are_for_administrators,
];

async fn the_defaults(app: TestApp) {
    let ada = app.admin().await;
    insta::assert_json_snapshot!(ada.get(PATH).await.redacted(&["updated_at"]), @r#"
    {
      "llm": {
        "agent_enabled": false,
        "provider": "ark",
        "model_name": "",
        "api_key_configured": false
      },
      "ml": {
        "semantic_enabled": true,
        "bioclip_enabled": true,
        "ocr_enabled": true,
        "face_enabled": true
      },
      "library": {
        "trash_retention_days": 30
      },
      "updated_at": "[updated_at]"
    }
    "#);
}

async fn a_change_touches_what_it_names_and_nothing_else(app: TestApp) {
    let ada = app.admin().await;
    let first =
        json!({"llm": {"provider": "openai", "model_name": "m-1", "base_url": "https://llm.example/v1/"}});
    ada.patch(PATH, first).await.ok();
    app.clock.advance(Duration::from_secs(5));
    let change = json!({
        "llm": {"agent_enabled": true, "base_url": null},
        "ml": {"ocr_enabled": false},
        "library": {"trash_retention_days": 7},
        "future": {"unknown": 1},
    });
    let body = ada.patch(PATH, change).await;
    insta::assert_json_snapshot!(body.redacted(&["updated_at"]), @r#"
    {
      "llm": {
        "agent_enabled": true,
        "provider": "openai",
        "model_name": "m-1",
        "base_url": "https://llm.example/v1/",
        "api_key_configured": false
      },
      "ml": {
        "semantic_enabled": true,
        "bioclip_enabled": true,
        "ocr_enabled": false,
        "face_enabled": true
      },
      "library": {
        "trash_retention_days": 7
      },
      "updated_at": "[updated_at]",
      "updated_by": 1
    }
    "#);
    assert_eq!(ada.get(PATH).await.ok(), body.ok());
    let body = ada.patch(PATH, json!({"llm": {"base_url": ""}})).await.ok();
    assert!(body["llm"].get("base_url").is_none());
    let event = &app.events().await[0];
    assert_eq!(event.kind, "settings.updated");
    assert_eq!(event.data.as_ref().unwrap().0, json!({"changed": ["llm.base_url"]}));
}

async fn a_key_is_stored_sealed_and_never_shown(app: TestApp) {
    let ada = app.admin().await;
    let answer = ada.patch(PATH, json!({"llm": {"api_key": "sk-very-secret"}})).await;
    assert_eq!(answer.ok()["llm"]["api_key_configured"], true);
    assert!(!answer.text().contains("sk-very-secret"));
    let mut conn = app.core.db.read().await.unwrap();
    let (stored,): (calotype_store::Json<serde_json::Value>,) =
        conn.one("SELECT value FROM settings WHERE name = 'system'", calotype_store::args![]).await.unwrap();
    drop(conn);
    let stored = stored.0.to_string();
    assert!(stored.contains("api_key") && !stored.contains("very-secret"), "{stored}");
    assert!(!app.events().await[0].data.as_ref().unwrap().0.to_string().contains("very-secret"));
    let body = ada.patch(PATH, json!({"llm": {"model_name": "m"}})).await.ok();
    assert_eq!(body["llm"]["api_key_configured"], true);
    let body = ada.patch(PATH, json!({"llm": {"api_key": ""}})).await.ok();
    assert_eq!(body["llm"]["api_key_configured"], false);
}

async fn wrong_values_are_refused_and_change_nothing(app: TestApp) {
    let ada = app.admin().await;
    let before = ada.get(PATH).await.ok();
    for change in [
        json!({"llm": {"agent_enabled": true, "provider": "skynet"}}),
        json!({"llm": {"base_url": "file:///etc/passwd"}}),
        json!({"llm": {"base_url": "https://user:password@host"}}),
        json!({"llm": {"model_name": "m".repeat(3000)}}),
        json!({"ml": {"ocr_enabled": false}, "library": {"trash_retention_days": 0}}),
        json!({"library": {"trash_retention_days": 100_000}}),
    ] {
        ada.patch(PATH, change).await.refused(400, "invalid_setting");
    }
    for change in
        [json!({"ml": {"ocr_enabled": "no"}}), json!({"library": {"trash_retention_days": -1}}), json!(7)]
    {
        ada.patch(PATH, change).await.refused(400, "invalid_body");
    }
    assert_eq!(ada.get(PATH).await.ok(), before);
}

async fn changes_at_the_same_time_do_not_lose_each_other(app: TestApp) {
    let ada = app.admin().await;
    let there = app.second_node().await.log_in("ada").await;
    let switches = ["semantic_enabled", "bioclip_enabled", "ocr_enabled", "face_enabled"];
    let change = |n: usize, name: &'static str| {
        let client = if n.is_multiple_of(2) { ada.clone() } else { there.clone() };
        async move { client.patch(PATH, json!({"ml": {name: false}})).await.ok() }
    };
    join_all(switches.iter().enumerate().map(|(n, name)| change(n, name))).await;
    let ml = &ada.get(PATH).await.ok()["ml"];
    for name in switches {
        assert_eq!(ml[name], false, "{name}");
    }
}

async fn settings_are_for_administrators(app: TestApp) {
    let mia = app.user("mia").await;
    mia.get(PATH).await.refused(403, "admin_required");
    mia.patch(PATH, json!({})).await.refused(403, "admin_required");
    app.anonymous().get(PATH).await.refused(401, "unauthenticated");
    app.anonymous().patch(PATH, json!({})).await.refused(401, "unauthenticated");
}
