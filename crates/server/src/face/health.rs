//! `GET /health`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use calotype_core::{App, faces};
use serde::Serialize;
use utoipa::ToSchema;

/// What looking for faces stands on.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FaceHealth)]
pub(super) struct Health {
    /// `ok`, or `degraded` where something is missing.
    status: &'static str,
    /// The model that finds faces.
    model: &'static str,
    /// Whether it is installed. It is in memory while it is used.
    model_loaded: bool,
    /// The picture is scaled to fit these sides, pixels.
    input_size: [u32; 2],
    /// Whether faces come with points.
    supports_landmarks: bool,
    /// Whether there is a database tier.
    database_enabled: bool,
    /// Whether it answers; null where there is none.
    database_ready: Option<bool>,
    /// Whether pictures are kept.
    storage_enabled: bool,
    /// Whether the store answers; null where nothing is kept.
    storage_ready: Option<bool>,
}

/// Whether everything works that looking for faces stands on: 200, or 503 with what does not.
#[utoipa::path(get, path = "/health", tag = "faces", operation_id = "health",
    responses((status = 200, body = Health), (status = 503, body = Health)))]
pub(super) async fn health(State(app): State<App>) -> (StatusCode, Json<Health>) {
    let ready = faces::readiness(&app).await;
    let (database, storage) = (app.config.faces.database_enabled, app.config.faces.keeps());
    let good = ready.model && (!database || ready.database) && (!storage || ready.storage);
    let health = Health {
        status: if good { "ok" } else { "degraded" },
        model: faces::MODEL,
        model_loaded: ready.model,
        input_size: [faces::LONGEST, faces::LONGEST],
        supports_landmarks: true,
        database_enabled: database,
        database_ready: database.then_some(ready.database),
        storage_enabled: storage,
        storage_ready: storage.then_some(ready.storage),
    };
    (if good { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(health))
}
