//! Texts that a database cannot store or a reader stops in.

use serde_json::json;

use super::{photo, upload};
use crate::app::{TestApp, on_both_engines};

on_both_engines![a_nul_in_a_text_is_refused_everywhere, text_that_only_looks_dangerous_is_kept];

async fn a_nul_in_a_text_is_refused_everywhere(app: TestApp) {
    let mia = app.user("mia").await;
    let id = upload(&mia, "a.jpg", photo()).await.ok()["asset_id"].as_str().unwrap().to_owned();
    let login = json!({"username": "mia\0", "password": "x"});
    app.anonymous().post("/api/v1/auth/login", login).await.refused(400, "invalid_body");
    mia.post("/api/v1/albums", json!({"album_name": "a\0b"})).await.refused(400, "invalid_body");
    mia.patch("/api/v1/users/me/profile", json!({"display_name": "\0"})).await.refused(400, "invalid_body");
    mia.put(&format!("/api/v1/assets/{id}/description"), json!({"description": "a\0"}))
        .await
        .refused(400, "invalid_body");
    mia.post(
        "/api/v1/assets/list",
        json!({"filter": {"filename": {"value": "a\0", "operator": "contains"}}}),
    )
    .await
    .refused(400, "invalid_body");
    mia.get("/api/v1/assets/batch/progress?session_ids=a%00").await.refused(400, "invalid_query");
    mia.get("/api/v1/assets/%00").await.refused(400, "invalid_id");
}

async fn text_that_only_looks_dangerous_is_kept(app: TestApp) {
    let mia = app.user("mia").await;
    let id = upload(&mia, "a.jpg", photo()).await.ok()["asset_id"].as_str().unwrap().to_owned();
    app.run_jobs().await;
    for text in ["\\u0000", "'; DROP TABLE assets; --", "<script>alert(1)</script>", "\u{202e}💥\u{1}", "%00"]
    {
        mia.put(&format!("/api/v1/assets/{id}/description"), json!({"description": text})).await.ok();
        let asset = mia.get(&format!("/api/v1/assets/{id}")).await.ok();
        assert_eq!(asset["specific_metadata"]["description"], text);
    }
}
