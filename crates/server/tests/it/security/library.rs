//! The library: people.

use serde_json::json;

use super::{Answer, Body, Caller, FORBIDDEN, Row, UNKNOWN, hold, row, with};
use crate::app::TestApp;
use crate::client::Form;
use crate::upload::build::scoped;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Anybody.
    Open,
    /// Whoever has logged in.
    Person,
    /// Whose the thing is, and administrators.
    Owner,
    /// Administrators.
    Admins,
}

use Rule::{Admins, Open, Owner, Person};

const NOTHING: Body = Body::Json("{}");

const TABLE: &[Row<Rule>] = &[
    row("GET /api/v1/admin/audit-events", Admins),
    row("GET /api/v1/admin/usage", Admins),
    row("GET /api/v1/admin/river/queue-summary", Admins),
    row("GET /api/v1/admin/river/stats", Admins),
    row("GET /api/v1/albums", Person),
    with("POST /api/v1/albums", Person, Body::Json(r#"{"album_name":"x"}"#)),
    row("GET /api/v1/albums/{id}", Owner),
    with("PUT /api/v1/albums/{id}", Owner, Body::Json(r#"{"album_name":"y"}"#)),
    row("DELETE /api/v1/albums/{id}", Owner),
    row("GET /api/v1/albums/{id}/assets", Owner),
    with("POST /api/v1/albums/{id}/assets/{assetId}", Owner, NOTHING),
    row("DELETE /api/v1/albums/{id}/assets/{assetId}", Owner),
    with("PUT /api/v1/albums/{id}/assets/{assetId}/position", Owner, Body::Json(r#"{"position":1}"#)),
    row("POST /api/v1/albums/{id}/bioclip/rebuild", Owner),
    with("POST /api/v1/assets", Person, Body::Form),
    with("POST /api/v1/assets/batch", Person, Body::Form),
    row("GET /api/v1/assets/batch/config", Person),
    row("GET /api/v1/assets/batch/progress", Person),
    with("POST /api/v1/assets/download", Person, Body::Json(r#"{"asset_ids":[]}"#)),
    with("POST /api/v1/assets/exist", Person, Body::Json(r#"{"hashes":[]}"#)),
    row("GET /api/v1/assets/featured", Person),
    row("GET /api/v1/assets/filter-options", Person),
    row("GET /api/v1/assets/liked", Person),
    with("POST /api/v1/assets/list", Person, NOTHING),
    row("GET /api/v1/assets/map-points", Person),
    row("GET /api/v1/assets/rating/{rating}", Person),
    with("POST /api/v1/assets/stacks", Person, Body::Json(r#"{"asset_ids":[]}"#)),
    row("GET /api/v1/assets/types", Person),
    row("GET /api/v1/assets/{id}", Owner),
    with("PUT /api/v1/assets/{id}", Owner, Body::Json(r#"{"specific_metadata":{}}"#)),
    row("DELETE /api/v1/assets/{id}", Owner),
    row("GET /api/v1/assets/{id}/albums", Owner),
    row("POST /api/v1/assets/{id}/albums/{albumId}", Owner),
    row("GET /api/v1/assets/{id}/audio/web", Owner),
    row("HEAD /api/v1/assets/{id}/audio/web", Owner),
    with("PUT /api/v1/assets/{id}/description", Owner, Body::Json(r#"{"description":"x"}"#)),
    row("GET /api/v1/assets/{id}/exif", Owner),
    row("GET /api/v1/assets/{id}/export", Owner),
    with("PUT /api/v1/assets/{id}/like", Owner, Body::Json(r#"{"liked":true}"#)),
    row("GET /api/v1/assets/{id}/original", Owner),
    row("HEAD /api/v1/assets/{id}/original", Owner),
    with("PUT /api/v1/assets/{id}/rating", Owner, Body::Json(r#"{"rating":3}"#)),
    with("PUT /api/v1/assets/{id}/rating-and-like", Owner, Body::Json(r#"{"rating":3,"liked":true}"#)),
    with("POST /api/v1/assets/{id}/reprocess", Owner, NOTHING),
    row("POST /api/v1/assets/{id}/restore", Owner),
    row("GET /api/v1/assets/{id}/sidecar", Owner),
    with("PUT /api/v1/assets/{id}/sidecar", Owner, Body::Xmp),
    row("GET /api/v1/assets/{id}/stack", Owner),
    row("DELETE /api/v1/assets/{id}/stack", Owner),
    row("GET /api/v1/assets/{id}/thumbnail", Owner),
    row("HEAD /api/v1/assets/{id}/thumbnail", Owner),
    row("GET /api/v1/assets/{id}/video/web", Owner),
    row("HEAD /api/v1/assets/{id}/video/web", Owner),
    with("POST /api/v1/auth/login", Open, NOTHING),
    with("POST /api/v1/auth/logout", Open, NOTHING),
    row("GET /api/v1/auth/me", Person),
    row("GET /api/v1/auth/media-token", Person),
    with("POST /api/v1/auth/refresh", Open, NOTHING),
    with("POST /api/v1/auth/register/start", Open, NOTHING),
    row("GET /api/v1/capabilities", Open),
    row("GET /api/v1/health", Open),
    row("GET /api/v1/repositories", Admins),
    with("POST /api/v1/repositories", Admins, Body::Json(r#"{"name":""}"#)),
    row("GET /api/v1/repositories/{id}", Admins),
    row("DELETE /api/v1/repositories/{id}", Admins),
    with("PATCH /api/v1/repositories/{id}", Admins, NOTHING),
    with("POST /api/v1/repositories/{id}/scan", Admins, NOTHING),
    row("GET /api/v1/repositories/{id}/scans", Admins),
    row("GET /api/v1/repositories/{id}/scans/latest", Admins),
    row("POST /api/v1/repositories/{id}/stacks/detect", Admins),
    row("GET /api/v1/settings/runtime-info", Admins),
    row("GET /api/v1/settings/system", Admins),
    with("PATCH /api/v1/settings/system", Admins, NOTHING),
    row("POST /api/v1/settings/system/validate-llm", Admins),
    with("POST /api/v1/setup", Open, NOTHING),
    row("GET /api/v1/setup/status", Open),
    row("GET /api/v1/stats/available-years", Person),
    row("GET /api/v1/stats/camera-lens", Person),
    row("GET /api/v1/stats/daily-activity", Person),
    row("GET /api/v1/stats/focal-length", Person),
    row("GET /api/v1/stats/time-distribution", Person),
    row("GET /api/v1/timeline/buckets", Person),
    row("GET /api/v1/timeline/buckets/{month}", Person),
    row("GET /api/v1/users", Admins),
    with("PATCH /api/v1/users/me/password", Person, NOTHING),
    with("PATCH /api/v1/users/me/profile", Person, NOTHING),
    with("PATCH /api/v1/users/{id}", Admins, NOTHING),
    row("POST /api/v1/users/{id}/reset-access", Admins),
];

/// The callers by name, and what each must meet.
fn expected(rule: Rule, caller: &str) -> Answer {
    let unknown = !matches!(caller, "stranger" | "owner" | "administrator");
    match (rule, caller) {
        (Open, _) => Answer::Passes,
        _ if unknown => UNKNOWN,
        (Owner, "stranger") => Answer::Refused(&[403, 404]),
        (Admins, "stranger" | "owner") => FORBIDDEN,
        _ => Answer::Passes,
    }
}

pub async fn check(app: &TestApp) -> Vec<String> {
    let admin = app.admin().await;
    let (mia, ben, cleo) = (app.user("mia").await, app.user("ben").await, app.user("cleo").await);
    let dora = app.user("dora").await;
    let off = json!({"is_active": false});
    admin.patch(&format!("/api/v1/users/{}", dora.number()), off).await.ok();
    let asset = mia
        .multipart("/api/v1/assets", Form::new().file("file", "m.jpg", "image/jpeg", crate::app::MEADOW))
        .await
        .ok();
    app.run_jobs().await;
    let asset = asset["asset_id"].as_str().unwrap().to_owned();
    let album = mia.post("/api/v1/albums", json!({"album_name": "mine"})).await.ok();
    let album = album["album_id"].to_string();
    let repositories = admin.get("/api/v1/repositories").await.ok();
    let repository = crate::security::first_id(&repositories).unwrap();
    crate::hosting::admin::make(app, "elsewhere", calotype_core::actor::AdminRole::SuperAdmin, true, &[])
        .await;
    let portal = crate::hosting::admin::logged_in(app, "elsewhere").await;
    let key = scoped(app, "mia", calotype_core::keys::SCOPES).await;
    let callers = [
        Caller::new("nobody", app.anonymous()),
        Caller::new("a token that is none", app.anonymous().with_token("nonsense")),
        Caller::new("an administrator of the portal", portal),
        Caller::with_key("a key of the owner with every scope", app, key.secret),
        Caller::new("a user who was switched off", dora),
        Caller::new("stranger", ben),
        Caller::new("owner", mia),
        Caller::new("administrator", admin),
    ];
    let fill = move |path: &str, name: &str| match (path, name) {
        (_, "rating") => "5".to_owned(),
        (_, "month") => "2024-01".to_owned(),
        (_, "assetId") => asset.clone(),
        (_, "albumId") => album.clone(),
        (path, "id") if path.starts_with("/api/v1/albums/") => album.clone(),
        (path, "id") if path.starts_with("/api/v1/assets/") => asset.clone(),
        (path, "id") if path.starts_with("/api/v1/repositories/") => repository.clone(),
        (path, "id") if path.starts_with("/api/v1/users/") => cleo.number().to_string(),
        other => panic!("what stands for {other:?}?"),
    };
    hold("library", TABLE, &callers, expected, &fill).await
}
