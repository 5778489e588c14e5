//! `GET /settings/runtime-info`: the configuration of the process, as far as administrators need it.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::App;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Admin;
use crate::library::error::{ApiResult, ErrorBody};

/// Read-only facts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RuntimeInfoDTO)]
pub(super) struct RuntimeInfo {
    environment: String,
    server_port: String,
    log_level: String,
    /// Folder below which repositories are created.
    storage_root: String,
    hardware_accel: String,
    geocoding_provider: &'static str,
    repository_scan_enabled: bool,
    repository_scan_interval_seconds: u64,
    /// Whether models on other machines are looked for.
    lumen_discovery_enabled: bool,
}

/// How this server is configured. Changes need the configuration file and a restart.
#[utoipa::path(get, path = "/settings/runtime-info", tag = "settings",
    responses((status = 200, body = RuntimeInfo), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn get(State(app): State<App>, _admin: Admin) -> ApiResult<Answer<RuntimeInfo>> {
    let config = &app.config;
    Ok(Answer(RuntimeInfo {
        environment: config.environment.clone(),
        server_port: config.http.listen.port().to_string(),
        log_level: config.log.filter.clone(),
        storage_root: config.library_root().to_string_lossy().into_owned(),
        hardware_accel: config.media.hardware_accel.clone(),
        // Neither exists in this server: places are found offline, models run in this process.
        geocoding_provider: "disabled",
        repository_scan_enabled: config.library.scan_enabled,
        repository_scan_interval_seconds: config.library.scan_interval_seconds,
        lumen_discovery_enabled: false,
    }))
}
