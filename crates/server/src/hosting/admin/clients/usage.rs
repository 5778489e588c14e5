//! `GET /admin/clients/{id}/usage`: what the keys of a client did.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, usage};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::days;
use crate::hosting::admin::caller::Portal;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Path, Query};
use crate::library::usage::Latency;

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Days {
    /// First day, `YYYY-MM-DD`; left out: 29 days before the last.
    from: Option<String>,
    /// Last day, `YYYY-MM-DD`; left out: today.
    to: Option<String>,
}

/// What a key did on a day, on one surface.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClientUsage {
    /// `YYYY-MM-DD`, UTC.
    date: String,
    key_id: Uuid,
    /// `hosting`, `upload` …
    surface: String,
    requests: i64,
    /// Of them, answered 4xx.
    refused: i64,
    /// Of them, answered 5xx.
    failed: i64,
    bytes_in: i64,
    bytes_out: i64,
    /// Pictures computed for an answer.
    transforms: i64,
    latency: Latency,
}

impl From<usage::Day> for ClientUsage {
    fn from(day: usage::Day) -> Self {
        Self {
            date: days::text(day.day),
            key_id: day.key_id,
            latency: Latency::from(&day),
            surface: day.surface,
            requests: day.requests,
            refused: day.refused,
            failed: day.failed,
            bytes_in: day.bytes_in,
            bytes_out: day.bytes_out,
            transforms: day.transforms,
        }
    }
}

/// What the keys of a client did, by day, key and surface. Up to ten seconds behind.
#[utoipa::path(get, path = "/clients/{id}/usage", tag = "admin clients", operation_id = "admin_get_client_usage",
    params(("id" = Uuid, Path), Days),
    responses((status = 200, body = Vec<ClientUsage>), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)), security(("admin" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    Portal(actor): Portal,
    Path(id): Path<Uuid>,
    Query(wanted): Query<Days>,
) -> ApiResult<Answer<Vec<ClientUsage>>> {
    let asked = usage::Asked {
        tenant: Some(id),
        key: None,
        from: days::number("from", wanted.from.as_deref())?,
        to: days::number("to", wanted.to.as_deref())?,
    };
    let found = usage::days(&app, &actor, &asked).await?;
    Ok(Answer(found.into_iter().map(ClientUsage::from).collect()))
}
