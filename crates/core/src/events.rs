//! The record of who did what. Every surface and every job writes it, in the transaction of the change.

mod list;
mod refusals;

use calotype_store::events::{Event, append};
use calotype_store::{Conn, Json, Micros};
use serde_json::Value;
use uuid::Uuid;

use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;

pub use list::{Entry, Page, Wanted, list, own};
pub use refusals::{auth_denied, rate_limited};

/// What an event is about.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// Kind of thing: `user`, `asset`, `repository` …
    pub kind: &'static str,
    /// Which one; empty where there is only one.
    pub id: &'a (dyn std::fmt::Display + Sync),
}

impl std::fmt::Debug for Subject<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind, self.id)
    }
}

impl<'a> Subject<'a> {
    /// A thing with an id.
    #[must_use]
    pub fn new(kind: &'static str, id: &'a (dyn std::fmt::Display + Sync)) -> Self {
        Self { kind, id }
    }

    /// A user.
    #[must_use]
    pub fn user(id: &'a Uuid) -> Self {
        Self::new("user", id)
    }
}

/// Removes events that are older than the configuration keeps them; answers how many.
///
/// # Errors
/// Any database failure.
pub async fn sweep(app: &App) -> Result<u64> {
    let age = i64::from(app.config.events.retention_days) * 86_400_000_000;
    let mut tx = app.db.write().await?;
    let removed = calotype_store::events::sweep(&mut tx, app.clock.now() - age).await?;
    tx.commit().await?;
    Ok(removed)
}

/// Records that something was done: `record(&mut tx, actor, now, "user.updated", Subject::user(&id), json!({…}))`.
///
/// `kind` is noun and past tense, `data` has what a reader needs and never a secret.
///
/// # Errors
/// Any database failure; then the change must not happen either.
pub async fn record(
    tx: &mut Conn,
    actor: &Actor,
    now: Micros,
    kind: &str,
    subject: Subject<'_>,
    data: Value,
) -> Result<()> {
    Ok(append_ok(tx, actor, now, kind, subject, data).await?)
}

/// [`record`] for transactions that are not the domain's own, such as the queue's.
///
/// # Errors
/// Any database failure; then the change must not happen either.
pub(crate) async fn append_ok(
    tx: &mut Conn,
    actor: &Actor,
    now: Micros,
    kind: &str,
    subject: Subject<'_>,
    data: Value,
) -> calotype_store::Result<()> {
    append(tx, event(actor, now, kind, "ok", subject, data)).await
}

/// Records that something was refused.
///
/// # Errors
/// Any database failure.
pub async fn record_denied(
    tx: &mut Conn,
    actor: &Actor,
    now: Micros,
    kind: &str,
    subject: Subject<'_>,
    data: Value,
) -> Result<()> {
    Ok(append(tx, event(actor, now, kind, "denied", subject, data)).await?)
}

fn event(actor: &Actor, now: Micros, kind: &str, outcome: &str, subject: Subject<'_>, data: Value) -> Event {
    let id = subject.id.to_string();
    Event {
        id: calotype_store::new_id(),
        tenant_id: actor.tenant,
        kind: kind.to_owned(),
        outcome: outcome.to_owned(),
        user_id: actor.person(),
        key_id: actor.key_id(),
        concerns_owner: actor.concerns.map(|concern| concern.owner),
        concerns_key: actor.concerns.map(|concern| concern.key),
        subject_type: Some(subject.kind.to_owned()),
        subject_id: (!id.is_empty()).then_some(id),
        request_id: (!actor.request_id.is_empty()).then(|| actor.request_id.clone()),
        address: actor.address.map(|address| address.to_string()),
        user_agent: actor.user_agent.clone(),
        data: (!data.is_null()).then_some(Json(data)),
        created_at: now,
    }
}
