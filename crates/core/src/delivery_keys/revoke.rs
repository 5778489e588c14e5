//! A delivery key is taken back.

use calotype_store::{clients, delivery_keys as rows};
use serde_json::Value;
use uuid::Uuid;

use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::clients::not_found;
use crate::error::{Error, Result};
use crate::events::{self, Subject};

/// Revokes a delivery key. Every address it signed stops working at once; the record of events keeps that it was there.
///
/// # Errors
/// `unauthenticated`, `read_only`, `client_not_allowed`, `tenant_not_found`; `delivery_key_not_found`.
pub async fn revoke(app: &App, actor: &Actor, client: Uuid, key: Uuid) -> Result<()> {
    portal::writer(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    clients::get_locked(&mut tx, client).await?.ok_or_else(not_found)?;
    portal::write(actor, client)?;
    if !rows::delete(&mut tx, client, key).await? {
        return Err(Error::not_found("delivery_key_not_found", "The client has no such delivery key."));
    }
    let subject = Subject::new("delivery_key", &key);
    events::record(&mut tx, &actor.at(client), now, "delivery_key.revoked", subject, Value::Null).await?;
    Ok(tx.commit().await?)
}
