//! `GET /capabilities`.

use serde_json::json;

use crate::app::{TestApp, on_both_engines};

const CAPABILITIES: &str = "/api/v1/capabilities";

on_both_engines![
    without_models_everything_is_allowed_and_nothing_available,
    a_development_server_allows_nothing_by_itself,
    settings_show_at_once_and_on_every_node,
];

async fn without_models_everything_is_allowed_and_nothing_available(app: TestApp) {
    insta::assert_json_snapshot!(app.anonymous().get(CAPABILITIES).await.ok(), @r#"
    {
      "ml": {
        "discovered_node_count": 0,
        "active_node_count": 0,
        "tasks": {
          "semantic_image_embed": {
            "enabled": true,
            "available": false
          },
          "semantic_text_embed": {
            "enabled": true,
            "available": false
          },
          "bioclip_classify": {
            "enabled": true,
            "available": false
          },
          "ocr": {
            "enabled": true,
            "available": false
          },
          "face_recognition": {
            "enabled": true,
            "available": false
          }
        }
      },
      "llm": {
        "agent_enabled": false,
        "configured": false
      },
      "hosting": {
        "prefix": "v2"
      }
    }
    "#);
}

async fn a_development_server_allows_nothing_by_itself(app: TestApp) {
    let app = app.configured(|config| config.environment = "development".into()).await;
    let tasks = app.anonymous().get(CAPABILITIES).await.ok()["ml"]["tasks"].clone();
    for (name, task) in tasks.as_object().unwrap() {
        assert_eq!(task, &json!({"enabled": false, "available": false}), "{name}");
    }
}

async fn settings_show_at_once_and_on_every_node(app: TestApp) {
    let ada = app.admin().await;
    let change = json!({
        "ml": {"semantic_enabled": false},
        "llm": {"agent_enabled": true, "provider": "ollama", "model_name": "llama", "base_url": "http://localhost:1"},
    });
    ada.patch("/api/v1/settings/system", change).await.ok();
    for node in [&app, &app.second_node().await] {
        let body = node.anonymous().get(CAPABILITIES).await.ok();
        let tasks = &body["ml"]["tasks"];
        for name in ["semantic_image_embed", "semantic_text_embed"] {
            assert_eq!(tasks[name]["enabled"], false, "both tasks share one switch");
        }
        assert_eq!(tasks["ocr"]["enabled"], true);
        let llm =
            json!({"agent_enabled": true, "configured": true, "provider": "ollama", "model_name": "llama"});
        assert_eq!(body["llm"], llm);
    }
}
