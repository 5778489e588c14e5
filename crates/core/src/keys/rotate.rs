//! Another key in place of one that is known to too many.

use calotype_store::keys;
use serde_json::json;

use super::Created;
use super::revoke::find;
use super::secret::Secret;
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// Longest time for which old and new key work side by side, hours: 30 days.
const LONGEST: u32 = 30 * 24;

/// Makes a key that is good for what another one is, named by its id or prefix. The old one works for `hours` more, so
/// that programs can be changed one after the other; 0 ends it at once.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `key_not_found`, `key_ambiguous`, `invalid_grace`; `key_revoked` for one that does
/// not work any more.
pub async fn rotate(app: &App, actor: &Actor, name: &str, hours: u32) -> Result<Created> {
    access::admin(actor)?;
    if hours > LONGEST {
        return Err(Error::invalid("invalid_grace", "The old key may work for 30 days at most.")
            .field("hours", format!("must be 0 to {LONGEST}")));
    }
    let secret = Secret::generate()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let old = find(&mut tx, actor, name).await?;
    if !old.is_active || old.expires_at.is_some_and(|expiry| expiry <= now) {
        return Err(Error::conflict("key_revoked", "That key does not work any more; make a new one."));
    }
    let row = keys::NewKey {
        tenant: old.tenant_id,
        user: old.user_id,
        name: &old.name,
        prefix: secret.prefix(),
        suffix: secret.suffix(),
        secret_hash: secret.hash(),
        scopes: &old.scopes.0,
        allowed_origins: old.allowed_origins.as_deref().map(Vec::as_slice),
        allowed_addresses: old.allowed_addresses.as_deref().map(Vec::as_slice),
        isolated: old.isolated,
        replaces: Some(old.id),
        expires_at: old.expires_at,
        created_by: actor.user_id(),
    };
    let id = keys::insert(&mut tx, row, now).await?;
    keys::end_at(&mut tx, old.id, now + i64::from(hours) * 3_600_000_000).await?;
    let data = json!({"prefix": secret.prefix(), "replaces": old.prefix, "hours": hours});
    events::record(&mut tx, actor, now, "key.rotated", Subject::new("key", &id), data).await?;
    let key = keys::get(&mut tx, id).await?.ok_or_else(|| Error::internal("a key vanished"))?;
    tx.commit().await?;
    Ok(Created { key: key.into(), secret: secret.into_text() })
}
