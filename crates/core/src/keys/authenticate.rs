//! Whether a key somebody presents is good.

use calotype_store::{keys, tenants};

use super::Key;
use super::secret::Secret;
use crate::app::App;
use crate::error::Result;

/// The key behind a text, if it works now. The row is read each time, so that a revoked key, and
/// every key of a tenant that was switched off, stops at once, everywhere.
/// What it may be used for is the caller's question; see [`Key::scopes`].
///
/// # Errors
/// Any database failure.
pub async fn authenticate(app: &App, text: &str) -> Result<Option<Key>> {
    let Some(secret) = Secret::parse(text) else { return Ok(None) };
    let mut conn = app.db.read().await?;
    let row = keys::get_by_hash(&mut conn, secret.hash()).await?;
    let now = app.clock.now();
    let row = row.filter(|key| key.is_active && key.expires_at.is_none_or(|expiry| now < expiry));
    match row {
        Some(key) if tenants::is_active(&mut conn, key.tenant_id).await? => Ok(Some(key.into())),
        _ => Ok(None),
    }
}
