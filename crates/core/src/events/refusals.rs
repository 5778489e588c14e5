//! Refusals at the door. They are many where somebody knocks at random, so each party leaves a few a minute.

use serde_json::json;

use super::{Subject, record_denied};
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::rates::{Limit, Party};

/// How many refusals of a party are written down.
const WRITTEN: Limit = Limit { requests: 6, period: std::time::Duration::from_secs(60) };

/// Records that somebody showed a credential that is not good. `actor` says from where.
///
/// # Errors
/// Any database failure.
pub async fn auth_denied(app: &App, actor: &Actor, surface: &'static str) -> Result<()> {
    refused(app, actor, "auth.denied", surface).await
}

/// Records that somebody asked too often.
///
/// # Errors
/// Any database failure.
pub async fn rate_limited(app: &App, actor: &Actor, surface: &'static str) -> Result<()> {
    refused(app, actor, "ratelimit.blocked", surface).await
}

async fn refused(app: &App, actor: &Actor, kind: &'static str, surface: &'static str) -> Result<()> {
    let now = app.clock.now();
    if app.rates.take(&app.db, kind, Party::of(actor), WRITTEN, now).await?.wait.is_some() {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    record_denied(&mut tx, actor, now, kind, Subject::new("surface", &surface), json!({})).await?;
    Ok(tx.commit().await?)
}
