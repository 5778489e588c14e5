//! `GET /admin/usage`: what programs used, for administrators.

use axum::Json as Answer;
use axum::extract::State;
use calotype_core::{App, usage};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::auth::Admin;
use crate::days;
use crate::extract::Query;
use crate::library::error::{ApiResult, ErrorBody};

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Which usage.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UsageFilter {
    /// One tenant.
    tenant_id: Option<Uuid>,
    /// One key.
    key_id: Option<Uuid>,
    /// First day, `YYYY-MM-DD`; left out: 29 days before the last.
    from: Option<String>,
    /// Last day, `YYYY-MM-DD`; left out: today.
    to: Option<String>,
}

/// What a key did on a day, on one surface.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsageDay {
    tenant_id: Uuid,
    key_id: Uuid,
    /// `hosting`, `upload` …
    surface: String,
    /// `YYYY-MM-DD`, UTC.
    date: String,
    requests: i64,
    /// Of them, answered 4xx.
    refused: i64,
    /// Of them, answered 5xx.
    failed: i64,
    bytes_in: i64,
    bytes_out: i64,
    /// Pictures computed for an answer.
    transforms: i64,
    /// How many answers began in which time; the last is for those beyond five seconds.
    latency: Latency,
}

/// How many answers began within a time, and not within the one before.
#[derive(Debug, Serialize, ToSchema)]
pub struct Latency {
    under_10ms: i64,
    under_50ms: i64,
    under_200ms: i64,
    under_1s: i64,
    under_5s: i64,
    longer: i64,
}

impl From<&usage::Day> for Latency {
    fn from(day: &usage::Day) -> Self {
        Self {
            under_10ms: day.under_10ms,
            under_50ms: day.under_50ms,
            under_200ms: day.under_200ms,
            under_1s: day.under_1s,
            under_5s: day.under_5s,
            longer: day.longer,
        }
    }
}

impl From<usage::Day> for UsageDay {
    fn from(day: usage::Day) -> Self {
        Self {
            latency: Latency::from(&day),
            tenant_id: day.tenant_id,
            key_id: day.key_id,
            surface: day.surface,
            date: days::text(day.day),
            requests: day.requests,
            refused: day.refused,
            failed: day.failed,
            bytes_in: day.bytes_in,
            bytes_out: day.bytes_out,
            transforms: day.transforms,
        }
    }
}

/// Usage.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsageReport {
    /// In order of days.
    days: Vec<UsageDay>,
}

/// What programs used, by day, key and surface. Up to ten seconds behind.
#[utoipa::path(get, path = "/admin/usage", tag = "usage", operation_id = "list_usage", params(UsageFilter),
    responses((status = 200, body = UsageReport), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)),
    security(("bearer" = [])))]
async fn list(
    State(app): State<App>,
    Admin(actor): Admin,
    Query(filter): Query<UsageFilter>,
) -> ApiResult<Answer<UsageReport>> {
    let asked = usage::Asked {
        tenant: filter.tenant_id,
        key: filter.key_id,
        from: days::number("from", filter.from.as_deref())?,
        to: days::number("to", filter.to.as_deref())?,
    };
    let found = usage::days(&app, &actor, &asked).await?;
    Ok(Answer(UsageReport { days: found.into_iter().map(UsageDay::from).collect() }))
}
