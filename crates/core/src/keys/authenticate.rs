//! Whether a key somebody presents is good.

use calotype_store::keys;

use super::Key;
use super::secret::Secret;
use crate::app::App;
use crate::error::Result;

/// The key behind a text, if it works now. The row is read each time, so that a revoked key stops at once, everywhere.
/// What it may be used for is the caller's question; see [`Key::scopes`].
///
/// # Errors
/// Any database failure.
pub async fn authenticate(app: &App, text: &str) -> Result<Option<Key>> {
    let Some(secret) = Secret::parse(text) else { return Ok(None) };
    let row = keys::get_by_hash(&mut app.db.read().await?, secret.hash()).await?;
    let now = app.clock.now();
    Ok(row.filter(|key| key.is_active && key.expires_at.is_none_or(|expiry| now < expiry)).map(Key::from))
}
