//! Changes of a client.

use calotype_store::clients::{self as rows, Changes, Delivery};
use serde_json::json;
use uuid::Uuid;

use super::list::read;
use super::{Client, not_found, parse_domain, parse_name};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::fetch::Target;

/// What to change; `None` stays as it is.
#[derive(Debug, Default)]
pub struct Patch {
    /// Name.
    pub name: Option<String>,
    /// Where its users are; `Some(None)` clears.
    pub domain: Option<Option<String>>,
    /// Whether its keys, its public images and its tokens work.
    pub active: Option<bool>,
    /// Whether messages are sent.
    pub webhook_enabled: Option<bool>,
    /// Where messages go; `Some(None)` clears.
    pub webhook_url: Option<Option<String>>,
    /// Whether pictures come to order only for signed addresses.
    pub require_signed: Option<bool>,
    /// Whether orders that are no preset are only for signed addresses.
    pub presets_only: Option<bool>,
    /// Whether the request's `Accept` decides where no format is named.
    pub negotiate_format: Option<bool>,
}

/// Changes a client. Deactivation works at once, everywhere, and is undone by activation.
///
/// # Errors
/// `unauthenticated`, `read_only`, `tenant_not_found`, `client_not_allowed`, and the errors of each value.
pub async fn update(app: &App, actor: &Actor, id: Uuid, patch: Patch) -> Result<Client> {
    portal::writer(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let before = rows::get_locked(&mut tx, id).await?.ok_or_else(not_found)?;
    portal::write(actor, id)?;
    let name = patch.name.as_deref().map(parse_name).transpose()?;
    let domain = match &patch.domain {
        Some(domain) => parse_domain(domain.as_deref().unwrap_or_default())?,
        None => before.domain.as_deref(),
    };
    let url = match &patch.webhook_url {
        Some(Some(url)) => Some(parse_url(url)?),
        Some(None) => None,
        None => before.webhook_url.as_deref(),
    };
    let changes = Changes {
        name: name.unwrap_or(&before.name),
        domain,
        is_active: patch.active.unwrap_or(before.is_active),
        webhook_enabled: patch.webhook_enabled.unwrap_or(before.webhook_enabled),
        webhook_url: url,
        delivery: Delivery {
            require_signed: patch.require_signed.unwrap_or(before.delivery.require_signed),
            presets_only: patch.presets_only.unwrap_or(before.delivery.presets_only),
            negotiate_format: patch.negotiate_format.unwrap_or(before.delivery.negotiate_format),
        },
    };
    let data = json!({
        "name": changes.name,
        "active": changes.is_active,
        "webhook_enabled": changes.webhook_enabled,
        "webhook_url": changes.webhook_url,
        "require_signed": changes.delivery.require_signed,
        "presets_only": changes.delivery.presets_only,
        "negotiate_format": changes.delivery.negotiate_format,
    });
    rows::update(&mut tx, id, changes, now).await?;
    events::record(&mut tx, &actor.at(id), now, "client.updated", Subject::new("tenant", &id), data).await?;
    let after = read(&mut tx, id, now).await?;
    tx.commit().await?;
    Ok(after)
}

/// Whether the address leads to the outside is asked when it is called: names come to mean other machines.
fn parse_url(url: &str) -> Result<&str> {
    let url = url.trim();
    if url.len() > 2048 {
        return Err(Error::invalid("invalid_url", "The address has more than 2048 characters."));
    }
    Target::parse(url).map_err(|error| error.field("webhookUrl", "must be an http or https address"))?;
    Ok(url)
}
