//! A new key, shown once.

use std::net::IpAddr;

use calotype_store::{keys, tenants, users};
use ipnet::IpNet;
use serde_json::json;

use super::secret::Secret;
use super::{Key, SCOPES};
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// A key to be.
#[derive(Debug, Default)]
pub struct NewKey {
    /// What its owner calls it.
    pub name: String,
    /// Some of [`SCOPES`], at least one.
    pub scopes: Vec<String>,
    /// Short name of the tenant; `None`: home.
    pub tenant: Option<String>,
    /// Login name of the user it acts for.
    pub username: Option<String>,
    /// Days until it stops working; `None`: it does not.
    pub days: Option<u32>,
    /// Origins of the pages that may use it; none: it is not for pages alone.
    pub origins: Vec<String>,
    /// Networks or addresses it may be used from; none: from anywhere.
    pub addresses: Vec<String>,
    /// Whether it sees only what it makes itself.
    pub isolated: bool,
}

/// A key that was just made.
#[derive(Debug)]
pub struct Created {
    /// The key as it is listed.
    pub key: Key,
    /// The key itself. This is the only time anybody sees it.
    pub secret: String,
}

/// Makes a key.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `invalid_scope`, `invalid_network`, `invalid_key_origin`, `tenant_not_found`,
/// `user_not_found`.
pub async fn create(app: &App, actor: &Actor, new: NewKey) -> Result<Created> {
    access::admin(actor)?;
    let mut scopes = new.scopes;
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() || !scopes.iter().all(|scope| SCOPES.contains(&scope.as_str())) {
        return Err(Error::invalid("invalid_scope", format!("Choose scopes from: {}.", SCOPES.join(", "))));
    }
    if new.addresses.iter().any(|text| text.parse::<IpNet>().is_err() && text.parse::<IpAddr>().is_err()) {
        return Err(Error::invalid(
            "invalid_network",
            "An address of the key is neither network nor address.",
        )
        .field("addresses", "must be networks or addresses"));
    }
    if !new.origins.iter().all(|text| is_origin(text)) {
        return Err(Error::invalid("invalid_key_origin", "An origin looks like https://app.example.org.")
            .field("origins", "must be scheme, host and port alone"));
    }
    let secret = Secret::generate()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let tenant = match &new.tenant {
        Some(slug) => tenants::by_slug(&mut tx, slug)
            .await?
            .ok_or_else(|| Error::not_found("tenant_not_found", "There is no such tenant."))?,
        None => tenants::HOME,
    };
    let user = match &new.username {
        Some(name) => {
            let user = users::get_by_username(&mut tx, tenant, &name.trim().to_lowercase()).await?;
            Some(user.ok_or_else(|| Error::not_found("user_not_found", "There is no such user."))?.id)
        }
        None => None,
    };
    let row = keys::NewKey {
        tenant,
        user,
        name: new.name.trim(),
        prefix: secret.prefix(),
        suffix: secret.suffix(),
        secret_hash: secret.hash(),
        scopes: &scopes,
        allowed_origins: (!new.origins.is_empty()).then_some(new.origins.as_slice()),
        allowed_addresses: (!new.addresses.is_empty()).then_some(new.addresses.as_slice()),
        isolated: new.isolated,
        replaces: None,
        expires_at: new.days.map(|days| now + i64::from(days) * 86_400_000_000),
        created_by: actor.user_id(),
    };
    let id = keys::insert(&mut tx, row, now).await?;
    let data = json!({"prefix": secret.prefix(), "scopes": scopes});
    events::record(&mut tx, actor, now, "key.created", Subject::new("key", &id), data).await?;
    let key = keys::get(&mut tx, id).await?.ok_or_else(|| Error::internal("a key vanished"))?;
    tx.commit().await?;
    Ok(Created { key: key.into(), secret: secret.into_text() })
}

/// What a browser sends as `Origin`: scheme, host and maybe a port, and nothing behind.
fn is_origin(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        matches!(scheme, "http" | "https")
            && !rest.is_empty()
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b))
    })
}
