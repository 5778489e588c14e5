//! New clients.

use calotype_store::{Conn, Micros, clients as rows, keys};
use serde_json::json;
use uuid::Uuid;

use super::list::read;
use super::{Client, parse_domain, parse_name};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::events::{self, Subject};
use crate::keys::Secret;

/// A client that was just made.
#[derive(Debug)]
pub struct Created {
    /// The client as it is listed.
    pub client: Client,
    /// Its key. This is the only time anybody sees it.
    pub api_key: String,
}

/// Makes a client with a key.
///
/// # Errors
/// `unauthenticated`, `super_admin_required`, `invalid_name`, `invalid_domain`.
pub async fn create(app: &App, actor: &Actor, name: &str, domain: Option<&str>) -> Result<Created> {
    portal::super_admin(actor)?;
    let name = parse_name(name)?;
    let domain = parse_domain(domain.unwrap_or_default())?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let id = rows::insert(&mut tx, name, domain, now).await?;
    let secret = new_key(&mut tx, actor, id, now).await?;
    let data = json!({"name": name, "prefix": secret.prefix()});
    events::record(&mut tx, &actor.at(id), now, "client.created", Subject::new("tenant", &id), data).await?;
    let client = read(&mut tx, id, now).await?;
    tx.commit().await?;
    Ok(Created { client, api_key: secret.into_text() })
}

/// A fresh key of a client.
pub(super) async fn new_key(tx: &mut Conn, actor: &Actor, client: Uuid, now: Micros) -> Result<Secret> {
    let secret = Secret::generate()?;
    let key = keys::NewKey {
        tenant: client,
        user: None,
        name: "hosting",
        prefix: secret.prefix(),
        suffix: secret.suffix(),
        secret_hash: secret.hash(),
        scopes: &["hosting".to_owned()],
        allowed_origins: None,
        allowed_addresses: None,
        isolated: false,
        replaces: None,
        expires_at: None,
        created_by: actor.person(),
    };
    keys::insert(tx, key, now).await?;
    Ok(secret)
}
