//! `GET /list-events-api`.

use axum::Json;
use axum::extract::{Query, State};
use calotype_core::events::{self, Entry, Wanted};
use calotype_core::{App, Error};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::upload::error::{ApiError, ApiResult, ErrorBody};
use crate::upload::key::Program;

/// Which events.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventFilter {
    /// What happened: `upload.created`.
    action: Option<String>,
    /// Id of the thing it happened to.
    target_id: Option<String>,
    /// The request it came with.
    request_id: Option<String>,
    /// User or key that did it.
    actor: Option<Uuid>,
    /// At this time or later, seconds since 1970.
    after: Option<i64>,
    /// Before this time, seconds since 1970.
    before: Option<i64>,
    /// 1 to 200, 50 unless said.
    limit: Option<u8>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl EventFilter {
    pub(crate) fn wanted(self) -> Result<Wanted, Error> {
        let limit = self.limit.unwrap_or(50);
        if !(1..=200).contains(&limit) {
            return Err(
                Error::invalid("invalid_query", "A page has 1 to 200 events.").field("limit", "1 to 200")
            );
        }
        let micros = |seconds: i64| seconds.saturating_mul(1_000_000);
        Ok(Wanted {
            action: self.action,
            target: self.target_id,
            request: self.request_id,
            by: self.actor,
            after: self.after.map(micros),
            before: self.before.map(micros),
            cursor: self.cursor,
            limit,
        })
    }
}

/// One line of the record.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEvent {
    /// Id, in order of time.
    event_id: Uuid,
    /// Seconds since 1970.
    time: i64,
    /// The request it came with; null for calotype's own work.
    request_id: Option<String>,
    actor: AuditActor,
    /// What happened: `upload.created`.
    action: String,
    target: AuditTarget,
    /// `ok`, `denied` or `error`.
    outcome: String,
    /// Why it failed.
    error: Option<String>,
    /// Whether it counts as use.
    billable: bool,
    /// What else a reader needs. Never a secret.
    #[schema(value_type = Object)]
    details: Value,
}

/// Who did it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditActor {
    /// `user`, `admin` or `system`.
    #[serde(rename = "type")]
    kind: &'static str,
    user_id: Option<Uuid>,
    /// SHA-256 of the key it was done with, hexadecimal.
    api_key_hash: Option<String>,
    ip: Option<String>,
    user_agent: Option<String>,
}

/// To what.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditTarget {
    /// Kind of thing: `upload`, `user` …
    #[serde(rename = "type")]
    kind: Option<String>,
    id: Option<String>,
}

impl From<Entry> for AuditEvent {
    fn from(entry: Entry) -> Self {
        let event = entry.event;
        let user = event.user_id.or(entry.key_user);
        let kind = match (entry.by_administrator, event.user_id.or(event.key_id)) {
            (true, _) => "admin",
            (false, Some(_)) => "user",
            // Somebody who showed nothing, or calotype itself; a stranger has an address.
            (false, None) if event.address.is_some() => "user",
            (false, None) => "system",
        };
        let details = event.data.map_or_else(|| Value::Object(serde_json::Map::new()), |data| data.0);
        Self {
            event_id: event.id,
            time: event.created_at.div_euclid(1_000_000),
            request_id: event.request_id,
            actor: AuditActor {
                kind,
                user_id: user,
                api_key_hash: entry.key_hash.map(|hash| {
                    hash.iter().fold(String::with_capacity(64), |text, byte| format!("{text}{byte:02x}"))
                }),
                ip: event.address,
                user_agent: event.user_agent,
            },
            action: event.kind,
            target: AuditTarget { kind: event.subject_type, id: event.subject_id },
            outcome: event.outcome,
            error: details.get("error").and_then(Value::as_str).map(str::to_owned),
            billable: details.get("billable").and_then(Value::as_bool).unwrap_or(false),
            details,
        }
    }
}

/// A page of the record, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventPage {
    events: Vec<AuditEvent>,
    /// For the next page; null on the last.
    next_cursor: Option<String>,
    /// Names this request.
    request_id: String,
}

impl EventPage {
    pub(crate) fn new(page: events::Page, request_id: String) -> Self {
        let events = page.entries.into_iter().map(AuditEvent::from).collect();
        Self { events, next_cursor: page.next, request_id }
    }
}

/// What the caller's programs did, and what was done for them.
#[utoipa::path(get, path = "/list-events-api", tag = "events", params(EventFilter),
    responses((status = 200, body = EventPage), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 429, body = ErrorBody)),
    security(("key" = [])))]
pub(super) async fn list(
    State(app): State<App>,
    program: Program,
    filter: Result<Query<EventFilter>, axum::extract::rejection::QueryRejection>,
) -> ApiResult<Json<EventPage>> {
    let Query(filter) = filter.map_err(|e| {
        ApiError(Error::invalid("invalid_query", "A parameter of the query cannot be read.").because(e))
    })?;
    let page = events::own(&app, &program.actor, program.behalf, filter.wanted()?).await?;
    Ok(Json(EventPage::new(page, program.actor.request_id)))
}
