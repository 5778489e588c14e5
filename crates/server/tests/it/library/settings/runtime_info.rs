//! `GET /settings/runtime-info`.

use crate::app::{TestApp, on_both_engines};

const PATH: &str = "/api/v1/settings/runtime-info";

on_both_engines![administrators_see_how_the_process_is_configured, runtime_info_is_for_administrators];

async fn administrators_see_how_the_process_is_configured(app: TestApp) {
    let app = app
        .configured(|config| {
            config.library.scan_enabled = true;
            config.library.scan_interval_seconds = 77;
        })
        .await;
    insta::assert_json_snapshot!(app.admin().await.get(PATH).await.redacted(&["storage_root"]), @r#"
    {
      "environment": "production",
      "server_port": "8080",
      "log_level": "info",
      "storage_root": "[storage_root]",
      "hardware_accel": "auto",
      "geocoding_provider": "disabled",
      "repository_scan_enabled": true,
      "repository_scan_interval_seconds": 77,
      "lumen_discovery_enabled": false
    }
    "#);
}

async fn runtime_info_is_for_administrators(app: TestApp) {
    let mia = app.user("mia").await;
    mia.get(PATH).await.refused(403, "admin_required");
    app.anonymous().get(PATH).await.refused(401, "unauthenticated");
}
