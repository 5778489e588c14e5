//! A new delivery key.

use calotype_store::{clients, delivery_keys as rows};
use serde_json::Value;
use uuid::Uuid;

use super::{DeliveryKey, MOST};
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::auth::tokens::new_opaque;
use crate::clients::not_found;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::seal;
use crate::secrets::Purpose;

/// A key that was just made.
#[derive(Debug)]
pub struct Created {
    /// The key as it is listed.
    pub key: DeliveryKey,
    /// Its secret. This is the only time anybody sees it.
    pub secret: String,
}

/// Gives a client another delivery key. Those it has go on working.
///
/// # Errors
/// `unauthenticated`, `read_only`, `client_not_allowed`, `tenant_not_found`; `delivery_key_limit` when it has two.
pub async fn create(app: &App, actor: &Actor, client: Uuid) -> Result<Created> {
    portal::writer(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    // Held, so that two who ask at once do not make a third.
    clients::get_locked(&mut tx, client).await?.ok_or_else(not_found)?;
    portal::write(actor, client)?;
    if rows::list(&mut tx, client).await?.len() >= MOST {
        let message = "The client has two delivery keys. Revoke one before you make another.";
        return Err(Error::conflict("delivery_key_limit", message));
    }
    let secret = format!("dlsec_{}", new_opaque()?);
    let sealed = seal::seal(&app.secret, Purpose::DeliveryEncryption, &secret)?;
    let row = rows::DeliveryKey { id: calotype_store::new_id(), tenant_id: client, sealed, created_at: now };
    rows::insert(&mut tx, &row).await?;
    let subject = Subject::new("delivery_key", &row.id);
    events::record(&mut tx, &actor.at(client), now, "delivery_key.created", subject, Value::Null).await?;
    tx.commit().await?;
    Ok(Created { key: row.into(), secret })
}
