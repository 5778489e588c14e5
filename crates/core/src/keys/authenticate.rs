//! Whether a key somebody presents is good.

use std::net::IpAddr;

use calotype_store::keys;
use ipnet::IpNet;

use super::Key;
use super::secret::Secret;
use crate::app::App;
use crate::error::Result;

/// From where a key is presented.
#[derive(Debug, Clone, Copy, Default)]
pub struct From<'a> {
    /// Address of the caller.
    pub address: Option<IpAddr>,
    /// The page whose script asks, as the browser says (`Origin`).
    pub origin: Option<&'a str>,
}

/// The key behind a text, if it works now and from there. The row is read each time, with the tenant, the user it acts
/// for and the person who made it, so that a revoked key, and every key of somebody who was switched off, stops at once,
/// everywhere. What it may be used for is the caller's question; see [`Key::scopes`]. The scope `admin` is not among
/// them when who made the key is no administrator any more: a key never exceeds its creator.
///
/// # Errors
/// Any database failure.
pub async fn authenticate(app: &App, text: &str, from: From<'_>) -> Result<Option<Key>> {
    let Some(secret) = Secret::parse(text) else { return Ok(None) };
    let found = keys::standing(&mut app.db.read().await?, secret.hash()).await?;
    let Some(keys::Standing { key, is_backed, by_administrator }) = found else { return Ok(None) };
    let now = app.clock.now();
    let works = is_backed && key.is_active && key.expires_at.is_none_or(|expiry| now < expiry);
    let mut key = Key::from(key);
    if !works || !may_come(&key, from) {
        return Ok(None);
    }
    if !by_administrator {
        key.scopes.retain(|scope| scope != "admin");
    }
    app.usage.key_used(key.id, now);
    Ok(Some(key))
}

/// Whether a key may be used from there. A key that is bound to addresses or pages is no good where neither is known.
fn may_come(key: &Key, from: From<'_>) -> bool {
    let address = from.address.map(|address| address.to_canonical());
    let near = key.addresses.is_empty()
        || address.is_some_and(|address| key.addresses.iter().any(|network| holds(network, address)));
    let page = key.origins.is_empty()
        || from
            .origin
            .is_some_and(|origin| key.origins.iter().any(|known| known.eq_ignore_ascii_case(origin)));
    near && page
}

fn holds(network: &str, address: IpAddr) -> bool {
    match network.parse::<IpNet>() {
        Ok(network) => network.contains(&address),
        Err(_) => network.parse::<IpAddr>().is_ok_and(|one| one.to_canonical() == address),
    }
}
