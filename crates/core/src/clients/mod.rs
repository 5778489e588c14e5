//! Clients: the applications that keep images here. Each is a tenant, known by its key.

mod caller;
mod create;
mod list;
mod own;
mod rotate;
mod stats;
mod update;

pub use calotype_store::clients::Delivery;
use calotype_store::{Micros, clients as rows};
use uuid::Uuid;

pub(crate) use caller::Holder;
pub use caller::{Caller, SYSTEM, external_id};
pub use create::{Created, create};
pub use list::{get, list};
pub use own::{Own, OwnStats, is_well, own, own_stats};
pub use rotate::rotate_key;
pub use stats::{Day, Stats, Totals, stats};
pub use update::{Patch, update};

use crate::actor::Clients;
use crate::app::App;
use crate::error::{Error, Result};

/// Most characters of a name or a domain.
const LONGEST: usize = 255;

/// A client as administrators see it: never its key.
#[derive(Debug, Clone)]
pub struct Client {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Where its users are, for people.
    pub domain: Option<String>,
    /// Whether its keys work.
    pub active: bool,
    /// Whether messages are sent.
    pub webhook_enabled: bool,
    /// Where messages go.
    pub webhook_url: Option<String>,
    /// How its pictures are delivered.
    pub delivery: Delivery,
    /// What it keeps.
    pub totals: Totals,
    /// How its newest key that works begins and ends.
    pub key_preview: Option<String>,
    /// Creation.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
}

impl Client {
    fn new(row: rows::Client, key_preview: Option<String>, totals: Totals) -> Self {
        Self {
            id: row.id,
            name: row.name,
            domain: row.domain,
            active: row.is_active,
            webhook_enabled: row.webhook_enabled,
            webhook_url: row.webhook_url,
            delivery: row.delivery,
            totals,
            key_preview,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// The clients of an administrator, for a statement.
pub(crate) fn among(clients: &Clients) -> rows::Among<'_> {
    match clients {
        Clients::All => rows::Among::All,
        Clients::Only(ids) => rows::Among::These(ids),
    }
}

/// Passes for a client that there is.
///
/// # Errors
/// `tenant_not_found`.
pub(crate) async fn exists(app: &App, client: Uuid) -> Result<()> {
    rows::get(&mut app.db.read().await?, client).await?.map(|_| ()).ok_or_else(not_found)
}

pub(crate) fn not_found() -> Error {
    Error::not_found("tenant_not_found", "There is no such client.")
}

fn parse_name(name: &str) -> Result<&str> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(Error::invalid("invalid_name", "A name has 1 to 255 characters.")
            .field("name", "must have 1 to 255 characters"));
    }
    Ok(name)
}

fn parse_domain(domain: &str) -> Result<Option<&str>> {
    let domain = domain.trim();
    if domain.chars().count() > LONGEST || domain.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Error::invalid("invalid_domain", "A domain has at most 255 characters and no spaces.")
            .field("domain", "must have at most 255 characters and no spaces"));
    }
    Ok((!domain.is_empty()).then_some(domain))
}
