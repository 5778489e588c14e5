//! `/repositories`.

use serde_json::json;

use crate::app::{TestApp, on_both_engines};

on_both_engines![
    only_administrators_deal_with_repositories,
    a_repository_is_a_folder_with_the_documented_tree,
    the_order_is_primary_first_and_once,
    a_place_outside_the_roots_is_refused,
    changes_reach_the_settings_file,
    unregistering_detaches_and_registering_again_brings_back,
];

async fn only_administrators_deal_with_repositories(app: TestApp) {
    let mia = app.user("mia").await;
    app.anonymous().get("/api/v1/repositories").await.refused(401, "unauthenticated");
    mia.get("/api/v1/repositories").await.refused(403, "admin_required");
    mia.post("/api/v1/repositories", json!({"name": "x"})).await.refused(403, "admin_required");
    let id = app.admin().await.get("/api/v1/repositories").await.ok()["repositories"][0]["id"].clone();
    let path = format!("/api/v1/repositories/{}", id.as_str().unwrap());
    mia.get(&path).await.refused(403, "admin_required");
    mia.patch(&path, json!({})).await.refused(403, "admin_required");
    mia.delete(&path).await.refused(403, "admin_required");
}

async fn a_repository_is_a_folder_with_the_documented_tree(app: TestApp) {
    let ada = app.admin().await;
    let answer = ada
        .post(
            "/api/v1/repositories",
            json!({"name": " Summer Trip! ", "storage_strategy": "flat", "duplicate_handling": "uuid"}),
        )
        .await
        .ok();
    let repository = &answer["repository"];
    assert_eq!(repository["name"], "Summer Trip!");
    assert_eq!((&repository["role"], &repository["is_primary"]), (&json!("regular"), &json!(false)));
    assert_eq!(repository["storage_strategy"], "flat");
    assert_eq!(repository["local_settings"], json!({"handle_duplicate_filenames": "uuid"}));
    assert_eq!(repository["default_owner_id"], ada.number());
    let root = std::path::PathBuf::from(repository["path"].as_str().unwrap());
    assert!(root.ends_with("summer-trip"), "{}", root.display());
    for folder in [
        "inbox",
        ".lumilio/staging/incoming",
        ".lumilio/staging/failed",
        ".lumilio/temp",
        ".lumilio/trash",
        ".lumilio/sidecars",
    ] {
        assert!(root.join(folder).is_dir(), "{folder}");
    }
    let settings = std::fs::read_to_string(root.join(".lumiliorepo")).unwrap();
    assert!(settings.contains(repository["id"].as_str().unwrap()), "{settings}");
}

async fn the_order_is_primary_first_and_once(app: TestApp) {
    let ada = app.admin().await;
    ada.post("/api/v1/repositories", json!({"name": "again", "role": "primary"}))
        .await
        .refused(409, "primary_exists");
    ada.post("/api/v1/repositories", json!({"name": "x", "role": "secondary"}))
        .await
        .refused(400, "invalid_role");
    ada.post("/api/v1/repositories", json!({"name": "  "})).await.refused(400, "invalid_name");
    ada.post("/api/v1/repositories", json!({"name": "!!!"})).await.refused(400, "invalid_file");
    ada.post("/api/v1/repositories", json!({"name": "x", "storage_strategy": "deep"}))
        .await
        .refused(400, "invalid_file");
    ada.post("/api/v1/repositories", json!({"name": "x"})).await.ok();
    ada.post("/api/v1/repositories", json!({"name": "x"})).await.refused(400, "path_taken");
}

async fn a_place_outside_the_roots_is_refused(app: TestApp) {
    let ada = app.admin().await;
    for root in ["/", "/tmp", "/etc/../tmp", "relative"] {
        ada.post("/api/v1/repositories", json!({"name": "x", "root": root}))
            .await
            .refused(400, "invalid_file");
    }
    let nested = app.core.config.library_root().join("primary");
    let nested = json!({"name": "x", "root": nested.to_str().unwrap()});
    ada.post("/api/v1/repositories", nested).await.refused(400, "invalid_file");
}

async fn changes_reach_the_settings_file(app: TestApp) {
    let ada = app.admin().await;
    let made = ada.post("/api/v1/repositories", json!({"name": "a"})).await.ok();
    let path = format!("/api/v1/repositories/{}", made["repository"]["id"].as_str().unwrap());
    let mia = app.user("mia").await;
    let change = json!({"name": "b", "storage_strategy": "cas", "default_owner_id": mia.number(),
        "local_settings": {"handle_duplicate_filenames": "overwrite"}});
    let changed = ada.patch(&path, change).await.ok();
    assert_eq!((&changed["name"], &changed["default_owner_id"]), (&json!("b"), &json!(mia.number())));
    assert_eq!(ada.get(&path).await.ok(), changed);
    let file = std::path::Path::new(changed["path"].as_str().unwrap()).join(".lumiliorepo");
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains("cas") && text.contains("overwrite") && text.contains("name: b"), "{text}");
    ada.patch(&path, json!({"storage_strategy": "x"})).await.refused(400, "invalid_file");
    ada.patch(&path, json!({"default_owner_id": 9999})).await.refused(400, "unknown_owner");
    ada.get(&format!("/api/v1/repositories/{}", uuid::Uuid::nil()))
        .await
        .refused(404, "repository_not_found");
    ada.get("/api/v1/repositories/1").await.refused(400, "invalid_id");
}

async fn unregistering_detaches_and_registering_again_brings_back(app: TestApp) {
    let ada = app.admin().await;
    let made = ada.post("/api/v1/repositories", json!({"name": "disk"})).await.ok();
    let id = made["repository"]["id"].as_str().unwrap().to_owned();
    let upload = app.upload_to(&ada, Some(&id), "meadow.jpg").await;
    app.run_jobs().await;
    let asset = format!("/api/v1/assets/{}", upload["asset_id"].as_str().unwrap());
    ada.put(&format!("{asset}/rating"), json!({"rating": 4})).await.ok();
    ada.delete(&format!("/api/v1/repositories/{id}")).await.ok();
    ada.get(&asset).await.refused(404, "asset_not_found");
    assert_eq!(ada.post("/api/v1/assets/list", json!({})).await.ok()["total_assets"], 0);
    let file = std::path::Path::new(made["repository"]["path"].as_str().unwrap()).join("inbox");
    assert!(file.is_dir(), "the files stay");
    let again = ada.post("/api/v1/repositories", json!({"name": "disk"})).await.ok();
    assert_eq!(again["repository"]["id"], id.as_str());
    assert_eq!(ada.get(&asset).await.ok()["rating"], 4);
    let primary =
        ada.get("/api/v1/repositories").await.ok()["repositories"][0]["id"].as_str().unwrap().to_owned();
    ada.delete(&format!("/api/v1/repositories/{primary}")).await.refused(409, "primary_repository");
}
