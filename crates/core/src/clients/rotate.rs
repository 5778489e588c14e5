//! A new key in place of the old one.

use calotype_store::clients as rows;
use serde_json::json;
use uuid::Uuid;

use super::create::new_key;
use super::not_found;
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// Longest time for which old and new key work side by side: 30 days.
const LONGEST_GRACE: u64 = 30 * 86_400;

/// Makes another key, shown this once. The old one works for `grace_seconds` more, or not at all.
///
/// # Errors
/// `unauthenticated`, `super_admin_required`, `tenant_not_found`, `invalid_grace`.
pub async fn rotate_key(app: &App, actor: &Actor, client: Uuid, grace_seconds: u64) -> Result<String> {
    portal::super_admin(actor)?;
    if grace_seconds > LONGEST_GRACE {
        return Err(Error::invalid("invalid_grace", "The old key may work for 30 days at most.")
            .field("graceSeconds", format!("must be 0 to {LONGEST_GRACE}")));
    }
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    rows::get_locked(&mut tx, client).await?.ok_or_else(not_found)?;
    let grace = i64::try_from(grace_seconds).unwrap_or(0).saturating_mul(1_000_000);
    rows::end_keys(&mut tx, client, now + grace, now).await?;
    let secret = new_key(&mut tx, actor, client, now).await?;
    let data = json!({"prefix": secret.prefix(), "grace_seconds": grace_seconds});
    let subject = Subject::new("tenant", &client);
    events::record(&mut tx, &actor.at(client), now, "client.key_rotated", subject, data).await?;
    tx.commit().await?;
    Ok(secret.into_text())
}
